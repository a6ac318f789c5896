#!/usr/bin/env python3
"""The power goes under a store at a random moment (src/platform/db/power_cut_test.cc): what was not synced is dropped, kept or garbled.
Nothing acknowledged is lost, nothing half there; and with synchronous=NORMAL the same test must lose something."""
import os
import pathlib
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "lib"))
import faults  # noqa: E402
import server as sila  # noqa: E402

PROGRAM = sila.ROOT / "build" / "dev" / "platform_db_test"


def main():
    given = faults.words(__doc__, 50, 1000)
    chances = {**os.environ, "SILA_POWER_CUTS": str(given.runs), "SILA_SEED": str(given.seed)}
    ended = subprocess.run([os.environ.get("SILA_DB_TEST", PROGRAM), "--gtest_filter=PowerCut.*"], env=chances, text=True, check=False,
                           stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    print(ended.stdout)
    for line in ended.stdout.splitlines():
        if line.startswith("fault\t"):
            faults.note_row(line.split("\t")[1:])
    assert ended.returncode == 0
    print("2 passed, 0 failed")


main()
