"""Writers that go on through a fault of the database, and how long nobody was acknowledged."""
import itertools
import threading
import time

import faults
import server as sila
from ledger import Ledger, look_inside

ASSOCIATION, WRITERS, BACK_S_MAX = "teryaq", 4, 10.0
COME_BACK_S = 0.05  # after a refusal
PATIENCE_S = 120
ENOUGH = 5  # writes of each writer after the fault


class Load:
    """Writers, each until it wrote enough after the fault."""
    pace_s = 0  # after a write

    def __init__(self, server, signed_in):
        self.ledger, self.acknowledged_at, self.refused, self.fault_at, self.threads = Ledger(ASSOCIATION), [], 0, None, []
        for _ in range(WRITERS):
            client = sila.Client(server)
            client.cookies = dict(signed_in.cookies)
            self.threads.append(threading.Thread(target=self.write, args=(client,), daemon=True))
            self.threads[-1].start()

    def goes_on(self, after):
        return after < ENOUGH

    def write(self, client):
        after = 0
        while self.goes_on(after):
            try:
                written = self.ledger.write(client) == 200
                self.refused += not written
            except (OSError, sila.http.client.HTTPException):
                written = False
            if not written:
                time.sleep(COME_BACK_S)
                continue
            now = time.monotonic()
            self.acknowledged_at.append(now)
            after += self.fault_at is not None and now > self.fault_at
            time.sleep(self.pace_s)

    def until(self, writes):
        last = time.monotonic() + PATIENCE_S
        while len(self.acknowledged_at) < writes:
            assert time.monotonic() < last, "no write is acknowledged any more"
            time.sleep(0.001)

    def break_by(self, *acts):
        self.fault_at = time.monotonic()
        for act in acts:
            act()

    def end(self):
        """The longest that nothing was acknowledged, from the fault on: an answer that was under way may still arrive after it."""
        for thread in self.threads:
            thread.join()
        moments = [self.fault_at, *sorted(at for at in self.acknowledged_at if at > self.fault_at)]
        return max(later - earlier for earlier, later in itertools.pairwise(moments))


class Tally:
    def __init__(self):
        self.outage, self.lost, self.half, self.writes = 0.0, [], [], 0

    def judge(self, fault, given):
        faults.note(fault, given, given.runs, len(self.lost), len(self.half), self.outage)
        assert not self.lost and not self.half, (self.lost[:5], self.half[:5])
        assert self.outage < BACK_S_MAX, f"writes were back after {self.outage:.2f} s"
        print(f"{given.runs} runs, {self.writes} acknowledged writes, none lost, writes back after {self.outage:.2f} s at most")
        print("1 passed, 0 failed")


def try_place(place, rounds, chance, tally, *acts):
    """Serves from `place`, and under load, `rounds` times, does what breaks it and what mends it."""
    server = sila.Server(place.data, "--demo", env=place.env)
    server.start()
    signed_in = sila.Client(server)
    officer = sila.logins(place.data)[ASSOCIATION]["officer"]
    signed_in.sign_in(ASSOCIATION, officer)
    for _ in range(rounds):
        load = Load(server, signed_in)
        load.until(chance.randrange(1, 100))
        load.break_by(*acts)
        tally.outage = max(tally.outage, load.end())
        load.ledger.settle(signed_in)
        lost, half = look_inside(place, ASSOCIATION, load.ledger.acknowledged, officer["id"])
        tally.lost += lost
        tally.half += half
        tally.writes += len(load.ledger.acknowledged)
    assert server.stop() == 0
    verdict = sila.audit_verify(place.data, place.env)
    assert verdict.returncode == 0, verdict.stdout + verdict.stderr
