"""One use case after the other while the n-th write, sync, send, receive or allocation of the program fails, or is its last
(tests/faults/failing.c)."""
import mmap
import random
import struct
import subprocess
import tempfile
import time

import faults
import places
import server as sila
import use_cases

LIBRARY = sila.ROOT / "build" / "failing.so"
SOURCE = sila.ROOT / "tests" / "faults" / "failing.c"
CALLS, ALLOCATIONS, LINES, PLACES, BY_PLACE = 1, 2, 4, 8, 16  # together too
COUNTED, KILLED, KILLED_AFTER, EIO, ENOSPC, ENOMEM, ECONNRESET = 0, -1, -2, 5, 28, 12, 104
ATTEMPTS = 4  # to sign in, in one life: more are held to be somebody who guesses
QUIET_S = 0.03
VERIFIED_EVERY = 5  # faults: then the audit chain is verified too
CASES = 3  # that the short form tries
SETTLED = 0.25  # of the faults: the use case is seen to its end then
PASSES = 3  # over places that were not met; a life that did the same before asks in fewer, so that from the second on each has its own
HEADER, NOTED_MAX = struct.Struct("=6q"), 1 << 19  # as in failing.c


class Page:
    """What the library in the program reads and counts."""

    def __init__(self):
        if not LIBRARY.exists() or LIBRARY.stat().st_mtime < SOURCE.stat().st_mtime:
            subprocess.run(["cc", "-O2", "-Wall", "-Wextra", "-shared", "-fPIC", "-o", LIBRARY, SOURCE], check=True)
        self.file = tempfile.NamedTemporaryFile(prefix="sila-failing-")
        self.file.truncate(HEADER.size + 8 * NOTED_MAX)
        self.page = mmap.mmap(self.file.fileno(), 0)

    def env(self):
        return {"LD_PRELOAD": str(LIBRARY), "SILA_FAILING": self.file.name}

    def arm(self, what, at, how, near=0):
        self.page[:HEADER.size] = HEADER.pack(0, at, near, how, 0, 0)
        self.page[:8] = struct.pack("=q", what)

    def now(self):
        """(what, at, near, how, how many came, whether the fault came about)"""
        return HEADER.unpack(self.page[:HEADER.size])

    def count(self):
        return self.now()[4]

    def disarm(self):
        """(how many came, whether the fault came about)"""
        self.page[:8] = struct.pack("=q", 0)
        return self.now()[4:]

    def places(self, count):
        """Where each of so many allocations was asked for."""
        assert count <= NOTED_MAX, count
        return struct.unpack(f"={count}q", self.page[HEADER.size:HEADER.size + 8 * count])


class Life:
    """One use case over a fresh copy of the data. It is asked for with the same key again and again until it is done."""

    def __init__(self, town, case, page):
        self.town, self.case, self.page = town, case, page
        self.place = town.place.copy()
        self.server = sila.Server(self.place.data, "--demo", env={**page.env(), **self.place.env})
        self.server.start()
        self.key, self.asked, self.told = sila.uuid_v7(), 0, 0
        for name in use_cases.KEPT:  # so that no use case happens to read the policy for all
            assert sila.Client(self.server).get(f"/api/{name}/portal/policy-in-force")[0] == 200
        self.wait_for_quiet()
        self.before = self.state()

    def wait_for_quiet(self):
        """What the program does behind its start (indexes) comes to its end, so that what is counted is the use case's."""
        counted = -1
        self.page.arm(ALLOCATIONS, 0, COUNTED)
        while counted != (counted := self.page.count()):
            time.sleep(QUIET_S)
        self.page.disarm()

    def end(self, verifies):
        self.server.kill()
        if verifies:
            verdict = sila.audit_verify(self.place.data, self.place.env)
            assert verdict.returncode == 0, (self.case.name, verdict.stdout, verdict.stderr)
        self.place.remove()

    def state(self):
        """What the use case changes, as counts of rows."""
        if self.case.association in use_cases.KEPT:
            return use_cases.counts(self.place, self.case.association)
        with self.place.look_into_directory() as look:
            (made,), = look("SELECT COUNT(*) FROM associations WHERE slug = ? AND state = 'open'", self.case.association)
        inside = use_cases.counts(self.place, self.case.association) if made else {}
        return {"made": made, **{table: count for table, count in inside.items() if table != "jobs"}}

    def perform(self):
        """The status of the answer, or nothing when none came."""
        self.town.server = self.server
        self.asked += 1
        try:
            status = self.case.perform(self.town, self.key)[0]
        except (OSError, sila.http.client.HTTPException):
            return None
        self.told += status < 300
        return status

    def changes(self):
        """Jobs may be followed by further ones; that there is one is what counts."""
        now = self.state()
        now["jobs"] = min(now.get("jobs", 0), self.before.get("jobs", 0) + 1)
        return {name: now.get(name, 0) - self.before.get(name, 0) for name in {*now, *self.before}
                if now.get(name, 0) != self.before.get(name, 0)}

    def come_back(self):
        """Whoever looks after the server starts it again; the seconds until it answers."""
        began = time.monotonic()
        if self.server.process.poll() is None:
            self.server.kill()
        self.server.start()
        return time.monotonic() - began

    def is_dead(self):
        return self.server.process.poll() is not None

    def dies(self):
        """Whether it ends now: no answer came."""
        try:
            self.server.process.wait(0.02)
        except subprocess.TimeoutExpired:
            return False
        return True


class Tally:
    def __init__(self):
        self.runs, self.deaths, self.lost, self.half, self.longest = 0, 0, [], [], 0.0


def times(changes, whole):
    """How often the whole of it happened; nothing when a part did."""
    if not changes:
        return 0
    some = next(iter(whole))
    often = changes.get(some, 0) // whole[some]
    return often if often > 0 and changes == {name: often * count for name, count in whole.items()} else None


class Trial:
    """One use case, one kind of fault."""

    def __init__(self, town, case, page, what, rehearsed=None):
        self.town, self.case, self.page, self.what = town, case, page, what
        self.life, self.tally = None, Tally()
        self.calls, self.whole = rehearsed or self.rehearse(what)

    def rehearse(self, what):
        """How many calls it makes and what it changes when nothing fails."""
        self.life = Life(self.town, self.case, self.page)
        self.page.arm(what, 0, COUNTED)
        status = self.life.perform()
        calls = self.page.disarm()[0]
        assert status and status < 300, (self.case.name, status)
        whole = self.life.changes()
        self.renew()
        assert whole, self.case.name
        return calls, whole

    def renew(self):
        """The audit chain is verified now and then, and each time something was found."""
        self.tally.deaths += self.life.is_dead()
        self.life.end(self.tally.runs % VERIFIED_EVERY == 0 or bool(self.tally.half))
        self.life = None

    def fail(self, at, how, settles, near=0):
        """Whether the fault came about. `settles`: the use case is asked for once more and must be done then, once."""
        if self.life and self.case.again and self.life.asked >= ATTEMPTS:
            self.renew()
        self.life = self.life or Life(self.town, self.case, self.page)
        self.page.arm(self.what, at, how, near)
        status = self.life.perform()
        fired = bool(self.page.disarm()[1])
        self.tally.runs += fired
        if self.life.is_dead() or status is None and self.life.dies():
            self.tally.deaths += 1
            self.tally.longest = max(self.tally.longest, self.life.come_back())
        self.judge((self.case.name, at, how, status))
        if self.life is not None and (settles or not fired):
            self.settle((self.case.name, at, how, "again"))
        return fired

    def judge(self, where):
        """Holds what is there against what was told; whether all is done."""
        often = times(self.life.changes(), self.whole)
        if often is None:
            self.tally.half.append((*where, self.life.changes(), self.whole))
        elif often < (self.life.told if self.case.again else min(self.life.told, 1)):
            self.tally.lost.append(where)
        if often != 0:
            self.renew()

    def settle(self, where):
        """Nothing of it is there: once more, on a program that was started again if it takes no writes."""
        status = self.life.perform()
        if status is None or status >= 500:
            self.tally.longest = max(self.tally.longest, self.life.come_back())
            status = self.life.perform()
        assert status and status < 300, (where, status)
        changes = self.life.changes()
        often = times(changes, self.whole)
        # A write whose sync failed was refused, and stands in the log all the same when the program starts the next time.
        most = self.life.asked if self.case.again else 1
        if often is None or not min(self.life.told, most) <= often <= most:
            self.tally.half.append((*where, changes, self.whole))
        self.renew()

    def sample(self, runs, chance, hows):
        """So many of its calls, or each. Most of the time the next fault meets the same life; now and then it is seen to its end."""
        every = range(1, self.calls + 1)
        for at in every if runs >= self.calls else sorted(chance.sample(every, runs)):
            how = chance.choice(hows)
            if not self.fail(at, how, settles=chance.random() < SETTLED):
                self.fail(at, how, settles=True)  # a life that met a fault before may make fewer calls, or take no writes
        self.see_to_its_end()

    def see_to_its_end(self):
        if self.life:
            self.settle((self.case.name, "at the end"))

    def each_place(self, runs, chance):
        """The first allocation that is asked for in a place (function, and all its callers), of so many places, or of each."""
        self.rehearse(ALLOCATIONS | PLACES)
        first = {}
        for number, place in enumerate(self.page.places(self.page.count()), 1):
            first.setdefault(place, number)
        tried = chance.sample(list(first), min(runs, len(first)))
        self.what, left = ALLOCATIONS | BY_PLACE, tried
        for nth in range(PASSES):
            missed = []
            for place in left:
                if nth > 0 and self.life:
                    self.renew()
                if not self.fail(place, ENOMEM, settles=chance.random() < SETTLED, near=first[place] if nth == 0 else 0):
                    missed.append(place)
            left = missed
        self.see_to_its_end()
        print(f"{self.case.name}: {len(tried) - len(left)} of {len(tried)} places met, of {len(first)}", flush=True)


def words(about, short, full, *more):
    """The command line; `short` and `full`: how many calls of each use case; `more`: words that one form has alone, (name, what it means)."""
    said = faults.parser(about, short, full, tuple(places.OF))
    said.add_argument("--cases", type=int, default=CASES, help=f"how many use cases, by chance; {CASES}, with --full each")
    said.add_argument("--case", action="append", help="this use case, by its name (tests/lib/use_cases.py); may be given several times")
    for name, means in more:
        said.add_argument(name, action="store_true", help=means)
    return faults.given_by(said, short, full)


def chosen(given, cases, chance):
    if given.case:
        names = [case.name for case in cases]
        assert set(given.case) <= set(names), f"{given.case}: the use cases are {names}"
        return [case for case in cases if case.name in given.case]
    return cases if given.full else chance.sample(cases, min(given.cases, len(cases)))


def try_each(given, town, page, kinds, places=False):
    """Use cases (some, by chance, or with --full each) under every kind of fault (name: which calls, and how each may end); the tallies of each kind.
    `places`: not so many of its calls, but one in each of so many places."""
    chance, tallies = random.Random(given.seed), {fault: [] for fault in kinds}
    for case in chosen(given, town.cases, chance):
        rehearsed = {}
        for fault, (what, hows) in kinds.items():
            trial = Trial(town, case, page, what, rehearsed.get(what))
            rehearsed[what] = trial.calls, trial.whole
            if places:
                trial.each_place(given.runs, chance)
            else:
                trial.sample(given.runs, chance, hows)
            tallies[fault].append(trial.tally)
            print(f"{fault}: {case.name}, {trial.calls} calls, {trial.tally.runs} faults, {trial.tally.deaths} deaths,"
                  f" lost {trial.tally.lost}, half {trial.tally.half}", flush=True)
    return tallies


def note(given, tallies):
    """The table's lines; how much was wrong."""
    wrong = 0
    for fault, several in tallies.items():
        lost, half = sum(len(one.lost) for one in several), sum(len(one.half) for one in several)
        if not any(one.runs for one in several):
            continue  # on PostgreSQL most use cases write to no file
        faults.note(fault, given, sum(one.runs for one in several), lost, half, max(one.longest for one in several))
        wrong += lost + half
    return wrong
