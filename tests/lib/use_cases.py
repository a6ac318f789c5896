"""Ten use cases over HTTP, each on data of its own kind, for tests that break something while one of them runs."""
import dataclasses
import http.client
import json
import os
import pathlib
import re
import subprocess
import time
import typing

import places
import server as sila

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
KEPT = ("teryaq", "deem")
PEOPLE = [f"teryaq/{name}" for name in ("applicant", "officer", "member", "secretary", "supervisor", "director", "researcher", "board")] + [
    f"deem/{name}" for name in ("officer", "supervisor")]
# Not counted when a state is held against another: what readers, jobs and the clock write beside every request, and what follows from it later.
BESIDE = {"attempt_counters", "audit_seals", "association_seals", "messages", "control_outcomes", "schema_migrations", "tasks", "task_roles",
          "reference_blocks", "policy_reminders"}
# Of these, what the system writes follows later (that somebody was told, once the message went out).
OF_PEOPLE = {"request_events": "actor_kind <> 'system'", "audit_entries": "who_kind <> 'system'"}


@dataclasses.dataclass
class UseCase:
    name: str
    association: str
    who: str  # whose cookies
    path: str
    body: typing.Any
    headers: dict = dataclasses.field(default_factory=dict)
    again: bool = False  # repeated with the same key it happens again (nobody is signed in yet who could have a key)

    def perform(self, town, key):
        client = town.client(self.who)
        if isinstance(self.body, bytes):
            return upload(client, self.path, self.body, key)
        return client.post(self.path, self.body, key, self.headers)


def upload(client, path, content, key):
    form = (b'--xyz\r\nContent-Disposition: form-data; name="file"; filename="paper.pdf"\r\n\r\n' + content + b"\r\n--xyz--\r\n")
    connection = http.client.HTTPConnection("127.0.0.1", client.server.port, timeout=60)
    connection.request("POST", path, form, {
        **sila.as_our_pages(client.server), "Content-Type": "multipart/form-data; boundary=xyz", "Idempotency-Key": key,
        "Cookie": "; ".join(f"{name}={value}" for name, value in client.cookies.items())})
    answer = connection.getresponse()
    text = answer.read()
    return answer.status, json.loads(text) if text[:1] == b"{" else text


def counts(place, name):
    """How many rows each table has, all at one moment."""
    with place.look(name) as look:
        tables = sorted(table for table, in look(place.TABLES) if table not in BESIDE)
        return dict(look(" UNION ALL ".join(
            f"SELECT '{table}', COUNT(*) FROM {table} WHERE {OF_PEOPLE.get(table, '1 = 1')}" for table in tables)))


def told_code(server, data, association, client, phone):
    """Asks for a one-time code and waits until it was sent; (challenge, code)."""
    log = pathlib.Path(data) / "sms" / f"{association}.jsonl"
    before = len(log.read_text().splitlines()) if log.exists() else 0
    status, sent = client.post(f"/api/{association}/portal/codes", {"phone": phone, "purpose": "sign_in"})
    assert status == 202, (status, sent)
    until = time.monotonic() + 120
    while time.monotonic() < until:
        whole = log.read_text() if log.exists() else ""
        lines = [json.loads(line) for line in whole[:whole.rfind("\n") + 1].splitlines()[before:]]
        codes = [line["text"] for line in lines if line["to"].endswith(phone[1:])]
        if codes:
            return sent["challenge"], "".join(digit for digit in codes[-1] if digit.isascii() and digit.isdigit())[:6]
        client.get("/readyz")
    raise AssertionError("no code came")


def changed_draft(director):
    status, draft = director.post("/api/teryaq/desk/policy/drafts", {"title": "تعديل للاختبار"})
    assert status == 200, (status, draft)
    draft = director.get(f"/api/teryaq/desk/policy/drafts/{draft['id']}")[1]
    files = {name: re.sub(r"(days: )(\d+)", lambda found: found[1] + str(int(found[2]) + 1), text, count=1)
             for name, text in draft["files"].items() if name.endswith("requests.yaml")}
    status, saved = director.request("PUT", f"/api/teryaq/desk/policy/drafts/{draft['id']}",
                                     {"revision": draft["revision"], "files": {**draft["files"], **files}})
    assert status == 200, (status, saved)
    return {**draft, "revision": saved["revision"]}


class Town:
    """Demo data of two associations with everybody signed in, kept aside so that each run begins with the same."""

    def __init__(self, database):
        self.place = places.OF[database](*KEPT)
        self.kept = self.place.data
        self.cookies = {}
        self.server = sila.Server(self.kept, "--demo", env=self.place.env)
        self.server.start()
        self.logins = sila.logins(self.kept)
        for who in PEOPLE:
            self.client(who)
        self.draft = changed_draft(self.client("teryaq/director"))
        invited = subprocess.run([sila.PROGRAM, "association", "invite", "--data", self.kept], check=True, capture_output=True, text=True,
                                 env={**os.environ, **self.place.env})
        self.token = invited.stdout.split("/found#")[1].split()[0]
        assert self.server.stop() == 0
        self.rehearse()

    def rehearse(self):
        """Which of the things that one could do are really allowed is found out on a copy, by doing them."""
        copy = self.place.copy()
        self.server = sila.Server(copy.data, "--demo", env=copy.env)
        self.server.start()
        self.cases = [build(self) for build in BUILDERS]
        self.server.kill()
        copy.remove()

    def client(self, who):
        """`who`: "teryaq/officer", "teryaq/applicant" or nobody."""
        client = sila.Client(self.server)
        if not who:
            return client
        if who not in self.cookies:
            association, name = who.split("/")
            if name == "applicant":
                challenge, code = told_code(self.server, self.kept, association, client, "0559876501")
                status, answer = client.post(f"/api/{association}/portal/sign-in", {"challenge": challenge, "code": code})
                assert status == 200, (status, answer)
            else:
                client.sign_in(association, self.logins[association][name])
            self.cookies[who] = dict(client.cookies)
        client.cookies = dict(self.cookies[who])
        return client

    def rows(self, association, sql, *values):
        with self.place.look(association) as look:
            return look(sql, *values)

    def attempt(self, name, association, people, tries):
        """The use case that really succeeds, of several that could."""
        said = None
        for who in people:
            for path, body in tries:
                seq = self.rows(association, "SELECT seq FROM requests WHERE id = ?", path.split("/")[5]) if association in KEPT else []
                case = UseCase(name, association, f"{association}/{who}" if who else "", path, body,
                               headers={"If-Match": str(seq[0][0])} if seq else {})
                said = case.perform(self, sila.uuid_v7())
                if said[0] in (200, 201, 202):
                    return case
        raise AssertionError((name, said))


def open_steps(town, association, kind):
    return town.rows(association, "SELECT request_id, step FROM tasks WHERE step_kind = ? AND class <> 'confidential'"
                     " AND COALESCE(earliest, 0) < ? ORDER BY request_id", kind, int(time.time() * 1000))


def desk(association, request, what):
    return f"/api/{association}/desk/requests/{request}/{what}"


def sign_in(town):
    login = town.logins["teryaq"]["researcher"]
    return UseCase("sign in", "teryaq", "", "/api/teryaq/desk/sign-in", {key: login[key] for key in ("email", "password")}, again=True)


def submit(town):
    applicant = town.client("teryaq/applicant")
    form = applicant.get("/api/teryaq/portal/kinds/inquiry")[1]
    consents = [{"purpose": one["id"], "given": True, "notice_version": form["privacy_notice_version"]} for one in form["purposes"]]
    return UseCase("submit", "teryaq", "teryaq/applicant", "/api/teryaq/portal/requests", {
        "kind": "inquiry", "values": {"topic": {"text": "other"}, "question": {"text": "متى يفتح الفرع؟"}}, "consents": consents,
        "capacity": "self"})


def verify(town):
    tries = [(desk("teryaq", request, "verifications"), {"item": item, "matched": True, "valid": True})
             for request, _ in open_steps(town, "teryaq", "verify")[::-1]
             for (item,) in town.rows("teryaq", "SELECT item FROM request_values WHERE request_id = ?", request)[:2]]
    return town.attempt("verify", "teryaq", ("officer",), tries)


def give_back(town):
    tries = [(desk("teryaq", request, "return"), {"items": [item], "reason": "الصورة غير واضحة"})
             for request, _ in open_steps(town, "teryaq", "verify")
             for (item,) in town.rows("teryaq", "SELECT item FROM request_values WHERE request_id = ?", request)[:2]]
    return town.attempt("return", "teryaq", ("officer",), tries)


def decide(town):
    tries = [(desk("teryaq", request, "decision"), {"step": step, "outcome": outcome, "reasons": "استوفى الشروط"})
             for request, step in open_steps(town, "teryaq", "study")[:6] for outcome in ("accepted", "refused")]
    return town.attempt("decide", "teryaq", ("member", "secretary", "supervisor", "director"), tries)


def deliver(town):
    tries = [(desk("deem", request, what), body) for request, step in open_steps(town, "deem", "deliver")
             for what, body in (("deliveries", {"step": step, "what": "سلة غذائية"}), ("receipt", {"step": step, "note": "اتصلت به فأكد الاستلام"}))]
    return town.attempt("deliver", "deem", ("officer", "supervisor"), tries)


def message(town):
    tries = [(desk("teryaq", request, "replies"), {"step": step, "text": "يفتح الفرع في الثامنة صباحًا.", **more})
             for request, step in open_steps(town, "teryaq", "reply")
             for (channel,) in town.rows("teryaq", "SELECT channel FROM requests WHERE id = ?", request)
             for more in ({"channel": channel}, {"channel": channel, "outcome": "answered"})]
    return town.attempt("message", "teryaq", ("officer", "researcher"), tries)


def attach(town):
    (request, _), *_ = open_steps(town, "teryaq", "verify")
    return UseCase("upload", "teryaq", "teryaq/officer", desk("teryaq", request, "attachments"), PDF + b" " * 600_000)


def approve(town):
    body = {"revision": town.draft["revision"], "body": "board", "decided_on": "2026-01-01", "meeting": "الثالث", "term": "الرابعة"}
    return town.attempt("approve a policy", "teryaq", ("director", "board"),
                        [(f"/api/teryaq/desk/policy/drafts/{town.draft['id']}/approval", body)])


def found(town):
    draft = {"slug": "amal", "name": {"ar": "جمعية الأمل", "en": "Amal Association"}, "licence": "7777",
             "policy": {"from": "shipped", "name": "teryaq"}, "administrator": {"name": "ريم الحربي", "email": "reem@amal.example"}}
    return town.attempt("found an association", "amal", ("",), [("/api/found/association", {"token": town.token, "draft": draft})])


BUILDERS = (sign_in, submit, verify, give_back, decide, deliver, message, attach, approve, found)
