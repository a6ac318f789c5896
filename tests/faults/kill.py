#!/usr/bin/env python3
"""kill -9 at random moments under load, with a client-side ledger: nothing acknowledged is lost, nothing is half there, the audit
chain is whole, the program is back within two seconds. Usage: kill.py [ROUNDS] [SEED]"""
import pathlib
import random
import sys
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "lib"))
import server as sila  # noqa: E402

ROUNDS = int(sys.argv[1]) if len(sys.argv) > 1 else 20
SEED = int(sys.argv[2]) if len(sys.argv) > 2 else random.SystemRandom().randrange(1 << 32)
WRITERS, RESTART_S_MAX = 4, 2.0


class Ledger:
    """Each write is noted before it is sent and marked when it was acknowledged."""

    def __init__(self):
        self.lock, self.acknowledged, self.unknown = threading.Lock(), {}, {}

    def sent(self, key, body):
        with self.lock:
            self.unknown[key] = body

    def marked(self, key, answer):
        with self.lock:
            del self.unknown[key]
            self.acknowledged[key] = answer["id"]


def write_until(stop, client, association, ledger):
    while not stop.is_set():
        key = sila.uuid_v7()
        body = {"kind": "inquiry", "channel": "phone", "full_name": "سائل للاختبار", "phone": "0512345678",
                "questions": ["متى يفتح الفرع؟"]}
        ledger.sent(key, body)
        try:
            status, answer = client.post(f"/api/{association}/desk/requests", body, key)
        except (OSError, sila.http.client.HTTPException):
            return
        if status == 200:
            ledger.marked(key, answer)
        elif status not in (503, 500):
            raise AssertionError((status, answer))


def settle(client, association, ledger):
    """Unknown writes are settled by their key; then every acknowledged request is there and whole."""
    for key, body in list(ledger.unknown.items()):
        status, answer = client.post(f"/api/{association}/desk/requests", body, key)
        assert status == 200, ("a retry with the same key", status, answer)
        ledger.marked(key, answer)
    assert len(set(ledger.acknowledged.values())) == len(ledger.acknowledged), "two keys, one request"
    for request in ledger.acknowledged.values():
        status, page = client.get(f"/api/{association}/desk/requests/{request}")
        assert status == 200, ("acknowledged and lost", request, status)
        assert page["timeline"] and page["seq"] == page["timeline"][-1]["seq"], ("half there", request)
        assert len(page["questions"]) == 1 and page["questions"][0]["text"], ("half there", request)


def main():
    print(f"seed {SEED}, {ROUNDS} kills")
    chance = random.Random(SEED)
    data = sila.copy_of_demo()
    association = "teryaq"
    login = sila.logins(data)[association]["officer"]
    server = sila.Server(data, "--demo")
    server.start()
    signed_in = sila.Client(server)
    signed_in.sign_in(association, login)
    ledger, slowest, total = Ledger(), 0.0, 0
    for _ in range(ROUNDS):
        stop, threads = threading.Event(), []
        for _ in range(WRITERS):
            client = sila.Client(server)
            client.cookies = dict(signed_in.cookies)
            threads.append(threading.Thread(target=write_until, args=(stop, client, association, ledger)))
            threads[-1].start()
        time.sleep(chance.uniform(0.05, 0.6))
        server.kill()
        stop.set()
        for thread in threads:
            thread.join()
        slowest = max(slowest, server.start())
        settle(signed_in, association, ledger)
        total += len(ledger.acknowledged)
        ledger.acknowledged.clear()
    assert slowest < RESTART_S_MAX, f"a restart took {slowest:.2f} s"
    assert server.stop() == 0
    verdict = sila.audit_verify(data)
    assert verdict.returncode == 0, verdict.stdout + verdict.stderr
    sila.remove(data)
    print(f"{ROUNDS} kills, {total} acknowledged writes, 0 lost, slowest restart {slowest:.2f} s")
    print("1 passed, 0 failed")


main()
