#!/usr/bin/env python3
"""A disk that is full and has space again, one that is read-only, clocks that jump, a mail server that is dead, slow or lies. Nothing
acknowledged is lost; what can be served is. The disks (PostgreSQL's own, where the rows lie there) are small ones in memory, which only
root may mount: for others the form that a limit on files allows stands in tests/faults/storage.py."""
import contextlib
import os
import pathlib
import socket
import subprocess
import sys
import tempfile
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "lib"))
import faults  # noqa: E402
import places  # noqa: E402
import server as sila  # noqa: E402
from ledger import Ledger, look_inside  # noqa: E402

ASSOCIATION, MAILING = "teryaq", "aoun"  # in the second everything is confidential: to open it by force is told by mail
FAKETIME = "/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1"
DAY_S, PATIENCE_S = 86_400, 120


def signed_in(server):
    client = sila.Client(server)
    officer = sila.logins(server.data)[ASSOCIATION]["officer"]
    client.sign_in(ASSOCIATION, officer)
    return client, officer["id"]


def verify(place, ledger, actor, keys_kept=True):
    """`keys_kept`: less than the ninety days went by after which an idempotency key is forgotten."""
    lost, half = look_inside(place, ASSOCIATION, ledger.acknowledged, actor)
    half = [one for one in half if keys_kept or one[1] != "key"]
    verdict = sila.audit_verify(place.data, place.env)
    assert verdict.returncode == 0, verdict.stdout + verdict.stderr
    assert not lost and not half, (lost[:3], half[:3])
    return len(lost), len(half)


@contextlib.contextmanager
def small_disk(given):
    """A disk of its own with the demo on it; the cluster of PostgreSQL and its log of the last minutes are larger than a file."""
    folder = pathlib.Path(tempfile.mkdtemp(prefix="sila-disk-"))
    sqlite = given.database == "sqlite"
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={64 if sqlite else 320}m,mode=755", "sila", folder], check=True)
    folder.chmod(0o755)  # PostgreSQL runs as somebody else
    place = None
    try:
        place = places.Files(data=sila.copy_of_demo((ASSOCIATION,), folder)) if sqlite else places.Postgres(ASSOCIATION, where=folder)
        yield folder, place
    finally:
        if place:
            place.stop()
        subprocess.run(["umount", "-l", folder], check=True)
        folder.rmdir()


def full(given):
    """Filled up by somebody else under the writer, and emptied again, several times; the program is never started again. PostgreSQL ends
    where its log finds no space, and nobody reads then; whoever looks after it frees space and starts it."""
    rounds, outage = 20 if given.full else 3, 0.0
    with small_disk(given) as (folder, place):
        server, ledger = sila.Server(place.data, "--demo", env=place.env), Ledger(ASSOCIATION)
        server.start()
        client, actor = signed_in(server)
        for _ in range(rounds):
            with open(folder / "filler", "wb", buffering=0) as filler, contextlib.suppress(OSError):
                while filler.write(b"\0" * 4096):
                    pass
            refused = 0
            for _ in range(2_000):
                refused += ledger.write(client) == 503
                if refused >= 3:
                    break
            assert refused >= 3, "a full disk refuses nothing"
            if place.is_running():
                assert client.get(f"/api/{ASSOCIATION}/desk/queue")[0] == 200, "reads go on"
            (folder / "filler").unlink()
            began = time.monotonic()
            if not place.is_running():
                place.start()
            while ledger.write(client) != 200:
                assert time.monotonic() - began < 30, "there is space again, and no write is taken"
            outage = max(outage, time.monotonic() - began)
        ledger.settle(client)
        assert server.stop() == 0
        faults.note("disk full, and space again", given, rounds, *verify(place, ledger, actor), outage)


def read_only(given):
    """It says so, rather than to serve what it cannot record; writable again, everything is there."""
    with small_disk(given) as (folder, place):
        server, ledger = sila.Server(place.data, "--demo", env=place.env), Ledger(ASSOCIATION)
        server.start()
        client, actor = signed_in(server)
        assert ledger.write(client) == 200
        assert server.stop() == 0
        place.stop()
        subprocess.run(["mount", "-o", "remount,ro", folder], check=True)
        ended = subprocess.run([sila.PROGRAM, "serve", "--data", place.data, "--port", "0", "--demo"], capture_output=True, text=True, timeout=60,
                               check=False, env={**os.environ, **place.env})
        assert ended.returncode != 0 and str(folder) in ended.stderr, (ended.returncode, ended.stderr[-600:])
        subprocess.run(["mount", "-o", "remount,rw", folder], check=True)
        place.start()
        server.start()
        ledger.settle(client)
        assert server.stop() == 0
        faults.note("read-only disk", given, 1, *verify(place, ledger, actor), None)


def clocks(given):
    """The machine's clock jumps under the program: an hour, a day and ten years, forwards and back. Whoever must sign in again can.
    PostgreSQL's clock stays, as another machine's does."""
    hand = tempfile.NamedTemporaryFile("w", prefix="sila-clock-")
    place = places.OF[given.database](ASSOCIATION)
    server = sila.Server(place.data, "--demo", env={"LD_PRELOAD": FAKETIME, "FAKETIME_TIMESTAMP_FILE": hand.name, "FAKETIME_NO_CACHE": "1",
                                                    "FAKETIME_DONT_FAKE_MONOTONIC": "1", "FAKETIME": "+0", **place.env})
    jumps = [0, 3_600, -3_600, DAY_S, -DAY_S, 3_650 * DAY_S, 0]
    ledger, signed_in_again = Ledger(ASSOCIATION), 0

    def jump(seconds):
        hand.seek(0)
        hand.truncate()
        hand.write(f"{seconds:+d}\n")
        hand.flush()

    jump(0)
    del server.env["FAKETIME"]
    server.start()
    client, actor = signed_in(server)
    for seconds in jumps:
        jump(seconds)
        if client.get(f"/api/{ASSOCIATION}/desk/me")[0] == 401:
            client, _ = signed_in(server)
            signed_in_again += 1
        for _ in range(5):
            assert ledger.write(client) == 200, ("after a jump of", seconds)
    ledger.settle(client)
    assert server.stop() == 0
    print(f"clock jumps of {jumps} s; {signed_in_again} times somebody had to sign in again")
    faults.note("clock jumps", given, len(jumps), *verify(place, ledger, actor, keys_kept=False), None)
    place.remove()


def mail_server(how):
    """Speaks SMTP badly: takes the connection and says nothing, hangs up, says rubbish, or says that it took the mail and did not."""
    listener, spoken_to = socket.create_server(("127.0.0.1", 0)), threading.Event()

    def serve():
        while True:
            line, _ = listener.accept()
            spoken_to.set()
            threading.Thread(target=talk, args=(line,), daemon=True).start()

    def talk(line):
        with line, contextlib.suppress(OSError):
            if how == "hangs up":
                return
            if how == "is silent":
                line.recv(1)
                time.sleep(3_600)
            line.sendall(b"\xff\x00" * 4_096 if how == "says rubbish" else b"220 here\r\n")
            while line.recv(65_536):
                line.sendall(b"421 later\r\n")

    threading.Thread(target=serve, daemon=True).start()
    return listener.getsockname()[1], spoken_to


def open_by_force(place, server):
    """Something of which others are told by mail."""
    quality = sila.Client(server)
    quality.sign_in(MAILING, sila.logins(place.data)[MAILING]["quality"])
    with place.look(MAILING) as look:
        (request,), *_ = look("SELECT id FROM requests ORDER BY id")
    status, answer = quality.post(f"/api/{MAILING}/desk/requests/{request}/break-glass", {"reason": "للاختبار"})
    assert status == 200, (status, answer)


def mails(place):
    """Those not done with: (state, attempts so far)."""
    with place.look(MAILING) as look:
        return look("SELECT state, attempts FROM jobs WHERE topic = 'staff.mail' AND state <> 'done'")


def wait_for_attempt(place, spoken_to):
    """A mail is under way, or could not even set out."""
    last = time.monotonic() + PATIENCE_S
    while not (spoken_to.is_set() if spoken_to else any(attempts for _, attempts in mails(place))):
        assert time.monotonic() < last, "no mail was tried"
        time.sleep(0.01)


def gateways(given):
    """E-mail goes nowhere: writes are acknowledged at the same pace, and what was to be sent waits in the outbox."""
    slowest, hows = 0.0, ("is dead", "hangs up", "is silent", "says rubbish", "refuses")
    kept = places.OF[given.database](ASSOCIATION, MAILING)
    for how in hows:
        place = kept.copy()
        port, spoken_to = (9, None) if how == "is dead" else mail_server(how)
        server = sila.Server(place.data, "--demo", "--smtp", f"smtp://127.0.0.1:{port}", "--mail-from", "sila@example.org", env=place.env)
        ledger = Ledger(ASSOCIATION)
        server.start()
        client, actor = signed_in(server)
        open_by_force(place, server)
        wait_for_attempt(place, spoken_to)
        for _ in range(20):
            began = time.monotonic()
            assert ledger.write(client) == 200, how
            slowest = max(slowest, time.monotonic() - began)
        ledger.settle(client)
        began = time.monotonic()
        assert server.stop() == 0
        ending = time.monotonic() - began
        waiting = mails(place)
        assert waiting, f"the mail server {how}, and the mail is done with"
        print(f"a mail server that {how}: 20 writes acknowledged beside it, stopped in {ending:.1f} s, waiting {waiting}", flush=True)
        verify(place, ledger, actor)
        place.remove()
    kept.remove()
    faults.note("mail server dead, silent or lying", given, len(hows), 0, 0, slowest)


def main():
    given = faults.words(__doc__, 1, 1, tuple(places.OF))
    done = [clocks, gateways]
    if os.geteuid() == 0:
        done += [full, read_only]
    for fault in done:
        fault(given)
    print(f"{len(done)} passed, 0 failed")


main()
