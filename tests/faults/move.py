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
import places  # noqa: E402
import server as sila  # noqa: E402
from ledger import Ledger, look_inside  # noqa: E402

ASSOCIATION, WRITERS, ENOUGH = "teryaq", 4, 20
PACE_S, COME_BACK_S = 0.02, 0.05  # after a write, after a refusal
PATIENCE_S, PAUSE_S_MAX = 120, 10.0
CANNOT_SWITCH_AGAIN = 3  # kills of one leg; then it is let through


class Load:
    """Writers that go on, whatever happens, until they are stopped."""

    def __init__(self, server, signed_in):
        self.ledger, self.acknowledged_at, self.stop, self.refused = Ledger(ASSOCIATION), [], threading.Event(), 0
        self.threads = []
        for _ in range(WRITERS):
            client = sila.Client(server)
            client.cookies = dict(signed_in.cookies)
            self.threads.append(threading.Thread(target=self.write, args=(client,), daemon=True))
            self.threads[-1].start()

    def write(self, client):
        while not self.stop.is_set():
            try:
                written = self.ledger.write(client) == 200
                self.refused += not written
            except (OSError, sila.http.client.HTTPException):
                written = False
            if written:
                self.acknowledged_at.append(time.monotonic())
            time.sleep(PACE_S if written else COME_BACK_S)

    def some_more(self):
        wanted, last = len(self.acknowledged_at) + ENOUGH, time.monotonic() + PATIENCE_S
        while len(self.acknowledged_at) < wanted:
            assert time.monotonic() < last, "no write is acknowledged any more"
            time.sleep(0.001)

    def end(self):
        """The longest time in which nothing was acknowledged."""
        self.stop.set()
        for thread in self.threads:
            thread.join()
        times = sorted(self.acknowledged_at)
        return max(after - before for before, after in zip(times, times[1:]))


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
    for _ in range(given.runs):
        for there in (True, False):
            to, owner = (cluster.new(), None) if there else ("file", cluster.url("sila_owner"))
            load = Load(server, signed_in)
            load.some_more()
            move(server, to, owner, chance, tally, kills)
            load.some_more()
            tally["pause"] = max(tally["pause"], load.end())
            tally["refused"] += load.refused
            verify(server, signed_in, load, cluster if there else File(data), officer, tally)
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
