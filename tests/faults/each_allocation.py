#!/usr/bin/env python3
"""Ten use cases, and each allocation that the program makes while it carries one out fails once. Done and told, or not done at all; and
done once when it is asked for again. The program goes on. One allocation fails in each place of the program (function, and all its callers)
that asks for memory, in the short form in some; with --every each single one, which takes days."""
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "lib"))
import failing  # noqa: E402
import use_cases  # noqa: E402

FAULT = "each allocation fails once"


def main():
    given = failing.words(__doc__, 10, 1_000_000, ("--every", "allocations one by one, not places"))  # of each use case
    town, page = use_cases.Town(given.database), failing.Page()
    failing.SETTLED = 0.02
    tallies = failing.try_each(given, town, page, {FAULT: (failing.ALLOCATIONS, (failing.ENOMEM,))}, not given.every)
    town.place.remove()
    assert not failing.note(given, tallies)
    deaths = sum(one.deaths for one in tallies[FAULT])
    print(f"{deaths} times the program died and came back")
    print("1 passed, 0 failed")


main()
