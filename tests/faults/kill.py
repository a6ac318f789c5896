#!/usr/bin/env python3
"""kill -9 at random moments under load, with a client-side ledger: nothing acknowledged is lost, nothing is half there, the audit
chain is whole, the program is back within seconds."""
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

ASSOCIATION, WRITERS, RESTART_S_MAX = "teryaq", 4, 20.0
LOADED_S = 0.02, 0.25
CHAIN_EVERY = 100  # kills; the whole chain is verified after each so many, and at the end


def write_until(stop, client, ledger):
    while not stop.is_set():
        try:
            ledger.write(client)
        except (OSError, sila.http.client.HTTPException):
            return


def load(server, signed_in, ledger, seconds):
    """Kills the program under writers after so long; whether they end is the operating system's word."""
    stop, threads = threading.Event(), []
    for _ in range(WRITERS):
        client = sila.Client(server)
        client.cookies = dict(signed_in.cookies)
        threads.append(threading.Thread(target=write_until, args=(stop, client, ledger)))
        threads[-1].start()
    time.sleep(seconds)
    server.kill()
    stop.set()
    for thread in threads:
        thread.join()


def verify_chain(place):
    verdict = sila.audit_verify(place.data, place.env)
    assert verdict.returncode == 0, verdict.stdout + verdict.stderr


def main():
    given = faults.words(__doc__, 20, 1000, tuple(places.OF))
    chance = random.Random(given.seed)
    place = places.OF[given.database](ASSOCIATION)
    server = sila.Server(place.data, "--demo", env=place.env)
    server.start()
    signed_in = sila.Client(server)
    officer = sila.logins(place.data)[ASSOCIATION]["officer"]
    signed_in.sign_in(ASSOCIATION, officer)
    slowest, busiest, total, lost, half = 0.0, 0.0, 0, [], []
    for kill in range(1, given.runs + 1):
        ledger = Ledger(ASSOCIATION)
        load(server, signed_in, ledger, chance.uniform(*LOADED_S))
        slowest = max(slowest, server.start())
        busiest = max(busiest, server.processor_s())
        ledger.settle(signed_in)
        gone, torn = look_inside(place, ASSOCIATION, ledger.acknowledged, officer["id"])
        lost += gone
        half += torn
        total += len(ledger.acknowledged)
        if kill % CHAIN_EVERY == 0:
            assert server.stop() == 0
            verify_chain(place)
            server.start()
            print(f"{kill} kills, {total} acknowledged writes, {len(lost)} lost, {len(half)} half, slowest restart {slowest:.2f} s,"
                  f" {busiest:.2f} s of a processor at most", flush=True)
    assert server.stop() == 0
    verify_chain(place)
    faults.note("kill -9 under load", given, given.runs, len(lost), len(half), slowest)
    assert not lost and not half, (lost[:5], half[:5])
    assert slowest < RESTART_S_MAX, f"a restart took {slowest:.2f} s"
    place.remove()
    print(f"{given.runs} kills, {total} acknowledged writes, {len(lost)} lost, slowest restart {slowest:.2f} s, {busiest:.2f} s of a processor at most")
    print("1 passed, 0 failed")


main()
