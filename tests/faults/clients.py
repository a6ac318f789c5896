#!/usr/bin/env python3
"""Clients that do harm by what they do not do: ten thousand that only hold a connection, slow ones, three times as many sign-ins and
ordinary requests as there is room for, bodies of 20 GB, more connections than descriptors. Whoever behaves is served all the time."""
import concurrent.futures
import pathlib
import random
import resource
import socket
import subprocess
import sys
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "lib"))
import faults  # noqa: E402
import places  # noqa: E402
import server as sila  # noqa: E402
import swarm  # noqa: E402
from ledger import INQUIRY, Ledger, look_inside  # noqa: E402

ASSOCIATION = "teryaq"
ME = f"/api/{ASSOCIATION}/desk/me"


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
    enough_descriptors()
    held = []
    with witness:
        for number in range(wanted):
            held.append(socket.create_connection(("127.0.0.1", server.port), 20, (f"127.0.1.{1 + number // swarm.PER_PEER}", 0)))
        time.sleep(3)
        fresh = sila.Client(server)
        assert fresh.get("/readyz")[0] == 200, "a new client is not served"
    for one in held:
        one.close()
    return f"{wanted} idle connections", wanted


def slow(server, witness, given):
    seconds = "60" if given.full else "5"
    forms = {"headers": ["-H", "-i", "5"], "body": ["-B", "-i", "5", "-s", "8192"], "reading": ["-X", "-w", "1", "-y", "2", "-n", "5", "-z", "1"]}
    with witness:
        for form in forms.values():
            subprocess.run(["slowhttptest", "-c", "400", "-r", "400", "-l", seconds, "-p", "5", *form, "-u",
                            f"http://127.0.0.1:{server.port}/api/{ASSOCIATION}/desk/sign-in"], check=False, capture_output=True)
    return "slow headers, slow body, slow reading", 3 * 400


def enough_descriptors():
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(12_000, resource.getrlimit(resource.RLIMIT_NOFILE)[1]),) * 2)


def sign_ins(server, witness, given):
    """Sign-ins cost a tenth of a second of a core each, on purpose: all at once, with the right words."""
    people = [one for name, one in sila.logins(server.data)[ASSOCIATION].items()]
    count, came = (600 if given.full else 150), []

    def sign_in(number):
        client, one = sila.Client(server), people[number % len(people)]
        began = time.monotonic()
        status, answer = client.post(f"/api/{ASSOCIATION}/desk/sign-in", {"email": one["email"], "password": one["password"]})
        came.append((status, time.monotonic() - began, answer, client.headers))

    with witness, concurrent.futures.ThreadPoolExecutor(96) as many:
        list(many.map(sign_in, range(count)))
    admitted = sorted(took for status, took, *_ in came if status == 200)
    refused = [(answer, headers) for status, _, answer, headers in came if status in (503, 429)]
    assert len(admitted) + len(refused) == count, [one for one in came if one[0] not in (200, 503, 429)][:3]
    assert admitted and all(answer["title"] and answer["title_en"] for answer, _ in refused)
    assert all(int(headers["retry-after"]) > 0 for _, headers in refused), "somebody is not told when to come again"
    print(f"{count} sign-ins: {len(admitted)} admitted, p99 {admitted[int(len(admitted) * 0.99)]:.2f} s, {len(refused)} told to come again")
    return "3x overload of sign-ins", count


def p99(times):
    return sorted(times)[int(len(times) * 0.99)]


class Mixed:
    """What a desk asks for: the queue, and one write in ten."""

    def __init__(self, chance):
        self.chance, self.ledger = chance, Ledger(ASSOCIATION)

    def __call__(self, swarm):
        if self.chance.random() < 0.9:
            return swarm.text("GET", f"/api/{ASSOCIATION}/desk/queue?scope=all&limit=200"), lambda answer: None
        key = sila.uuid_v7()
        self.ledger.unknown.add(key)
        return swarm.text("POST", self.ledger.path, INQUIRY, key), lambda answer: self.heard(key, answer)

    def heard(self, key, answer):
        if answer.status == 200:
            self.ledger.unknown.discard(key)
            self.ledger.acknowledged[key] = sila.json.loads(answer.body)["id"]


def ordinary(server, client, place, given):
    """Three times what it manages, by the clock: each is answered, with what was asked for or with when to come again, and nothing that
    was acknowledged is lost."""
    enough_descriptors()
    seconds, mixed = (30 if given.full else 6), Mixed(random.Random(given.seed))
    calm = swarm.run(client, "as_fast_as_answered", mixed, 16, 2)
    rate = sum(one.status == 200 for one in calm.answers) / 2
    storm = swarm.run(client, "by_the_clock", mixed, 3 * rate, seconds)
    admitted = [one.took for one in storm.answers if one.status == 200]
    refused = [one for one in storm.answers if one.status in (503, 429)]
    assert not calm.broken and not storm.broken, ("went without an answer", storm.broken[:3])
    assert len(admitted) + len(refused) == storm.asked, [one for one in storm.answers if one.status not in (200, 503, 429)][:2]
    assert all(int(one.headers["retry-after"]) > 0 for one in refused), "somebody is not told when to come again"
    later = sila.Client(server)  # the connection of the other was idle for long
    later.cookies = dict(client.cookies)
    mixed.ledger.settle(later)
    actor = sila.logins(place.data)[ASSOCIATION]["officer"]["id"]
    lost, half = look_inside(place, ASSOCIATION, mixed.ledger.acknowledged, actor)
    print(f"{rate:.0f} a second are answered (p99 {p99([one.took for one in calm.answers]) * 1000:.0f} ms); of {storm.asked} in {seconds} s,"
          f" {storm.asked / seconds / rate:.1f} times as many, {len(admitted)} were admitted (p99 {p99(admitted):.2f} s), {len(refused)} told to"
          f" come again; {len(mixed.ledger.acknowledged)} acknowledged writes, {len(lost)} lost")
    faults.note("3x overload of ordinary requests", given, storm.asked, len(lost), len(half), max(admitted))
    assert not lost and not half, (lost[:3], half[:3])


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
    began = server.processor_s()
    with witness:
        time.sleep(2)
    spun = (server.processor_s() - began) / 2
    assert spun < 0.5, f"the program used {spun:.2f} of a core with no descriptor left"
    for one in held:
        one.close()
    resource.prlimit(server.process.pid, resource.RLIMIT_NOFILE, before)
    until = time.monotonic() + 60
    while sila.Client(server).get("/readyz")[0] != 200:
        assert time.monotonic() < until, "no new client is served with descriptors again"
    return "descriptors exhausted", 1


def main():
    given = faults.words(__doc__, 1, 1, tuple(places.OF))
    place = places.OF[given.database](ASSOCIATION)
    server = sila.Server(place.data, "--demo", env=place.env)
    server.start()
    client = sila.Client(server)
    client.sign_in(ASSOCIATION, sila.logins(place.data)[ASSOCIATION]["officer"])
    for fault in (idle, slow, huge, descriptors, sign_ins):
        witness = Witness(client)
        name, runs = fault(server, witness, given)
        assert not witness.failed, (name, witness.failed[:5])
        if witness.times:
            print(f"{name}: whoever behaved got {witness.says()}", flush=True)
        faults.note(name, given, runs, 0, 0, witness.worst() if witness.times else None)
    ordinary(server, client, place, given)
    assert server.stop() == 0
    place.remove()
    print("6 passed, 0 failed")


main()
