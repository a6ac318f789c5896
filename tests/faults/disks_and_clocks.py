#!/usr/bin/env python3
"""A disk that is full and has space again, one that is read-only, clocks that jump, a mail server that is dead, slow or lies. Nothing
acknowledged is lost; what can be served is. The disks are small ones in memory, which only root may mount: for others the form that a
limit on files allows stands in tests/faults/storage.py."""
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

ASSOCIATION = "teryaq"
FAKETIME = "/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1"
DAY_S = 86_400


def signed_in(server):
    client = sila.Client(server)
    officer = sila.logins(server.data)[ASSOCIATION]["officer"]
    client.sign_in(ASSOCIATION, officer)
    return client, officer["id"]


def verify(data, ledger, actor, keys_kept=True):
    """`keys_kept`: less than the ninety days went by after which an idempotency key is forgotten."""
    lost, half = look_inside(places.Files(data=data), ASSOCIATION, ledger.acknowledged, actor)
    half = [one for one in half if keys_kept or one[1] != "key"]
    verdict = sila.audit_verify(data)
    assert verdict.returncode == 0, verdict.stdout + verdict.stderr
    assert not lost and not half, (lost[:3], half[:3])
    return len(lost), len(half)


@contextlib.contextmanager
def small_disk(mebibytes):
    """A disk of its own with the demo data on it."""
    folder = pathlib.Path(tempfile.mkdtemp(prefix="sila-disk-"))
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={mebibytes}m,mode=700", "sila", folder], check=True)
    try:
        data = sila.copy_of_demo((ASSOCIATION,), folder)
        yield folder, data
    finally:
        subprocess.run(["umount", "-l", folder], check=True)
        folder.rmdir()


def full(given):
    """Filled up by somebody else under the writer, and emptied again, several times; the program is never started again."""
    rounds, outage = 20 if given.full else 3, 0.0
    with small_disk(64) as (folder, data):
        server, ledger = sila.Server(data, "--demo"), Ledger(ASSOCIATION)
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
            assert client.get(f"/api/{ASSOCIATION}/desk/queue")[0] == 200, "reads go on"
            (folder / "filler").unlink()
            began = time.monotonic()
            while ledger.write(client) != 200:
                assert time.monotonic() - began < 30, "there is space again, and no write is taken"
            outage = max(outage, time.monotonic() - began)
        ledger.settle(client)
        assert server.stop() == 0
        faults.note("disk full, and space again", given, rounds, *verify(data, ledger, actor), outage)


def read_only(given):
    """It says so, rather than to serve what it cannot record; writable again, everything is there."""
    with small_disk(64) as (folder, data):
        server, ledger = sila.Server(data, "--demo"), Ledger(ASSOCIATION)
        server.start()
        client, actor = signed_in(server)
        assert ledger.write(client) == 200
        assert server.stop() == 0
        subprocess.run(["mount", "-o", "remount,ro", folder], check=True)
        ended = subprocess.run([sila.PROGRAM, "serve", "--data", data, "--port", "0", "--demo"], capture_output=True, text=True, timeout=60,
                               check=False)
        assert ended.returncode != 0 and str(data) in ended.stderr, (ended.returncode, ended.stderr[-600:])
        subprocess.run(["mount", "-o", "remount,rw", folder], check=True)
        server.start()
        ledger.settle(client)
        assert server.stop() == 0
        faults.note("read-only disk", given, 1, *verify(data, ledger, actor), None)


def clocks(given):
    """The machine's clock jumps under the program: an hour, a day and ten years, forwards and back. Whoever must sign in again can."""
    hand = tempfile.NamedTemporaryFile("w", prefix="sila-clock-")
    data = sila.copy_of_demo((ASSOCIATION,), sila.in_memory())
    server = sila.Server(data, "--demo", env={"LD_PRELOAD": FAKETIME, "FAKETIME_TIMESTAMP_FILE": hand.name, "FAKETIME_NO_CACHE": "1",
                                              "FAKETIME_DONT_FAKE_MONOTONIC": "1", "FAKETIME": "+0"})
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
    faults.note("clock jumps", given, len(jumps), *verify(data, ledger, actor, keys_kept=False), None)
    sila.remove(data)


def mail_server(how):
    """Speaks SMTP badly: takes the connection and says nothing, hangs up, says rubbish, or says that it took the mail and did not."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve():
        while True:
            line, _ = listener.accept()
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
    return listener


def gateways(given):
    """E-mail goes nowhere: writes are acknowledged at the same pace, and what was to be sent waits in the outbox."""
    slowest, hows = 0.0, ("is dead", "hangs up", "is silent", "says rubbish", "refuses")
    for how in hows:
        data = sila.copy_of_demo((ASSOCIATION,), sila.in_memory())
        listener = None if how == "is dead" else mail_server(how)
        port = listener.getsockname()[1] if listener else 9
        server, ledger = sila.Server(data, "--demo", "--smtp", f"smtp://127.0.0.1:{port}", "--mail-from", "sila@example.org"), Ledger(ASSOCIATION)
        server.start()
        client, actor = signed_in(server)
        admin = sila.Client(server)
        admin.sign_in(ASSOCIATION, sila.logins(data)[ASSOCIATION]["admin"])
        status, answer = admin.post(f"/api/{ASSOCIATION}/desk/staff", {"name": "ريم", "email": "reem@example.org", "roles": ["officer"], "branches": []})
        assert status == 200, (how, status, answer)
        for _ in range(20):
            began = time.monotonic()
            assert ledger.write(client) == 200, how
            slowest = max(slowest, time.monotonic() - began)
        ledger.settle(client)
        began = time.monotonic()
        assert server.stop() == 0
        ending = time.monotonic() - began
        print(f"a mail server that {how}: 20 writes acknowledged, stopped in {ending:.1f} s", flush=True)
        verify(data, ledger, actor)
        sila.remove(data)
    faults.note("mail server dead, silent or lying", given, len(hows), 0, 0, slowest)


def main():
    given = faults.words(__doc__, 1, 1)
    done = [clocks, gateways]
    if os.geteuid() == 0:
        done += [full, read_only]
    for fault in done:
        fault(given)
    print(f"{len(done)} passed, 0 failed")


main()
