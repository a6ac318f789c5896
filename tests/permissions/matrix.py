#!/usr/bin/env python3
"""Every route of the OpenAPI document × every role, nobody, an applicant and a stranger × own, foreign, missing and confidential
objects, over real HTTP. What is denied answers 401, 403 or 404, what is foreign or hidden answers exactly as what is missing, and the
association's database is the same before and after. Who may what stands in rights.json, a line a route; a route without one fails.
Usage: matrix.py"""
import datetime
import hashlib
import json
import pathlib
import sqlite3
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "lib"))
import server as sila  # noqa: E402

RIGHTS = json.loads((pathlib.Path(__file__).parent / "rights.json").read_text())
LOGINS = {"officer": "officer", "researcher": "researcher", "secretary": "secretary", "committee_member": "member",
          "supervisor": "supervisor", "delegate": "delegate", "quality_manager": "quality", "director": "director",
          "board_member": "board", "administrator": "admin"}
# Not part of what a denial must leave alone: when a sign-in was last used (touched by every request, allowed or not), attempts that
# are counted on purpose, and what jobs do beside every request: linking the audit chain, sending.
BESIDE = {"sign_ins", "attempt_counters", "audit_seals", "association_seals", "jobs"}
IN_A_MONTH = (datetime.date.today() + datetime.timedelta(days=30)).isoformat()
BODIES = {  # that a route reads; what is sent in its place must be read before an object is looked for
    "answers": {"question": "q", "text": "x"}, "appeal": {"reason": "x"}, "assignment": {"staff": "x"},
    "break-glass": {"reason": "a good reason"}, "closure": {"step": "close"}, "return": {"items": [], "reason": "x"},
    "decision": {"step": "study", "outcome": "accepted", "reasons": "x"}, "deliveries": {"step": "deliver", "what": "x"},
    "judgement": {"step": "judge", "outcome": "accepted", "reasons": "x"}, "evaluation": {"step": "evaluate"},
    "hold": {"reason": "x", "until": "2027-01-01"}, "POST /desk/retention-files/{id}/hold": {"reason": "x", "review_on": IN_A_MONTH},
    "POST /desk/people/{id}/holds": {"reason": "x", "review_on": IN_A_MONTH}, "POST /desk/holds/{id}/end": {}, "PUT /desk/retention/{category}": {"months": 24, "basis": "x"}, "merge": {"into": "x", "reason": "x"},
    "overrides": {"control": "gate.clarified", "step": "study", "reason": "x"}, "questions": {"text": "x"},
    "receipt": {"step": "deliver"}, "rectification": {"seq": 1, "reason": "x"}, "registration": {"step": "register"},
    "reopening": {"reason": "x"}, "replies": {"step": "reply", "text": "x", "channel": "phone"},
    "results": {"step": "x", "outcome": "x", "record": "x"}, "progress": {"step": "x", "record": "x"},
    "{purpose}": {"given": True, "notice_version": 1}, "skips": {"step": "clarify", "reason": "x"},
    "submission": {"values": {}}, "tellings": {"step": "tell_answer", "channel": "phone"},
    "verifications": {"item": "phone", "matched": True, "valid": True}, "withdrawal": {"reason": "x"},
    "declaration": {"method": "witness", "declaration_version": 1, "content_digest": "x"}, "{item}": {"value": {"text": "x"}},
    "{field}": {"value": "x"}, "phones": {"phone": "0512345678", "in_person": True, "reason": "x"},
    "merges": {"merged": "01890000-0000-7000-8000-00000000ffff", "values": []}, "undoing": {"reason": "x"}, "{second}": {"state": "distinct"},
    "mapping": {"mapping": ["full_name"], "calendar": ""}, "run": {}, "resumption": {}, "POST /desk/imports/{id}/undoing": {}, "POST /desk/imports/{id}/discard": {},
    "match": {"document": {"type": "NAT", "number": "1500000003", "expires_on": "2030-01-01"}}, "completion": {"values": {}},
    "drafts": {"title": "x"}, "PUT /desk/policy/drafts/{id}": {"revision": 1, "files": {}}, "rebase": {"revision": 1}, "discard": {"revision": 1},
    "approval": {"revision": 1, "body": "board", "decided_on": "2026-01-01"}, "approvals": {"body": "board", "decided_on": "2026-01-01"},
    "force": {"from": "2026-01-01"}, "checks": {"files": {}}, "contractors": {"name": "x", "purpose": "x", "email": "x@example.org"},
    "PUT /desk/policy/contractors/{id}": {"name": "x", "purpose": "x", "email": "x@example.org", "state": "ended"}, "link": {"digest": "x"},
    "POST /desk/policy/versions/{digest}/circulation": {}, "POST /desk/policy/versions/{digest}/acknowledgement": {},
    "answer": {"granted": False, "answer": "x"}, "extension": {"reason": "x"}, "subject-requests": {"kind": "erasure"}, "death": {"on": "2026-01-01", "sighted": True},
    "POST /portal/subject-requests/{id}/withdrawal": {}, "POST /desk/people/{id}/verifications": {"fields": ["city"], "how": "visit"},
    "POST /desk/people/{id}/household": {"party": "01890000-0000-7000-8000-00000000ffff", "relation": "child"}, "PUT /desk/people/{id}/household": {"relation": "child"}, "leaving": {},
    "POST /desk/people/{id}/phones/code": {"phone": "0512345678"}, "proof": {"challenge": "x", "code": "111111", "in_person": True}, "POST /desk/people/{id}/representatives/{representative}/end": {},
    "representatives": {"party": "01890000-0000-7000-8000-00000000ffff", "capacity": "guardian", "evidence": "family_register", "number": "x", "sighted": True},
    "assessments": {"on": "2026-01-01", "how": "visit", "members": 1, "income_halalas": 0, "obligations_halalas": 0, "needs": [], "summary": ""},
    "rating": {"score": 4}, "reading": {}, "readings": {"files": {}, "language": "ar"}, "retry": {}, "setup-link": {}, "{id}": {"state": "disabled"},
}
checked = {"denied": 0, "allowed": 0, "hidden": 0}
problems = []


class Watch:
    """Tells whether anything of an association changed since it was last asked."""

    def __init__(self, data, slug):
        path = pathlib.Path(data) / "associations" / f"{slug}.db"
        self.file = sqlite3.connect(f"file:{path}?mode=ro", uri=True, isolation_level=None)
        self.tables = sorted(row[0] for row in self.file.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
                             if row[0] not in BESIDE)
        self.version, self.hash = None, None
        self.changed()

    def rows(self, sql, *values):
        return self.file.execute(sql, values).fetchall()

    def changed(self):
        version = self.file.execute("PRAGMA data_version").fetchone()[0]
        if version == self.version:  # nobody has written at all
            return False
        digest = hashlib.blake2b()
        for table in self.tables:
            for row in self.file.execute(f"SELECT * FROM {table} ORDER BY 1, 2, 3"):
                digest.update(repr(row).encode())
        before, self.version, self.hash = self.hash, version, digest.digest()
        return before != self.hash


def expect(held, *what):
    if not held:
        problems.append(what)


def told(answer):
    """What a refusal says, without what is of the one request."""
    return {key: value for key, value in answer.items() if key not in ("request_id", "instance")} if isinstance(answer, dict) else answer


def send(client, association, route, values, body):
    method, pattern = route.split()
    path = f"/api/{association}{pattern}"
    for name, value in values.items():
        path = path.replace("{" + name + "}", value)
    path += "?q=0512345678" if route in ("GET /desk/people", "GET /desk/people/export") else ""
    path += "?from={digest}&to={digest}".format(**values) if route == "GET /desk/policy/differences" else ""
    path += "?months=24" if pattern.endswith("/foresight") else ""
    headers = {} if method == "GET" else {"If-Match": "1"}
    if pattern.endswith("/attachments") and method == "POST":
        return upload(client, path)
    if route == "POST /desk/imports":
        return upload(client, path, "a.csv", LIST)
    if pattern.endswith("/news"):
        return listen(client, path)
    return client.request(method, path, None if method == "GET" else body, headers)


def listen(client, path):
    """An answer that goes on: its head, and no more."""
    connection = sila.http.client.HTTPConnection("127.0.0.1", client.server.port, timeout=20)
    connection.request("GET", path, headers={"Cookie": "; ".join(f"{k}={v}" for k, v in client.cookies.items())})
    response = connection.getresponse()
    goes_on = response.getheader("Content-Type") == "text/event-stream"
    answer = {} if goes_on else json.loads(response.read())
    response.close()
    connection.close()
    return response.status, answer


LIST = "name,mobile\nSaad Ali,0512345678\nAli Saad,12\n"  # the second is refused
PAPER = "%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def upload(client, path, name="a.pdf", content=PAPER):
    boundary = "a-boundary"
    data = (f"--{boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n{content}"
            f"\r\n--{boundary}--\r\n").encode()
    connection = sila.http.client.HTTPConnection("127.0.0.1", client.server.port, timeout=20)
    connection.request("POST", path, data, {
        **sila.as_our_pages(client.server), "Idempotency-Key": sila.uuid_v7(), "Content-Type": f"multipart/form-data; boundary={boundary}",
        "Cookie": "; ".join(f"{k}={v}" for k, v in client.cookies.items())})
    response = connection.getresponse()
    answer = json.loads(response.read() or b"{}")
    connection.close()
    return response.status, answer


def body_of(route):
    return BODIES.get(route, BODIES.get(route.split("/")[-1], {}))


def some_phone(number):
    return f"05598765{number:02d}"


def applicant(server, data, association, phone):
    client = sila.Client(server)
    log = pathlib.Path(data) / "sms" / f"{association}.jsonl"
    before = len(log.read_text().splitlines()) if log.exists() else 0
    status, sent = client.post(f"/api/{association}/portal/codes", {"phone": phone, "purpose": "sign_in"})
    assert status == 202, (status, sent)
    spoken, until = None, time.monotonic() + 120  # among the other messages of the demo, on a busy machine
    while time.monotonic() < until:
        whole = log.read_text() if log.exists() else ""
        lines = [json.loads(line) for line in whole[:whole.rfind("\n") + 1].splitlines()[before:]]
        codes = [line["text"] for line in lines if line["to"].endswith(phone[1:])]
        if codes:
            spoken = "".join(digit for digit in codes[-1] if digit.isascii() and digit.isdigit())[:6]
            break
        client.get("/readyz")
    assert spoken, f"no code came to {phone} of {association}"
    status, answer = client.post(f"/api/{association}/portal/sign-in", {"challenge": sent["challenge"], "code": spoken})
    assert status == 200, (status, answer)
    return client


def with_request(client, association):
    """Submits an inquiry on the portal; gives its id."""
    status, form = client.get(f"/api/{association}/portal/kinds/inquiry")
    assert status == 200, (status, form)
    consents = [{"purpose": one["id"], "given": True, "notice_version": form["privacy_notice_version"]} for one in form["purposes"]]
    body = {"kind": "inquiry", "values": {"topic": {"text": "other"}, "question": {"text": "متى يفتح الفرع؟"}},
            "consents": consents, "capacity": "self"}
    status, answer = client.post(f"/api/{association}/portal/requests", body)
    assert status == 200, (status, answer)
    return answer["id"]


def is_hidden(watch, staff, request):
    """A confidential request that this member does not work on and that no body studies now."""
    return not watch.rows("SELECT 1 FROM request_staff WHERE request_id = ? AND staff_id = ?", request, staff) and \
        not watch.rows("SELECT 1 FROM tasks WHERE request_id = ? AND step_kind = 'study'", request)


class Town:
    """One association: who asks, what for, and what stands there."""

    def __init__(self, server, data, slug):
        self.slug, self.watch = slug, Watch(data, slug)
        self.staff, self.logins = {}, sila.logins(data)[slug]
        for role, login in LOGINS.items():
            self.staff[role] = sila.Client(server)
            self.staff[role].sign_in(slug, self.logins[login])
        self.applicants = [applicant(server, data, slug, some_phone(number)) for number in (1, 2)]
        self.asked = [with_request(client, slug) for client in self.applicants]
        assert self.staff["director"].post(f"/api/{slug}/desk/policy/drafts", {"title": "x"})[0] == 200
        self.people = [self.staff["officer"].post(f"/api/{slug}/desk/people", {"full_name": name, "identity_type": "none"})[1]["party"]
                       for name in ("شيخة بندر الوادعي", "تركي ماجد البلوي")]
        whom = {"name": "x", "purpose": "x", "email": "x@example.org"}
        assert self.staff["director"].post(f"/api/{slug}/desk/policy/contractors", whom)[0] == 200
        version = self.watch.rows("SELECT digest FROM policy_versions LIMIT 1")[0][0]
        replay = self.staff["director"].post(f"/api/{slug}/desk/policy/replays", {"of": version})[1]
        status, imported = send(self.staff["supervisor"], slug, "POST /desk/imports", {}, {})
        assert status == 200, (status, imported)
        status, wanted = self.applicants[1].post(f"/api/{slug}/portal/subject-requests", {"kind": "erasure"})  # somebody else's, for the first
        assert status == 200, (status, wanted)
        status, noted = self.staff["officer"].post(f"/api/{slug}/desk/people/{self.people[0]}/subject-requests", {"kind": "erasure"})
        assert status == 200, (status, noted)
        status, held = self.staff["director"].post(f"/api/{slug}/desk/people/{self.people[0]}/holds", {"reason": "x", "review_on": IN_A_MONTH})
        assert status == 200, (status, held)
        self.request = self.watch.rows("SELECT id FROM requests WHERE class <> 'confidential' OR branch_id IS NULL LIMIT 1")[0][0]
        self.objects = {"/desk/requests/": self.request, "/portal/requests/": self.asked[0],
                        "/desk/people/": self.one("parties"), "/desk/claims/": self.one("claims"),
                        "/desk/messages/": self.one("messages"), "/portal/messages/": self.one("messages"),
                        "/desk/policy/drafts/": self.one("policy_drafts"), "/desk/policy/contractors/": self.one("contractors"),
                        "/desk/policy/replays/": replay["id"], "/desk/imports/": imported["id"],
                        "/desk/subject-requests/": noted["row"]["id"], "/portal/subject-requests/": wanted["id"],
                        "/desk/staff/": self.logins["officer2"]["id"], "/desk/merges/": sila.uuid_v7(),
                        "/desk/holds/": held["holds"][0]["id"], "/desk/retention-files/": sila.uuid_v7()}
        self.watch.changed()

    def one(self, table):
        found = self.watch.rows(f"SELECT id FROM {table} LIMIT 1")
        return found[0][0] if found else sila.uuid_v7()

    def object_of(self, route):
        for part, value in self.objects.items():
            if part + "{id}" in route:
                return value
        return self.one("attachments") if "/portal/attachments/" in route else None

    def values(self, route, thing=None):
        attachment = thing if thing and "{id}" not in route else sila.uuid_v7()
        return {"first": self.people[0], "second": self.people[1], "id": thing or self.object_of(route) or "", "attachment": attachment, "item": "phone", "field": "city",
                "clause": "H1", "category": "messages", "kind": "inquiry", "purpose": "service", "file": "requests",
                "digest": self.watch.rows("SELECT digest FROM policy_versions LIMIT 1")[0][0]}

    def subjects(self, stranger):
        yield "nobody", sila.Client(stranger.server)
        yield "stranger", stranger
        yield "applicant", self.applicants[0]
        yield from self.staff.items()


def allowed_to(route):
    words = RIGHTS[route].split()
    return set(LOGINS) if words == ["staff"] else set(words)


def asked_of(town, stranger):
    """Each route that wants leave, with each subject: (route, who, client, whether rights.json lets them)."""
    for route in sorted(RIGHTS):
        if route.split()[1].startswith("/demo/") or "anyone" in allowed_to(route):
            continue
        for who, client in town.subjects(stranger):
            yield route, who, client, who in allowed_to(route)


def check_denials(town, stranger):
    for route, who, client, permitted in asked_of(town, stranger):
        if permitted:
            continue
        status, answer = send(client, town.slug, route, town.values(route), body_of(route))
        at_the_door = who in ("nobody", "stranger") or (who == "applicant") != ("/portal/" in route)
        expect(status == (401 if at_the_door else 403), town.slug, who, route, status, answer)
        expect(not town.watch.changed(), town.slug, who, route, "was denied and changed the database")
        checked["denied"] += 1


def check_permissions(town, stranger):
    """Let in by role: changes with a body that no route reads, so that nothing follows; then readings, which may go on record."""
    permitted = [one for one in asked_of(town, stranger) if one[3]]
    for route, who, client, _ in sorted(permitted, key=lambda one: one[0].startswith("GET")):
        if route.startswith("POST") and route.endswith(("/attachments", "/desk/imports")):
            continue
        status, answer = send(client, town.slug, route, town.values(route), {"no route reads this": 1})
        expect(status not in (401, 403), town.slug, who, route, status, answer)
        if not route.startswith("GET"):
            expect(status in (400, 404, 413, 415, 422), town.slug, who, route, status, answer)
            expect(not town.watch.changed(), town.slug, who, route, "was not read and changed the database")
        elif "{attachment}" not in route:
            shown = status == 200 or (status == 404 and may_be_hidden(town, who, route))
            expect(shown, town.slug, who, route, "its own", status, answer)
        checked["allowed"] += 1


def may_be_hidden(town, who, route):
    """Only what is confidential, restricted and read by the board alone, or of no branch and read by the staff of one, is hidden from who
    may read such things."""
    classes = {"requests": "SELECT class FROM requests WHERE id = ?", "people": "SELECT class FROM parties WHERE id = ?"}
    for part, sql in classes.items():
        if f"/desk/{part}/{{id}}" in route:
            (found,) = town.watch.rows(sql, town.object_of(route))[0]
            of_no_branch = part == "requests" and who == "delegate" and of_no_branch_for(town, who, town.object_of(route))
            return found == "confidential" or (found == "restricted" and who == "board_member") or bool(of_no_branch)
    return False


def of_no_branch_for(town, who, request=None):
    """Requests of no branch (or this one, when it is) that this member of one was not given."""
    return town.watch.rows(
        "SELECT id FROM requests r WHERE branch_id IS NULL AND class <> 'confidential' AND id = COALESCE(?, id) AND NOT EXISTS"
        " (SELECT 1 FROM request_staff w WHERE w.request_id = r.id AND w.staff_id = ?) LIMIT 1", request, town.logins[LOGINS[who]]["id"])


def check_hidden(town, who, client, route, things):
    """Each thing answers as one that was never there."""
    body = body_of(route)
    status, missing = send(client, town.slug, route, town.values(route, sila.uuid_v7()), body)
    expect(status == 404, town.slug, who, route, "missing", status, missing)
    expect(not town.watch.changed(), town.slug, who, route, "missing: changed the database")
    for name, thing in things.items():
        status, answer = send(client, town.slug, route, town.values(route, thing), body)
        expect(status == 404 and told(answer) == told(missing), town.slug, who, route, name, status, answer, missing)
        expect(not town.watch.changed(), town.slug, who, route, name, "changed the database")
        checked["hidden"] += 1


def check_objects(town, foreign):
    for route in sorted(RIGHTS):
        if "{id}" not in route and "/portal/attachments/" not in route:
            continue
        for who in sorted(allowed_to(route)):
            things = {"foreign": foreign.object_of(route)}
            if who == "applicant":
                client = town.applicants[0]
                things["of the desk"] = town.object_of(route)
                if "/requests/" in route:
                    things.update({"of somebody else": town.asked[1], "of the desk": town.request})
            else:
                client = town.staff[who]
                things.update(confidential_things(town, who, route))
                if who == "delegate" and "/desk/requests/" in route:
                    things.update({"of no branch": request for (request,) in of_no_branch_for(town, who)})
            check_hidden(town, who, client, route, things)


def confidential_things(town, who, route):
    me = town.logins[LOGINS[who]]["id"]
    if "/desk/requests/" in route and not route.endswith("/break-glass"):
        for (request,) in town.watch.rows("SELECT id FROM requests WHERE class = 'confidential' ORDER BY id DESC"):
            if is_hidden(town.watch, me, request):
                return {"confidential": request}
    if "/desk/people/" in route:
        for (party,) in town.watch.rows("SELECT id FROM parties WHERE class = 'confidential' ORDER BY id DESC"):
            requests = town.watch.rows("SELECT id FROM requests WHERE beneficiary_id = ? OR applicant_id = ?", party, party)
            if all(is_hidden(town.watch, me, request) for (request,) in requests):
                return {"confidential": party}
    return {}


def check_house(server, data):
    """What belongs to no association is open to whoever holds an operator's link: any other token is told nothing, and writes nothing."""
    directory = sqlite3.connect(f"file:{pathlib.Path(data) / 'directory.db'}?mode=ro", uri=True, isolation_level=None)
    version = directory.execute("PRAGMA data_version").fetchone()
    draft = {"slug": "amal", "name": {"ar": "x", "en": "x"}, "licence": "7", "policy": {"from": "association", "name": "teryaq"},
             "administrator": {"name": "x", "email": "x@example.org"}}
    bodies = {"link": {}, "readings": {"language": "ar", "draft": draft}}
    for route in sorted(route for route in RIGHTS if route.split()[1].startswith("/api/")):
        body = bodies.get(route.split("/")[-1], {"draft": draft})
        for token in ("", "x", "a" * 26):
            status, answer = sila.Client(server).post(route.split()[1], {"token": token, **body})
            expect(status == 404 and answer["code"] == "founding.link_invalid", route, token, status, answer)
            checked["denied"] += 1
    expect(directory.execute("PRAGMA data_version").fetchone() == version, "the directory changed")


def settle(server, towns):
    """What the sign-ins and submissions before set going (messages) comes to its end."""
    client, quiet = sila.Client(server), 0
    for _ in range(20000):
        client.get("/readyz")
        quiet = 0 if any([town.watch.changed() for town in towns]) else quiet + 1
        if quiet == 1500:
            return
    raise AssertionError("the database does not come to rest")


def check_document():
    document = json.loads(subprocess.run([sila.PROGRAM, "openapi"], check=True, capture_output=True, text=True).stdout)
    routes = {f"{method.upper()} {path.replace('/api/{association}', '')}"
              for path, methods in document["paths"].items() for method in methods}
    for route in sorted(routes - set(RIGHTS)):
        problems.append((route, "has no line in tests/permissions/rights.json"))
    for route in sorted(set(RIGHTS) - routes):
        problems.append((route, "stands in rights.json and is no route"))


def main():
    check_document()
    data = sila.copy_of_demo()
    server = sila.Server(data)
    server.start()
    try:
        towns = [Town(server, data, slug) for slug in ("teryaq", "aoun")]
        settle(server, towns)
        for town, other in (towns, towns[::-1]):
            stranger = sila.Client(server)  # signed in elsewhere, who calls that sign-in one of this association
            for cookie, token in {**other.staff["director"].cookies, **other.applicants[0].cookies}.items():
                stranger.cookies[cookie.replace(other.slug, town.slug)] = token
            check_denials(town, stranger)
            check_objects(town, other)
            check_permissions(town, stranger)
        check_house(server, data)
        for client, slug in ((towns[0].staff["officer"], "teryaq"), (towns[1].staff["officer"], "aoun")):
            expect(client.get(f"/api/{slug}/desk/me")[0] == 200, slug, "a sign-in did not last to the end")
    finally:
        server.stop()
    verdict = sila.audit_verify(data)
    expect(verdict.returncode == 0, "audit verify", verdict.stdout, verdict.stderr)
    sila.remove(data)
    for problem in problems[:40]:
        print(*problem)
    print(f"{len(problems)} problems; {len(RIGHTS)} routes; {checked['denied']} denials, {checked['allowed']} allowed, "
          f"{checked['hidden']} hidden objects passed, {'FAILED' if problems else 'none wrong'}")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
