#!/usr/bin/env python3
"""PostgreSQL is killed (kill -9 of all its processes) under load and started again, or, with --failover, its synchronous standby takes
its place for good. Sila runs on: nothing acknowledged is lost, nothing is half there, the audit chain is whole, and writes are back within
seconds."""
import pathlib
import random
import sys
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "lib"))
import faults  # noqa: E402
import places  # noqa: E402
import server as sila  # noqa: E402
from ledger import Ledger, look_inside  # noqa: E402

ASSOCIATION, WRITERS, BACK_S_MAX = "teryaq", 4, 10.0
COME_BACK_S = 0.05  # after a refusal
ENOUGH = 5  # writes of each writer after the fault


class Load:
    """Writers that go on through the fault, each until it wrote enough after it."""

    def __init__(self, server, signed_in):
        self.ledger, self.acknowledged_at, self.fault_at = Ledger(ASSOCIATION), [], None
        self.threads = []
        for _ in range(WRITERS):
            client = sila.Client(server)
            client.cookies = dict(signed_in.cookies)
            self.threads.append(threading.Thread(target=self.write, args=(client,), daemon=True))
            self.threads[-1].start()

    def write(self, client):
        after = 0
        while after < ENOUGH:
            try:
                written = self.ledger.write(client) == 200
            except (OSError, sila.http.client.HTTPException):
                written = False
            if not written:
                time.sleep(COME_BACK_S)
                continue
            now = time.monotonic()
            self.acknowledged_at.append(now)
            after += self.fault_at is not None and now > self.fault_at

    def until(self, writes):
        while len(self.acknowledged_at) < writes:
            time.sleep(0.001)

    def end(self):
        """How long nothing was acknowledged after the fault."""
        for thread in self.threads:
            thread.join()
        return min(at for at in self.acknowledged_at if at > self.back_from) - self.fault_at

    def break_by(self, fault, mend):
        self.fault_at = time.monotonic()
        fault()
        self.back_from = time.monotonic()
        mend()


def try_once(given, place, chance, tally):
    server = sila.Server(place.data, "--demo", env=place.env)
    server.start()
    signed_in = sila.Client(server)
    officer = sila.logins(place.data)[ASSOCIATION]["officer"]
    signed_in.sign_in(ASSOCIATION, officer)
    for _ in range(1 if given.failover else given.runs):
        load = Load(server, signed_in)
        load.until(chance.randrange(1, 100))
        load.break_by(place.kill, place.promote if given.failover else place.start)
        tally["outage"] = max(tally["outage"], load.end())
        load.ledger.settle(signed_in)
        lost, half = look_inside(place, ASSOCIATION, load.ledger.acknowledged, officer["id"])
        tally["lost"] += lost
        tally["half"] += half
        tally["writes"] += len(load.ledger.acknowledged)
    assert server.stop() == 0
    verdict = sila.audit_verify(place.data, place.env)
    assert verdict.returncode == 0, verdict.stdout + verdict.stderr


def main():
    failover = "--failover" in sys.argv
    sys.argv = [word for word in sys.argv if word != "--failover"]
    given = faults.words(__doc__, 1 if failover else 5, 10 if failover else 200, ("postgresql",))
    given.failover = failover
    chance = random.Random(given.seed)
    tally = {"outage": 0.0, "lost": [], "half": [], "writes": 0}
    for _ in range(given.runs if failover else 1):
        place = places.Postgres(ASSOCIATION, standby=failover)
        try_once(given, place, chance, tally)
        place.remove()
    fault = "the primary is killed, its standby promoted" if failover else "PostgreSQL is killed under load"
    faults.note(fault, given, given.runs, len(tally["lost"]), len(tally["half"]), tally["outage"])
    assert not tally["lost"] and not tally["half"], (tally["lost"][:5], tally["half"][:5])
    assert tally["outage"] < BACK_S_MAX, f"writes were back after {tally['outage']:.2f} s"
    print(f"{given.runs} runs, {tally['writes']} acknowledged writes, none lost, writes back after {tally['outage']:.2f} s at most")
    print("1 passed, 0 failed")


main()
