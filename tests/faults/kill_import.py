#!/usr/bin/env python3
"""kill -9 at random moments while a list of people comes in: it goes on by itself, or at a press where another program may be at it
(PostgreSQL), every row is counted once, nobody is there twice, nobody is missing, and the audit chain is whole."""
import json
import pathlib
import random
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "lib"))
import faults  # noqa: E402
import places  # noqa: E402
import server as sila  # noqa: E402

ASSOCIATION, ROWS, SPOILED_EVERY, PATIENCE_S = "teryaq", 20_000, 50, 300
LIVED_S, LOOK_S = (0.02, 0.4), 0.05


def number(person):
    """Of the range for tests (15…), with its last digit."""
    digits = f"15{person:07d}"
    total = 0
    for place, sign in enumerate(digits):
        value = int(sign) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return digits + str(-total % 10)


def a_list():
    lines = ["الاسم,رقم الهوية,تاريخ الميلاد"]
    lines += [f"سعد فهد ناصر القحطاني,{number(person)},{'1985-13-40' if person % SPOILED_EVERY == 0 else '1985-10-15'}" for person in range(1, ROWS + 1)]
    return "\n".join(lines) + "\n"


def send_list(client):
    boundary = "a-boundary"
    body = (f"--{boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"list.csv\"\r\n\r\n{a_list()}\r\n--{boundary}--\r\n").encode()
    connection = sila.http.client.HTTPConnection("127.0.0.1", client.server.port, timeout=60)
    connection.request("POST", f"/api/{ASSOCIATION}/desk/imports", body, {
        **sila.as_our_pages(client.server), "Idempotency-Key": sila.uuid_v7(), "Content-Type": f"multipart/form-data; boundary={boundary}",
        "Cookie": "; ".join(f"{key}={value}" for key, value in client.cookies.items())})
    response = connection.getresponse()
    answer = json.loads(response.read())
    assert response.status == 200, answer
    return answer


class Coming:
    """The list on its way, as a supervisor sees it."""

    def __init__(self, client, chance):
        self.client, self.chance, self.kills, self.slowest = client, chance, 0, 0.0
        view = send_list(client)
        self.path = f"/api/{ASSOCIATION}/desk/imports/{view['id']}"
        self.id, self.mapping = view["id"], [column["field"] for column in view["columns"]]

    def view(self):
        status, answer = self.client.get(self.path)
        assert status == 200, answer
        return answer

    def act(self, method, what, body):
        status, answer = self.client.request(method, f"{self.path}/{what}", body)
        assert status == 200, answer

    def until(self, state, kills):
        """Killed so often at most on the way there."""
        until = time.monotonic() + PATIENCE_S
        while (view := self.view())["state"] != state:
            assert time.monotonic() < until, view
            if view["is_stalled"]:
                self.act("POST", "resumption", {})
            if kills:
                kills -= 1
                time.sleep(self.chance.uniform(*LIVED_S))  # a moment like any other: that is the test
                self.client.server.kill()
                self.slowest = max(self.slowest, self.client.server.start())
                self.kills += 1
            time.sleep(LOOK_S)
        return view


def look_at(place, coming, view):
    """(how many are missing or counted wrongly, how many are there twice)"""
    wrong = ROWS // SPOILED_EVERY
    expected = {"rows_done": ROWS, "people_made": ROWS - wrong, "rows_known": 0, "rows_failed": wrong}
    said = {key: view[key] for key in expected}
    assert said == expected, said
    with place.look(ASSOCIATION) as look:
        people = look("SELECT COUNT(*), COUNT(DISTINCT party_id) FROM imported_people WHERE import_id = ?", coming.id)[0]
        numbers = look("SELECT COUNT(*), COUNT(DISTINCT i.party_id) FROM party_identities i JOIN imported_people p ON p.association_id = i.association_id"
                       " AND p.party_id = i.party_id WHERE p.import_id = ?", coming.id)[0]
        names = look("SELECT COUNT(*) FROM party_values v JOIN imported_people p ON p.association_id = v.association_id AND p.party_id = v.party_id"
                     " WHERE p.import_id = ? AND v.field = 'full_name'", coming.id)[0][0]
        told = look("SELECT COUNT(*) FROM audit_entries WHERE action = 'list.imported' AND object = ?", coming.id)[0][0]
    assert told == 1, f"the list came in {told} times"
    counts = (people[0], people[1], numbers[0], numbers[1], names)
    return sum(max(0, ROWS - wrong - count) for count in counts), sum(max(0, count - (ROWS - wrong)) for count in counts)


def main():
    given = faults.words(__doc__, 6, 100, tuple(places.OF))
    chance = random.Random(given.seed)
    place = places.OF[given.database](ASSOCIATION)
    server = sila.Server(place.data, "--demo", env=place.env)
    server.start()
    client = sila.Client(server)
    client.sign_in(ASSOCIATION, sila.logins(place.data)[ASSOCIATION]["supervisor"])
    kills, slowest, missing, twice, lists = 0, 0.0, 0, 0, 0
    while kills < given.runs:
        coming = Coming(client, chance)
        coming.act("PUT", "mapping", {"mapping": coming.mapping, "calendar": ""})
        coming.until("checked", min(3, given.runs - kills))
        coming.act("POST", "run", {})
        gone, more = look_at(place, coming, coming.until("done", given.runs - kills))
        coming.act("POST", "undoing", {})
        taken = coming.until("undone", 2)
        assert taken["people_withdrawn"] == ROWS - ROWS // SPOILED_EVERY and taken["people_stayed"] == 0, taken
        kills, slowest, lists = kills + coming.kills, max(slowest, coming.slowest), lists + 1
        missing, twice = missing + gone, twice + more
        print(f"{kills} kills, {lists} lists of {ROWS} rows, {missing} missing, {twice} twice, slowest restart {slowest:.2f} s", flush=True)
    assert server.stop() == 0
    verdict = sila.audit_verify(place.data, place.env)
    assert verdict.returncode == 0, verdict.stdout + verdict.stderr
    faults.note("kill -9 while a list comes in", given, kills, missing, twice, slowest)
    assert not missing and not twice
    place.remove()
    print("1 passed, 0 failed")


main()
