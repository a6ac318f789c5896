#!/usr/bin/env python3
"""Ten use cases, and at each write and sync of a file that one of them makes: the program is killed before it or after it, the disk
fails (EIO), the disk is full (ENOSPC). On PostgreSQL at each send and receive on the connection too: killed, or the connection breaks
(ECONNRESET). Done and told, or not done at all; and done once when it is asked for again."""
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "lib"))
import failing  # noqa: E402
import use_cases  # noqa: E402

KILLS = (failing.KILLED, failing.KILLED_AFTER)
FILES = {"EIO at each write and sync": (failing.CALLS, (failing.EIO,)), "ENOSPC at each write and sync": (failing.CALLS, (failing.ENOSPC,))}
KINDS = {
    "sqlite": {"kill at each write and sync": (failing.CALLS, KILLS), **FILES},
    "postgresql": {"kill at each write, sync, send and receive": (failing.CALLS | failing.LINES, KILLS),
                   "ECONNRESET at each send and receive": (failing.LINES, (failing.ECONNRESET,)), **FILES},
}


def main():
    given = failing.words(__doc__, 1, 1000)  # calls of each use case and kind of fault
    town, page = use_cases.Town(given.database), failing.Page()
    tallies = failing.try_each(given, town, page, KINDS[given.database])
    town.place.remove()
    assert not failing.note(given, tallies)
    print(f"{len(tallies)} passed, 0 failed")


main()
