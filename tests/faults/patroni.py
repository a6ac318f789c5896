#!/usr/bin/env python3
"""The primary is killed under load, and nobody does anything: Patroni with etcd promotes the synchronous standby, Sila finds it by itself.
Nothing acknowledged is lost, nothing is half there, and writes are back within seconds. With --machine the primary's Patroni dies with it,
and its standby must find out by silence."""
import pathlib
import random
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "lib"))
import faults  # noqa: E402
import outage  # noqa: E402
import supervised  # noqa: E402


def main():
    machine = "--machine" in sys.argv
    sys.argv = [word for word in sys.argv if word != "--machine"]
    given = faults.words(__doc__, 1, 10, ("postgresql",))
    chance, tally = random.Random(given.seed), outage.Tally()
    for _ in range(given.runs):
        place = supervised.Supervised(outage.ASSOCIATION)
        outage.try_place(place, 1, chance, tally, place.kill_machine if machine else place.kill_primary)
        place.remove()
    tally.judge("the primary and its Patroni are killed" if machine else "the primary is killed under Patroni", given)


main()
