#!/usr/bin/env python3
"""Ten use cases, and at each write and sync of a file that one of them makes: the program is killed before it or after it, the disk
fails (EIO), the disk is full (ENOSPC). Done and told, or not done at all; and done once when it is asked for again."""
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "lib"))
import failing  # noqa: E402
import faults  # noqa: E402
import server as sila  # noqa: E402
import use_cases  # noqa: E402

KINDS = {"kill at each write and sync": (failing.KILLED, failing.KILLED_AFTER), "EIO at each write and sync": (failing.EIO,),
         "ENOSPC at each write and sync": (failing.ENOSPC,)}


def main():
    given = faults.words(__doc__, 1, 1000)  # calls of each use case and kind of fault
    town, page = use_cases.Town(), failing.Page()
    tallies = failing.try_each(given, town, page, failing.CALLS, KINDS)
    sila.remove(town.kept)
    assert not failing.note(given, tallies)
    print(f"{len(KINDS)} passed, 0 failed")


main()
