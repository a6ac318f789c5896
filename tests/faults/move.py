#!/usr/bin/env python3
"""An association is moved into a PostgreSQL and back into a file while it is written to: every acknowledged write is there afterwards,
whole, and the audit chain holds. With --kill the server or the command is killed (kill -9) at random moments of the move, which then goes
on."""
import contextlib
import os
import pathlib
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "lib"))
import faults  # noqa: E402
import outage  # noqa: E402
import places  # noqa: E402
import server as sila  # noqa: E402
from ledger import look_inside  # noqa: E402
from outage import ASSOCIATION, PATIENCE_S  # noqa: E402

ENOUGH, PAUSE_S_MAX = 20, 10.0
CANNOT_SWITCH_AGAIN = 3  # kills of one leg; then it is let through


class Load(outage.Load):
    """Writers that go on, whatever happens, until they are stopped."""
    pace_s = 0.02

    def __init__(self, server, signed_in):
        self.stop = threading.Event()
        super().__init__(server, signed_in)

    def goes_on(self, _after):
        return not self.stop.is_set()

    def some_more(self):
        self.until(len(self.acknowledged_at) + ENOUGH)

    def end(self):
        self.stop.set()
        return super().end()


class Cluster:
    """A PostgreSQL with a new database for each move."""

    def __init__(self):
        self.base = pathlib.Path(tempfile.mkdtemp(prefix="sila-pg-", dir=sila.in_memory()))
        self.base.chmod(0o755)  # the server runs as somebody else
        self.folder, self.made = self.base / "one", 0
        places.tool("start", self.folder, **places.UNSYNCED)

    def new(self):
        self.made += 1
        places.tool("new", self.folder, f"sila{self.made}")
        subprocess.run([sila.PROGRAM, "database", "prepare", "--database-owner", self.url("sila_owner"), "--role", "sila"], check=True,
                       stdout=subprocess.DEVNULL)
        return self.url("sila")

    def url(self, role):
        return places.tool("url", self.folder, f"sila{self.made}", role).strip()

    def look(self, _association):
        import psycopg2  # as the superuser, past row-level security
        connection = psycopg2.connect(self.url("postgres"))
        connection.autocommit = True
        connection.cursor().execute("SET search_path = sila")
        return contextlib.closing(places.Looker(connection, "%s"))

    def remove(self):
        places.tool("stop", self.folder)
        shutil.rmtree(self.base)


class File:
    def __init__(self, data):
        self.data = data

    def look(self, association):
        with contextlib.closing(sqlite3.connect(f"file:{self.data / 'directory.db'}?mode=ro", uri=True)) as directory:
            (name,), = directory.execute("SELECT database FROM associations WHERE slug = ?", (association,)).fetchall()
        assert name.startswith("associations/"), name
        return contextlib.closing(places.Looker(sqlite3.connect(f"file:{self.data / name}?mode=ro", uri=True)))


def command(data, to, owner=None):
    return subprocess.Popen([sila.PROGRAM, "move", "--data", data, "--association", ASSOCIATION, "--to", to], stdout=subprocess.PIPE,
                            stderr=subprocess.STDOUT, text=True, env={**os.environ, **({"SILA_DATABASE_OWNER": owner} if owner else {})})


def move(server, to, owner, chance, tally, kills):
    """One leg. The server does it when it has the file open, else the command does it."""
    began = time.monotonic()
    for _ in range(chance.randrange(1, CANNOT_SWITCH_AGAIN + 1) if kills else 0):
        running = command(server.data, to, owner)
        with contextlib.suppress(subprocess.TimeoutExpired):
            running.wait(timeout=chance.uniform(0.0, max(0.3, tally["longest leg"])))
        if running.poll() is not None and running.returncode == 0:
            break
        whom = chance.choice(("command", "server", "both"))
        if whom != "command":
            server.kill()
        if whom != "server":
            running.kill()
        running.communicate()
        if whom != "command":
            server.start()
        tally["kills"] += 1
    else:
        running = command(server.data, to, owner)
    said, _ = running.communicate(timeout=PATIENCE_S)
    assert running.returncode == 0 or "same_place" in said, said  # the last kill came after the switch
    if not kills:
        tally["longest leg"] = max(tally["longest leg"], time.monotonic() - began)


def verify(server, signed_in, load, place, officer, tally):
    load.ledger.settle(signed_in)
    lost, half = look_inside(place, ASSOCIATION, load.ledger.acknowledged, officer["id"])
    tally["lost"] += lost
    tally["half"] += half
    tally["writes"] += len(load.ledger.acknowledged)
    assert server.stop() == 0
    verdict = sila.audit_verify(server.data)
    assert verdict.returncode == 0, verdict.stdout + verdict.stderr
    server.start()


def switches(place):
    """What the association's own audit log knows of its moves."""
    with place.look(ASSOCIATION) as look:
        return look("SELECT count(*) FROM audit_entries WHERE action = 'association.switching'")[0][0]


def main():
    kills = "--kill" in sys.argv
    sys.argv = [word for word in sys.argv if word != "--kill"]
    given = faults.words(__doc__, 2 if not kills else 3, 10 if not kills else 50)
    chance = random.Random(given.seed)
    tally = {"pause": 0.0, "refused": 0, "lost": [], "half": [], "writes": 0, "kills": 0, "longest leg": 1.0}
    data, cluster = sila.copy_of_demo((ASSOCIATION,), sila.in_memory()), Cluster()
    server = sila.Server(data, "--demo")
    server.start()
    signed_in = sila.Client(server)
    officer = sila.logins(data)[ASSOCIATION]["officer"]
    signed_in.sign_in(ASSOCIATION, officer)
    for run in range(given.runs):
        for leg, there in enumerate((True, False), 1):
            to, owner = (cluster.new(), None) if there else ("file", cluster.url("sila_owner"))
            load = Load(server, signed_in)
            load.some_more()
            load.break_by(lambda: move(server, to, owner, chance, tally, kills))
            load.some_more()
            tally["pause"] = max(tally["pause"], load.end())
            tally["refused"] += load.refused
            place = cluster if there else File(data)
            verify(server, signed_in, load, place, officer, tally)
            assert switches(place) >= 2 * run + leg and (kills or switches(place) == 2 * run + leg), switches(place)
    assert server.stop() == 0
    given.database = "both"
    fault = "moved under load, killed meanwhile" if kills else "moved under load"
    faults.note(fault, given, 2 * given.runs, len(tally["lost"]), len(tally["half"]), tally["pause"])
    assert not tally["lost"] and not tally["half"], (tally["lost"][:5], tally["half"][:5])
    assert kills or tally["pause"] < PAUSE_S_MAX, f"writes paused for {tally['pause']:.2f} s"
    cluster.remove()
    sila.remove(data)
    print(f"{2 * given.runs} moves, {tally['kills']} kills, {tally['writes']} acknowledged writes, none lost, {tally['refused']} refused, "
          f"longest pause of writes {tally['pause']:.2f} s")
    print("1 passed, 0 failed")


main()
