#!/usr/bin/env python3
"""A database that comes into being, and one that an older program made, while the program is killed at one of its writes and syncs (on
PostgreSQL: sends and receives too) or one of them fails: opened again, it is what it would have been. A database of a newer program is
refused, in words."""
import contextlib
import hashlib
import os
import pathlib
import random
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "lib"))
import failing  # noqa: E402
import faults  # noqa: E402
import places  # noqa: E402
import server as sila  # noqa: E402

ASSOCIATION, NEWER = "amal", 9999
MIGRATIONS = sila.ROOT / "db" / "migrations"
FOUND = ("association", "add", ASSOCIATION, "--name-ar", "جمعية الأمل", "--name-en", "Amal", "--licence", "7777",
         "--policies", sila.ROOT / "policies", "--from", sila.ROOT / "policies" / "teryaq")
TABLE = "CREATE TABLE IF NOT EXISTS schema_migrations (number BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL)"


def migrations(of):
    """(number, name, text, checksum) of each."""
    for path in sorted((MIGRATIONS / of).glob("*.sql")):
        text = path.read_bytes()
        yield int(path.name[:4]), path.name, text.decode(), hashlib.blake2b(text, digest_size=32).hexdigest()


def sila_runs(*words, env=None):
    return subprocess.run([sila.PROGRAM, *map(str, words)], capture_output=True, text=True, check=False, env={**os.environ, **(env or {})})


class Files:
    """The founding of an association in an empty folder makes both databases."""
    WHATS = failing.CALLS
    HOWS = (failing.KILLED, failing.KILLED_AFTER, failing.EIO, failing.ENOSPC)

    def __init__(self):
        self.data = pathlib.Path(tempfile.mkdtemp(prefix="sila-test-", dir=sila.in_memory())) / "data"

    def open(self, env=None):
        return sila_runs(*FOUND, "--data", self.data, env=env)

    def is_open(self):
        with contextlib.suppress(sqlite3.OperationalError), contextlib.closing(self.connect("directory.db")) as directory:
            return directory.execute("SELECT state FROM associations WHERE slug = ?", (ASSOCIATION,)).fetchall() == [("open",)]
        return False

    def connect(self, name):
        return sqlite3.connect(f"file:{self.data / name}?mode=rw", uri=True)

    def schema(self):
        """Everything that migrations make; which were applied."""
        told = []
        for name in ("directory.db", f"associations/{ASSOCIATION}.db"):
            with contextlib.closing(self.connect(name)) as file:
                for what in ("SELECT type, name, sql FROM sqlite_master", "SELECT * FROM schema_migrations"):
                    told += sorted((name, *map(str, row)) for row in file.execute(what))
        return told

    def check(self):
        verdict = sila.audit_verify(self.data)
        assert verdict.returncode == 0, verdict.stdout + verdict.stderr

    def make_older(self, of, count):
        """What the first migrations alone would have made, with the rows of now that fit."""
        name = "directory.db" if of == "directory" else f"associations/{ASSOCIATION}.db"
        path, now = self.data / name, self.data / "now.db"
        self.check()  # whoever closes it last brings its log into the file
        path.rename(now)
        for left in ("-wal", "-shm"):
            path.with_name(path.name + left).unlink(missing_ok=True)
        with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as file:
            file.execute("PRAGMA journal_mode = WAL")
            file.execute(TABLE)
            for number, title, text, checksum in list(migrations(of))[:count]:
                file.executescript(text)
                file.execute("INSERT INTO schema_migrations VALUES (?, ?, ?)", (number, title, checksum))
            file.execute("ATTACH ? AS now", (str(now),))
            for table, in file.execute("SELECT name FROM main.sqlite_master WHERE type = 'table' AND name <> 'schema_migrations'").fetchall():
                columns = ", ".join(row[1] for row in file.execute(f"PRAGMA main.table_info({table})"))
                file.execute(f"INSERT OR IGNORE INTO main.{table} ({columns}) SELECT {columns} FROM now.{table}")
        now.unlink()

    def upgrade(self, env=None):
        """By whatever opens both."""
        return sila_runs("user", "add", ASSOCIATION, "--name", "ريم", "--email", f"{os.urandom(6).hex()}@example.org", "--role", "officer",
                         "--data", self.data, env=env)

    use = upgrade

    def make_newer(self, of):
        name = "directory.db" if of == "directory" else f"associations/{ASSOCIATION}.db"
        with contextlib.closing(self.connect(name)) as file:
            file.execute("INSERT INTO schema_migrations VALUES (?, 'later.sql', '')", (NEWER,))
            file.commit()

    def remove(self):
        sila.remove(self.data)


class Postgres:
    """The command `database prepare` makes both schemas in an empty database, and brings older ones up to date."""
    WHATS = failing.CALLS | failing.LINES
    HOWS = (failing.KILLED, failing.KILLED_AFTER, failing.ECONNRESET)
    cluster = None

    def __init__(self):
        if not Postgres.cluster:
            Postgres.cluster = pathlib.Path(tempfile.mkdtemp(prefix="sila-pg-", dir=sila.in_memory()))
            Postgres.cluster.chmod(0o755)  # the server runs as somebody else
            places.tool("start", self.cluster / "one", **places.UNSYNCED)
        self.name = f"new_{os.urandom(6).hex()}"
        places.tool("new", self.cluster / "one", self.name)
        self.data = pathlib.Path(tempfile.mkdtemp(prefix="sila-test-", dir=sila.in_memory())) / "data"

    def url(self, role):
        return f"postgresql://{role}@/{self.name}?host={self.cluster / 'one'}"

    def open(self, env=None):
        return sila_runs("database", "prepare", "--database-owner", self.url("sila_owner"), "--role", "sila", env=env)

    upgrade = open

    def is_open(self):
        return False  # to prepare it again does no harm

    def execute(self, *statements):
        import psycopg2
        with contextlib.closing(psycopg2.connect(self.url("sila_owner"))) as connection:
            connection.autocommit = True
            for sql in statements:
                connection.cursor().execute(sql)

    def schema(self):
        dump = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin/pg_dump"))[-1]
        words = ["-d", self.url("postgres")]
        made = subprocess.run([dump, "--schema-only", *words], check=True, capture_output=True, text=True).stdout
        done = subprocess.run([dump, "--data-only", "--inserts", "-t", "*.schema_migrations", *words], check=True, capture_output=True, text=True)
        return [line for line in [*made.splitlines(), *sorted(done.stdout.splitlines())] if not line.startswith(("--", "\\"))]

    def use(self):
        """As the program's own role, which makes no schema."""
        return sila_runs(*FOUND, "--data", self.data, env={"SILA_DATABASE": self.url("sila"), "SILA_DIRECTORY": self.url("sila")})

    def check(self):
        founded = self.use()
        assert founded.returncode == 0, founded.stdout + founded.stderr

    def make_older(self, of, count):
        schema = "sila_directory" if of == "directory" else "sila"
        self.execute(f"DROP SCHEMA {schema} CASCADE", f"CREATE SCHEMA {schema}", f"SET search_path = {schema}",
                     TABLE.replace("TEXT", 'TEXT COLLATE "C"'))
        for number, title, text, checksum in list(migrations(of))[:count]:
            self.execute(f"SET search_path = {schema};" + re.sub(r"\bTEXT\b", 'TEXT COLLATE "C"', text)
                         + f"; INSERT INTO schema_migrations VALUES ({number}, '{title}', '{checksum}')")

    def make_newer(self, of):
        schema = "sila_directory" if of == "directory" else "sila"
        self.execute(f"INSERT INTO {schema}.schema_migrations VALUES ({NEWER}, 'later.sql', '')")

    def remove(self):
        places.tool("drop", self.cluster / "one", self.name)
        sila.remove(self.data)


OF = {"sqlite": Files, "postgresql": Postgres}


def expect_whole(place, wanted, where):
    """Whoever opens it next finds, or makes, all of it."""
    if not place.is_open():
        again = place.open()
        assert again.returncode == 0, (where, again.stdout, again.stderr)
    expect_same(place.schema(), wanted, where)
    place.check()


def expect_same(now, wanted, where):
    other = [one for one in (*now, *wanted) if (one in now) != (one in wanted)]
    assert now == wanted, (where, other[:4])


def cut_off(given, kind, page, chance, wanted):
    """A fresh one; the faults that came about."""
    place = kind()
    page.arm(kind.WHATS, 0, failing.COUNTED)
    assert place.open(page.env()).returncode == 0
    calls, runs = page.disarm()[0], 0
    place.remove()
    every = range(1, calls + 1)
    for at in every if given.runs >= calls else sorted(chance.sample(every, given.runs)):
        place, how = kind(), chance.choice(kind.HOWS)
        page.arm(kind.WHATS, at, how)
        ended = place.open(page.env())
        fired = bool(page.disarm()[1])
        assert not fired or how < 0 or ended.returncode in (0, 1), (at, how, ended)
        expect_whole(place, wanted, ("cut off", at, how))
        place.remove()
        runs += fired
    print(f"{calls} calls, {runs} faults while it is made", flush=True)
    return runs


def older(given, kind, page, chance, wanted):
    """An older one is brought up to date, killed or failed once on the way."""
    every = [(of, count) for of in ("directory", "association") for count in range(1, len(list(migrations(of))))]
    chosen = every if given.runs >= len(every) else chance.sample(every, min(given.runs, 3))
    for of, count in chosen:
        place, how = kind(), chance.choice(kind.HOWS)
        assert place.open().returncode == 0
        place.make_older(of, count)
        page.arm(kind.WHATS, chance.randrange(1, 60), how)
        place.upgrade(page.env())
        fired = page.disarm()[1]
        ended = place.upgrade()
        assert ended.returncode == 0, (of, count, ended.stdout, ended.stderr)
        expect_same(place.schema(), wanted, (of, count))
        place.check()
        place.remove()
        print(f"{of} of {count} migrations: up to date{', cut off on the way' if fired else ''}", flush=True)
    return len(chosen)


def newer(kind):
    for of in ("directory", "association"):
        place = kind()
        assert place.open().returncode == 0
        place.make_newer(of)
        for ended in (place.upgrade(), place.use()):
            assert ended.returncode != 0 and "newer version of Sila" in ended.stdout + ended.stderr, (of, ended)
        place.remove()
    return 2


def main():
    given = faults.words(__doc__, 8, 100_000, tuple(OF))
    kind, page, chance = OF[given.database], failing.Page(), random.Random(given.seed)
    reference = kind()
    assert reference.open().returncode == 0
    wanted = reference.schema()
    reference.check()
    reference.remove()
    faults.note("a new database, cut off at a call", given, cut_off(given, kind, page, chance, wanted), 0, 0, None)
    faults.note("an older database, cut off at a call", given, older(given, kind, page, chance, wanted), 0, 0, None)
    faults.note("a database of a newer program", given, newer(kind), 0, 0, None)
    if Postgres.cluster:
        places.tool("stop", Postgres.cluster / "one")
        shutil.rmtree(Postgres.cluster)
    print("3 passed, 0 failed")


main()
