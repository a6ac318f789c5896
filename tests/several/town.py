"""The programs of tests/several, the people who use them, and what the checks share."""
import contextlib
import http.client
import threading
import time
import urllib.parse

import server as sila
import use_cases
from front import PATIENCE_S, Front, Guest
from ledger import INQUIRY

ASSOCIATION = "teryaq"
DESK, PORTAL = f"/api/{ASSOCIATION}/desk", f"/api/{ASSOCIATION}/portal"


class Town:
    """The programs a and b, and people who are signed in (at a)."""

    def __init__(self):
        self.front = Front(ASSOCIATION)
        self.a, self.b = self.front.start()
        self.logins = sila.logins(self.front.place.data)[ASSOCIATION]
        self.cookies, self.began_ms = {}, int(time.time() * 1000)

    def register(self, program, name):
        status, answer = self.at(program, "officer").post(f"{DESK}/people", {"full_name": name, "identity_type": "none"})
        assert status == 200, (status, answer)

    def finds(self, program, name):
        status, found = self.at(program, "officer").get(f"{DESK}/people?q={urllib.parse.quote(name)}")
        assert status == 200, (status, found)
        return any(hit["name"] == name for hit in found["items"])

    def at(self, program, who=None):
        client = sila.Client(program)
        if who:
            if who not in self.cookies:
                first = sila.Client(self.a)
                first.sign_in(ASSOCIATION, self.logins[who])
                self.cookies[who] = first.cookies
            client.cookies = dict(self.cookies[who])
        return client

    def rows(self, sql, *values):
        with self.front.place.look(ASSOCIATION) as look:
            return look(sql, *values)

    def told_code(self, program, phone):
        client = sila.Client(program)
        return use_cases.told_code(program, self.front.place.data, ASSOCIATION, client, phone)


def wait_for(look):
    """What `look` gives, once it gives something."""
    until = time.monotonic() + PATIENCE_S
    while not (found := look()):
        assert time.monotonic() < until, "it did not come about"
        time.sleep(0.02)
    return found


def refused_for(connection, path, length):
    """The status for an upload that announces so many bytes; only the announcement may be read."""
    connection.putrequest("POST", path)
    connection.putheader("Content-Type", "multipart/form-data; boundary=xyz")
    connection.putheader("Content-Length", str(length))
    connection.endheaders()
    with contextlib.suppress(OSError):
        connection.send(b"x" * length)
    return connection.getresponse().status


class Load:
    """People who read and write through nginx without a pause, each write under a key of its own."""

    def __init__(self, town):
        self.town, self.answered, self.failed, self.ends = town, 0, [], False
        self.cookies = town.at(town.b, "officer").cookies
        self.lock = threading.Lock()
        self.threads = [threading.Thread(target=self.work, args=(number,)) for number in range(6)]
        for thread in self.threads:
            thread.start()

    def work(self, number):
        guest = Guest(self.town.front)
        guest.cookies = dict(self.cookies)
        while not self.ends:
            try:
                if number % 3 == 0:
                    status, _ = guest.post(f"{DESK}/requests", INQUIRY)
                else:
                    status, _ = guest.request("GET", (f"{DESK}/me", f"{DESK}/queue")[number % 2])
            except (OSError, http.client.HTTPException) as error:
                status = repr(error)
            with self.lock:
                if status == 200:
                    self.answered += 1
                else:
                    self.failed.append((number, status))
            time.sleep(0.002)

    def until(self, more):
        goal = self.answered + more
        wait_for(lambda: self.answered >= goal or self.failed)

    def end(self):
        self.ends = True
        for thread in self.threads:
            thread.join()
        return self.answered, self.failed


def both_at_once(*calls):
    """What the calls give, made at the same moment."""
    ready, given = threading.Barrier(len(calls)), [None] * len(calls)

    def make(place, call):
        ready.wait()
        given[place] = call()

    threads = [threading.Thread(target=make, args=one) for one in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return given
