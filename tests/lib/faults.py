"""What the fault tests share: their words, their chances, and the table of what each run came to (build/faults.tsv)."""
import argparse
import random

import server as sila

TABLE = sila.ROOT / "build" / "faults.tsv"
COLUMNS = ("fault", "database", "runs", "lost", "half-applied", "longest outage", "seed")


def words(about, short, full, databases=("sqlite",)):
    """The command line of a fault test. `short` and `full`: how many runs each form has."""
    return given_by(parser(about, short, full, databases), short, full)


def parser(about, short, full, databases):
    said = argparse.ArgumentParser(description=about)
    said.add_argument("--full", action="store_true", help="the long form")
    said.add_argument("--runs", type=int, help=f"how many; {short}, with --full {full}")
    said.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 32), help="which chances; else any")
    said.add_argument("--database", choices=databases, default=databases[0])
    return said


def given_by(said, short, full):
    given = said.parse_args()
    given.runs = given.runs or (full if given.full else short)
    print(f"seed {given.seed}, {given.runs} runs, {given.database}", flush=True)
    return given


def note(fault, given, runs, lost, half, outage_s):
    """A line of the table; the newest of a fault and a database stands alone."""
    outage = "none" if outage_s is None else f"{outage_s * 1000:.0f} ms"
    row = [fault, given.database, str(runs), str(lost), str(half), outage, str(given.seed)]
    note_row(row)


def note_row(row):
    before = [line.split("\t") for line in TABLE.read_text().splitlines()[1:]] if TABLE.exists() else []
    rows = [one for one in before if one[:2] != row[:2]] + [row]
    TABLE.write_text("\n".join("\t".join(one) for one in [COLUMNS, *rows]) + "\n")
    print("\t".join(row), flush=True)
