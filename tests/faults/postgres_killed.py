#!/usr/bin/env python3
"""PostgreSQL is killed (kill -9 of all its processes) under load and started again, or, with --failover, its synchronous standby takes
its place for good. Sila runs on: nothing acknowledged is lost, nothing is half there, the audit chain is whole, and writes are back within
seconds."""
import pathlib
import random
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "lib"))
import faults  # noqa: E402
import outage  # noqa: E402
import places  # noqa: E402


def main():
    failover = "--failover" in sys.argv
    sys.argv = [word for word in sys.argv if word != "--failover"]
    given = faults.words(__doc__, 1 if failover else 5, 10 if failover else 200, ("postgresql",))
    chance, tally = random.Random(given.seed), outage.Tally()
    for _ in range(given.runs if failover else 1):
        place = places.Postgres(outage.ASSOCIATION, standby=failover)
        acts = (place.kill_primary, place.promote) if failover else (place.kill, place.start)
        outage.try_place(place, 1 if failover else given.runs, chance, tally, *acts)
        place.remove()
    tally.judge("the primary is killed, its standby promoted" if failover else "PostgreSQL is killed under load", given)


main()
