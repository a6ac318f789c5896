"""Where the demo of some associations lies in a test that breaks things: in a file, or in a PostgreSQL of its own."""
import contextlib
import os
import pathlib
import secrets
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import time

import server as sila

TOOL = sila.ROOT / "tools" / "postgres"
DATABASE = "sila"
UNSYNCED = {"SILA_POSTGRES_OPTIONS": "-c fsync=off"}


class Files:
    """One SQLite file for each association, one for the directory."""

    TABLES = "SELECT name FROM sqlite_master WHERE type = 'table'"

    def __init__(self, *associations, data=None):
        self.data, self.env = data or sila.copy_of_demo(associations, sila.in_memory()), {}

    def look(self, association):
        """What reads rows past the program: look(sql, values…), with ? where a value stands."""
        return self.open_file(f"associations/{association}.db")

    def look_into_directory(self):
        return self.open_file("directory.db")

    def open_file(self, name):
        return contextlib.closing(Looker(sqlite3.connect(f"file:{self.data / name}?mode=ro", uri=True, timeout=30)))

    def start(self):
        pass

    stop = start

    def is_running(self):
        """What answers for the rows, beside the program."""
        return True

    def copy(self):
        """Another of the same."""
        return Files(data=sila.copy_of(self.data, sila.in_memory()))

    def remove(self):
        sila.remove(self.data)


class Looker:
    def __init__(self, connection, mark="?"):
        self.connection, self.mark = connection, mark

    def __call__(self, sql, *values):
        cursor = self.connection.cursor()
        cursor.execute(sql.replace("?", self.mark), values)
        return cursor.fetchall()

    def close(self):
        self.connection.close()


def tool(*words, **options):
    done = subprocess.run([TOOL, *map(str, words)], check=False, capture_output=True, text=True, env={**os.environ, **options})
    assert done.returncode == 0, (words, done.stderr)
    return done.stdout


def demo_on_postgres():
    """The demo in a stopped cluster, made once in build/."""
    made = sila.demo_data()
    made = made.with_name(made.name + "-postgresql")
    if made.exists():
        return made
    base = pathlib.Path(tempfile.mkdtemp(prefix="sila-pg-", dir=sila.in_memory()))
    base.chmod(0o755)  # the server runs as somebody else
    tool("start", base / "one", **UNSYNCED)
    tool("new", base / "one", DATABASE)
    url = tool("url", base / "one", DATABASE, "sila")
    subprocess.run([sila.PROGRAM, "demo", "--data", base / "data"], check=True, stdout=subprocess.DEVNULL, env={
        **os.environ, "SILA_DATABASE": url, "SILA_DIRECTORY": url, "SILA_DATABASE_OWNER": tool("url", base / "one", DATABASE, "sila_owner")})
    tool("stop", base / "one")
    part = pathlib.Path(tempfile.mkdtemp(dir=sila.ROOT / "build"))
    copy_tree(base, part / "made")
    (part / "made").rename(made)
    part.rmdir()
    shutil.rmtree(base)
    return made


def copy_tree(source, target):
    """With its owners."""
    subprocess.run(["cp", "-a", source, target], check=True)


def is_alive(process):
    try:
        return pathlib.Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


class Postgres:
    """A cluster; with `standby` a second one, which every commit waits for. Killing programs needs no disk that syncs."""

    TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'sila'"

    def __init__(self, *associations, standby=False, where=None):
        self.base = pathlib.Path(tempfile.mkdtemp(prefix="sila-pg-", dir=where or sila.in_memory()))
        self.base.rmdir()
        copy_tree(demo_on_postgres(), self.base)
        self.hosts, self.data, self.database = [self.base / "one"], self.base / "data", DATABASE
        self.start()
        if standby:
            self.hosts.append(self.base / "two")
            tool("standby", self.hosts[1], self.hosts[0], **UNSYNCED)
            while not self.is_synchronous():
                time.sleep(0.02)
        self.execute("DELETE FROM sila_directory.associations WHERE slug <> ALL (%s)", list(associations))
        self.execute("UPDATE sila_directory.associations SET database = %s", self.url())

    def url(self, role="sila"):
        return f"postgresql://{role}@/{self.database}?host=" + ",".join(map(str, self.hosts))

    @property
    def env(self):
        return {"SILA_DATABASE": self.url(), "SILA_DIRECTORY": self.url()}

    def connect(self):
        """As the superuser, past row-level security, to the host that writes."""
        import psycopg2  # not needed where there are files
        connection = psycopg2.connect(self.url("postgres"), target_session_attrs="read-write")
        connection.autocommit = True
        return connection

    def manage(self, sql):
        """From beside the databases."""
        import psycopg2
        with contextlib.closing(psycopg2.connect(f"postgresql://postgres@/postgres?host={self.hosts[0]}")) as connection:
            connection.autocommit = True
            connection.cursor().execute(sql)

    def execute(self, sql, *values):
        with contextlib.closing(self.connect()) as connection:
            connection.cursor().execute(sql, values)

    def look(self, association):
        """As the program sees it: the rows of this association."""
        connection = self.connect()
        connection.cursor().execute("SELECT set_config('app.association', (SELECT id FROM sila_directory.associations WHERE slug = %s), false)",
                                    (association,))
        connection.cursor().execute("SET search_path = sila; SET ROLE sila")
        return contextlib.closing(Looker(connection, "%s"))

    def look_into_directory(self):
        connection = self.connect()
        connection.cursor().execute("SET search_path = sila_directory")
        return contextlib.closing(Looker(connection, "%s"))

    def copy(self):
        """Another of the same, in the same cluster. Nobody may be using this one."""
        return Twin(self)

    def is_synchronous(self):
        """Whether every commit waits for a standby now."""
        with contextlib.closing(self.connect()) as connection:
            return Looker(connection)("SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'") == [(1,)]

    def kill_primary(self):
        assert self.is_synchronous(), "a commit that waits for nobody may well be lost: this tries nothing"
        self.kill(0)

    def process(self, host=0):
        """The server's own process."""
        return int((self.hosts[host] / "data" / "postmaster.pid").read_text().split()[0])

    def kill(self, host=0):
        """kill -9 of the server and of everything it started, as when the machine is gone."""
        first = self.process(host)
        os.kill(first, signal.SIGSTOP)  # it starts no more of them
        children = pathlib.Path(f"/proc/{first}/task/{first}/children").read_text().split()
        for process in (*map(int, children), first):
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        while any(is_alive(process) for process in (*children, first)):
            time.sleep(0.001)
        # Where nobody reaps it, it looks alive to who starts the next.
        for left in (self.hosts[host] / "data" / "postmaster.pid", *self.hosts[host].glob(".s.PGSQL.*.lock")):
            left.unlink()

    def start(self, host=0):
        tool("start", self.hosts[host], **UNSYNCED)

    def stop(self, host=0):
        tool("stop", self.hosts[host])

    def is_running(self, host=0):
        return (self.hosts[host] / "data" / "postmaster.pid").exists() and is_alive(self.process(host))

    def promote(self, host=1):
        tool("promote", self.hosts[host])

    def remove(self):
        for host in self.hosts:
            tool("stop", host)
        shutil.rmtree(self.base)


class Twin(Postgres):
    """A database that was made from another's, beside it."""

    def __init__(self, original):
        self.hosts, self.database, self.of = original.hosts, f"life_{secrets.token_hex(6)}", original
        self.data = sila.copy_of(original.data, sila.in_memory())
        original.manage(f"CREATE DATABASE {self.database} OWNER sila_owner TEMPLATE {original.database} STRATEGY file_copy")
        self.execute("UPDATE sila_directory.associations SET database = %s", self.url())

    def remove(self):
        self.of.manage(f"DROP DATABASE {self.database} WITH (FORCE)")
        sila.remove(self.data)


OF = {"sqlite": Files, "postgresql": Postgres}
