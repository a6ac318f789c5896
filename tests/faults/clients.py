#!/usr/bin/env python3
"""Clients that do harm by what they do not do: ten thousand that only hold a connection, slow ones, three times as many sign-ins as there is
room for, bodies of 20 GB, more connections than descriptors. Whoever behaves is served all the time."""
import concurrent.futures
import pathlib
import resource
import socket
import subprocess
import sys
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "lib"))
import faults  # noqa: E402
import server as sila  # noqa: E402

ASSOCIATION = "teryaq"
ME = f"/api/{ASSOCIATION}/desk/me"
PER_PEER = 450  # connections of one address, below its limit


class Witness:
    """Somebody who works on; how long each answer took, and the longest time without one."""

    def __init__(self, client, path=ME):
        self.client, self.path, self.times, self.failed = client, path, [], []

    def ask(self):
        began = time.monotonic()
        status, _ = self.client.get(self.path)
        self.times.append(time.monotonic() - began)
        if status != 200:
            self.failed.append(status)

    def __enter__(self):
        self.stop = threading.Event()
        self.thread = threading.Thread(target=self.work)
        self.thread.start()
        return self

    def work(self):
        while not self.stop.is_set():
            self.ask()
            self.stop.wait(0.02)

    def __exit__(self, *_):
        self.stop.set()
        self.thread.join()

    def worst(self):
        return max(self.times)

    def says(self):
        ordered = sorted(self.times)
        return f"{len(ordered)} answers, p99 {ordered[int(len(ordered) * 0.99)] * 1000:.0f} ms, longest {ordered[-1] * 1000:.0f} ms"


def idle(server, witness, given):
    wanted = 9_900 if given.full else 2_000
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(12_000, resource.getrlimit(resource.RLIMIT_NOFILE)[1]),) * 2)
    held = []
    with witness:
        for number in range(wanted):
            held.append(socket.create_connection(("127.0.0.1", server.port), 20, (f"127.0.1.{1 + number // PER_PEER}", 0)))
        time.sleep(3)
        fresh = sila.Client(server)
        assert fresh.get("/readyz")[0] == 200, "a new client is not served"
    for one in held:
        one.close()
    return f"{wanted} idle connections", wanted


def slow(server, witness, given):
    seconds = "60" if given.full else "8"
    forms = {"headers": ["-H", "-i", "5"], "body": ["-B", "-i", "5", "-s", "8192"], "reading": ["-X", "-w", "1", "-y", "2", "-n", "5", "-z", "1"]}
    with witness:
        for form in forms.values():
            subprocess.run(["slowhttptest", "-c", "400", "-r", "400", "-l", seconds, "-p", "5", *form, "-u",
                            f"http://127.0.0.1:{server.port}/api/{ASSOCIATION}/desk/sign-in"], check=False, capture_output=True)
    return "slow headers, slow body, slow reading", 3 * 400


def overload(server, witness, given):
    """Sign-ins cost a tenth of a second of a core each, on purpose: all at once, with the right words."""
    people = [one for name, one in sila.logins(server.data)[ASSOCIATION].items()]
    count, came = (600 if given.full else 150), []

    def sign_in(number):
        client, one = sila.Client(server), people[number % len(people)]
        began = time.monotonic()
        status, answer = client.post(f"/api/{ASSOCIATION}/desk/sign-in", {"email": one["email"], "password": one["password"]})
        came.append((status, time.monotonic() - began, answer))

    with witness, concurrent.futures.ThreadPoolExecutor(96) as many:
        list(many.map(sign_in, range(count)))
    admitted = sorted(took for status, took, _ in came if status == 200)
    refused = [answer for status, _, answer in came if status in (503, 429)]
    assert len(admitted) + len(refused) == count, [one for one in came if one[0] not in (200, 503, 429)][:3]
    assert admitted and all(answer["title"] and answer["title_en"] for answer in refused)
    print(f"{count} sign-ins: {len(admitted)} admitted, p99 {admitted[int(len(admitted) * 0.99)]:.2f} s, {len(refused)} told to come again")
    return "3x overload of sign-ins", count


def huge(server, _, given):
    """Told at once, and not a fraction of it taken."""
    most = 0
    for declared in (True, False):
        with socket.create_connection(("127.0.0.1", server.port), 20) as line:
            how = "Content-Length: 20000000000" if declared else "Transfer-Encoding: chunked"
            line.sendall((f"POST /api/{ASSOCIATION}/desk/sign-in HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\nX-Sila: 1\r\n"
                          f"Origin: http://127.0.0.1:{server.port}\r\nContent-Type: application/json\r\n{how}\r\n\r\n").encode())
            piece, sent, answer = b"a" * 65_536, 0, b""
            line.settimeout(0.05)
            while not answer and sent < 200 << 20:
                try:
                    answer = line.recv(4096)
                except TimeoutError:
                    line.settimeout(20)
                    line.sendall(piece if declared else b"10000\r\n" + piece + b"\r\n")
                    line.settimeout(0.002)
                    sent += len(piece)
                except OSError:
                    break
            assert b" 413 " in answer[:20], (declared, answer[:80], sent)
            most = max(most, sent)
    print(f"a body of 20 GB was refused after {most >> 10} KiB at most")
    assert most < 16 << 20
    return "bodies of 20 GB, declared and chunked", 2


def descriptors(server, witness, given):
    """No descriptor is left: who is connected is served, nothing spins, and with room again everybody is."""
    process = pathlib.Path("/proc") / str(server.process.pid)
    before = resource.prlimit(server.process.pid, resource.RLIMIT_NOFILE)
    open_now = len(list((process / "fd").iterdir()))
    resource.prlimit(server.process.pid, resource.RLIMIT_NOFILE, (open_now + 20, before[1]))
    held = [socket.create_connection(("127.0.0.1", server.port), 20) for _ in range(200)]

    def used():
        fields = (process / "stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / 100

    began = used()
    with witness:
        time.sleep(2)
    spun = (used() - began) / 2
    assert spun < 0.5, f"the program used {spun:.2f} of a core with no descriptor left"
    for one in held:
        one.close()
    resource.prlimit(server.process.pid, resource.RLIMIT_NOFILE, before)
    until = time.monotonic() + 60
    while sila.Client(server).get("/readyz")[0] != 200:
        assert time.monotonic() < until, "no new client is served with descriptors again"
    return "descriptors exhausted", 1


def main():
    given = faults.words(__doc__, 1, 1)
    data = sila.copy_of_demo((ASSOCIATION,), sila.in_memory())
    server = sila.Server(data, "--demo")
    server.start()
    client = sila.Client(server)
    client.sign_in(ASSOCIATION, sila.logins(data)[ASSOCIATION]["officer"])
    for fault in (idle, slow, huge, descriptors, overload):
        witness = Witness(client)
        name, runs = fault(server, witness, given)
        assert not witness.failed, (name, witness.failed[:5])
        if witness.times:
            print(f"{name}: whoever behaved got {witness.says()}", flush=True)
        faults.note(name, given, runs, 0, 0, witness.worst() if witness.times else None)
    assert server.stop() == 0
    sila.remove(data)
    print("5 passed, 0 failed")


main()
