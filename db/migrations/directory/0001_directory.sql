-- DATA/directory.db: which associations there are and where each lives. No personal value of a
-- beneficiary; those stand in the association's own database, sealed.

CREATE TABLE operators (             -- who looks after the installation, by the name they run commands as
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (id)
);
CREATE UNIQUE INDEX operators_by_name ON operators (name);

CREATE TABLE associations (
  id TEXT NOT NULL,
  slug TEXT NOT NULL,
  names TEXT NOT NULL,               -- {"ar":…,"en":…}
  database TEXT NOT NULL,            -- file, relative to DATA
  state TEXT NOT NULL,               -- preparing | open | closed
  created_at BIGINT NOT NULL,
  created_by TEXT NOT NULL,          -- an operator
  PRIMARY KEY (id)
);
CREATE UNIQUE INDEX associations_by_slug ON associations (slug);
