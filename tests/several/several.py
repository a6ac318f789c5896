#!/usr/bin/env python3
"""Two programs on one PostgreSQL behind nginx (deploy/nginx/sila.conf): whatever is kept, counted or told at one holds at the other, and
restarting one after the other loses no request. Usage: several.py [WORD] (only the checks whose name holds WORD)"""
import json
import pathlib
import signal
import subprocess
import sys
import time
import traceback

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "lib"))
import server as sila  # noqa: E402
import use_cases  # noqa: E402
from front import Guest, Stream  # noqa: E402
from ledger import INQUIRY  # noqa: E402
from town import ASSOCIATION, DESK, PORTAL, Load, Town, both_at_once, refused_for, wait_for  # noqa: E402

DESK_ROUTE = '"/api/{association}/desk/'
# The most bytes of an upload and of a list: Limits::upload_bytes and list_bytes, and what the sample says.
BODY_MAX = {f"{DESK}/requests/none/attachments": 10304 * 1024, f"{DESK}/imports": 65600 * 1024}
TRUSTED_AGAIN = 20  # answers of a program that was started again
CHECKS = []


def check(function):
    CHECKS.append(function)
    return function


@check
def a_session_made_at_one_works_at_the_other(town):
    status, me = town.at(town.b, "officer").get(f"{DESK}/me")
    assert status == 200 and me["staff"]["id"] == town.logins["officer"]["id"], (status, me)


@check
def a_code_asked_at_one_is_redeemed_at_the_other(town):
    challenge, code = town.told_code(town.a, "0559876511")
    status, answer = sila.Client(town.b).post(f"{PORTAL}/sign-in", {"challenge": challenge, "code": code})
    assert status == 200, (status, answer)
    status, answer = sila.Client(town.a).post(f"{PORTAL}/sign-in", {"challenge": challenge, "code": code})
    assert status >= 400, "a code is used once, wherever"


@check
def guesses_at_both_are_counted_together(town):
    challenge, code = town.told_code(town.a, "0559876512")
    wrong = f"{(int(code) + 1) % 1_000_000:06}"
    for guess in range(5):
        program = (town.a, town.b)[guess % 2]
        status, answer = sila.Client(program).post(f"{PORTAL}/sign-in", {"challenge": challenge, "code": wrong})
        assert status in (401, 422, 429), (status, answer)
    for program in (town.a, town.b):
        status, answer = sila.Client(program).post(f"{PORTAL}/sign-in", {"challenge": challenge, "code": code})
        assert status >= 400, "the right code after five wrong ones"


@check
def the_same_key_sent_to_both_at_once_happens_once(town):
    a, b = town.at(town.a, "officer"), town.at(town.b, "officer")
    before = town.rows("SELECT COUNT(*) FROM requests")[0][0]
    for _ in range(10):
        key = sila.uuid_v7()
        one, other = both_at_once(lambda: a.post(f"{DESK}/requests", INQUIRY, key), lambda: b.post(f"{DESK}/requests", INQUIRY, key))  # noqa: B023
        assert one[0] == other[0] == 200 and one[1]["id"] == other[1]["id"], (one, other)
    assert town.rows("SELECT COUNT(*) FROM requests")[0][0] == before + 10


@check
def each_job_is_run_once(town):
    def ask(program, last):
        for number in range(4):
            status, _ = sila.Client(program).post(f"{PORTAL}/codes", {"phone": f"05598766{last}{number}", "purpose": "sign_in"})
            assert status == 202, status

    both_at_once(*(lambda place=place: ask((town.a, town.b)[place % 2], place) for place in range(4)))
    done = wait_for(lambda: town.rows("SELECT COUNT(*) FROM jobs WHERE state = 'waiting' AND topic = 'sms'") == [(0,)] and town.rows(
        "SELECT id, attempts FROM jobs WHERE state = 'done' AND last_at > ?", town.began_ms))
    assert len(done) >= 10, done
    assert all(attempts == 1 for _, attempts in done), done
    sent = [json.loads(line)["key"] for line in (town.front.place.data / "sms" / f"{ASSOCIATION}.jsonl").read_text().splitlines()]
    assert len(sent) == len(set(sent)), "a message was sent twice"


@check
def who_is_registered_at_one_is_found_at_the_other(town):
    town.register(town.a, "مهلهل الوعلاني")
    wait_for(lambda: town.finds(town.b, "مهلهل الوعلاني"))


@check
def a_page_at_one_hears_of_a_write_at_the_other(town):
    stream = Stream(town.at(town.b, "officer"), f"{DESK}/news")
    status, answer = town.at(town.a, "officer").post(f"{DESK}/requests", INQUIRY)
    assert status == 200, (status, answer)
    assert stream.until('"queue"')


@check
def news_come_through_nginx_as_they_happen(town):
    guest = Guest(town.front)
    guest.cookies = dict(town.at(town.a, "officer").cookies)
    stream = Stream(guest, f"{DESK}/news")
    assert stream.next().startswith("retry:"), stream.lines
    status, answer = town.at(town.a, "officer").post(f"{DESK}/requests", INQUIRY)
    assert status == 200, (status, answer)
    assert stream.until('"queue"')


@check
def nginx_speaks_http_2_and_refuses_what_the_programs_refuse(town):
    nginx = town.front.nginx
    said = subprocess.run(["curl", "-s", "--cacert", nginx.folder / "cert.pem", "-o", "/dev/null", "-w", "%{http_version} %{http_code}",
                           f"{nginx.address}/readyz"], capture_output=True, text=True, check=True).stdout
    assert said == "2 200", said
    for path, most in BODY_MAX.items():
        for length, status in ((most, (400, 401, 403, 404)), (most + 1, (413,))):
            for client in (sila.Client(town.a), Guest(town.front)):
                client.request("GET", "/healthz")
                got = refused_for(client.connection, path, length)
                assert got in status, (path, length, got)


@check
def a_forged_address_counts_for_nothing(town):
    before = {row[0] for row in town.rows("SELECT subject FROM attempt_counters WHERE kind = 'sign_in.peer'")}
    for number in range(3):
        forged = {"X-Forwarded-For": f"203.0.113.{number}"}
        wrong = {"email": f"nobody{number}@example.org", "password": "not the password"}
        for client in (Guest(town.front, "127.0.0.7"), town.at(town.a)):
            status, answer = client.post(f"{DESK}/sign-in", wrong, headers=forged)
            assert status in (401, 422), (status, answer)
    after = {row[0] for row in town.rows("SELECT subject FROM attempt_counters WHERE kind = 'sign_in.peer'")}
    assert len({bytes(one) for one in after} - {bytes(one) for one in before}) <= 2, "addresses that were only said were believed"


@check
def a_policy_put_in_force_at_one_is_in_force_at_the_other(town):
    director = town.at(town.a, "director")
    draft = use_cases.changed_draft(director)
    body = {"revision": draft["revision"], "body": "board", "decided_on": "2026-01-01", "meeting": "الثالث", "term": "الرابعة"}
    for who in ("director", "board"):
        status, approved = town.at(town.a, who).post(f"{DESK}/policy/drafts/{draft['id']}/approval", body)
        if status == 200:
            break
    assert status == 200, approved
    today = time.strftime("%Y-%m-%d", time.gmtime(time.time() + 3 * 3600))
    status, standing = town.at(town.a, who).post(f"{DESK}/policy/versions/{approved['digest']}/force", {"from": today})
    assert status == 200, standing
    wait_for(lambda: sila.Client(town.b).get(f"{PORTAL}/policy-in-force")[1]["digest"] == approved["digest"])


@check
def a_replay_begun_at_one_is_seen_at_the_other(town):
    draft = use_cases.changed_draft(town.at(town.a, "director"))
    status, begun = town.at(town.a, "director").post(f"{DESK}/policy/replays", {"of": draft["id"]})
    assert status == 200, begun
    other = town.at(town.b, "director")
    seen = wait_for(lambda: (found := other.get(f"{DESK}/policy/replays/{begun['id']}")) and found[1].get("state") != "running" and found)
    assert seen[0] == 200 and seen[1]["state"] == "done" and seen[1]["report"], seen


@check
def a_founding_sent_to_both_at_once_happens_once_and_is_known_to_both(town):
    invited = subprocess.run([sila.PROGRAM, "association", "invite", "--data", town.a.data], check=True, capture_output=True, text=True,
                             env=town.a.env)
    draft = {"slug": "amal", "name": {"ar": "جمعية الأمل", "en": "Amal Association"}, "licence": "7777",
             "policy": {"from": "shipped", "name": "teryaq"}, "administrator": {"name": "ريم الحربي", "email": "reem@amal.example"}}
    body, key = {"token": invited.stdout.split("/found#")[1].split()[0], "draft": draft}, sila.uuid_v7()

    def found(program):
        client = sila.Client(program)
        return wait_for(lambda: (said := client.post("/api/found/association", body, key)) and said[0] != 503 and said)

    one, other = both_at_once(lambda: found(town.a), lambda: found(town.b))
    assert one[0] == other[0] == 200 and one[1] == other[1], (one, other)
    for program in (town.a, town.b):
        assert sila.Client(program).get("/api/amal/desk/association")[0] == 200
        token = one[1]["setup_link"].split("#")[1]
        status, seen = sila.Client(program).post("/api/amal/desk/setup", {"token": token, "password": "short"})
        assert status in (400, 422), (status, seen)  # the link is known, the password is not good enough


@check
def a_sign_out_at_one_ends_the_pages_at_the_other(town):
    first = sila.Client(town.a)
    first.sign_in(ASSOCIATION, town.logins["supervisor"])
    second = sila.Client(town.b)
    second.cookies = dict(first.cookies)
    stream = Stream(second, f"{DESK}/news")
    assert first.request("DELETE", f"{DESK}/sign-in", {})[0] == 200
    while stream.next() is not None:
        pass
    assert second.get(f"{DESK}/me")[0] == 401


@check
def who_is_disabled_at_one_is_out_at_the_other(town):
    researcher = sila.Client(town.b)
    researcher.sign_in(ASSOCIATION, town.logins["researcher"])
    assert researcher.get(f"{DESK}/me")[0] == 200
    status, answer = town.at(town.a, "admin").request("PATCH", f"{DESK}/staff/{town.logins['researcher']['id']}", {"state": "disabled"})
    assert status == 200, (status, answer)
    assert researcher.get(f"{DESK}/me")[0] == 401


@check
def of_two_programs_that_make_backups_one_does(town):
    key = town.front.folder / "backup.key"
    subprocess.run([sila.PROGRAM, "backup", "keygen", key], check=True, stdout=subprocess.DEVNULL)
    folder = town.front.folder / "backups"
    folder.mkdir()
    kept = {"SILA_BACKUP_TO": str(folder), "SILA_BACKUP_RECIPIENT": f"{key}.pub"}
    for program in (town.a, town.b):
        assert program.stop() == 0
        program.env_more = kept
    both_at_once(town.a.start, town.b.start)
    decided = ('"backup.made"', '"backup.left_to_another"', '"backup.failed"')
    wait_for(lambda: all(any(word in program.log() for word in decided) for program in (town.a, town.b)))
    assert not any('"backup.failed"' in program.log() for program in (town.a, town.b))
    made = sorted(folder.glob("*.backup"))
    assert len(made) == 1, made
    for program in (town.a, town.b):
        program.env_more = {}


@check
def a_program_that_is_told_to_stop_says_so_first_and_answers_what_it_is_asked(town):
    town.b.stop()
    town.b.env_more = {"SILA_STOP_NOTICE": "2"}
    town.b.start()
    town.b.env_more = {}
    open_before = town.at(town.b, "officer")
    assert open_before.get(f"{DESK}/me")[0] == 200
    stream = Stream(town.at(town.b, "officer"), f"{DESK}/news")
    town.b.process.send_signal(signal.SIGTERM)
    while stream.next() is not None:
        pass
    assert any(line.startswith("retry:") for line in stream.lines), stream.lines
    newcomer = sila.Client(town.b)
    assert newcomer.request("GET", "/readyz")[0] == 503, "it says that it is leaving"
    assert open_before.request("GET", f"{DESK}/me")[0] == 200, "on a connection that was open"
    assert open_before.connection.sock is None, "and that this was its last answer"
    assert town.b.process.wait() == 0
    town.b.start()


@check
def restarting_one_after_the_other_loses_no_request(town):
    load = Load(town)
    for program in (town.a, town.b, town.a, town.b):
        load.until(50)
        assert program.stop() == 0
        load.until(50)
        before = len(program.log())
        program.start()
        # nginx sends people there again, and not only the one by whom it tries whether it may.
        wait_for(lambda: program.log()[before:].count(DESK_ROUTE) >= TRUSTED_AGAIN)  # noqa: B023
    answered, failed = load.end()
    assert not failed, (answered, failed[:5])
    print(f"  {answered} requests answered during four restarts, none failed", flush=True)


@check
def what_a_program_wrote_and_could_not_tell_is_known_to_the_other(town):
    held = town.front.folder / "untold"
    library = town.front.folder / "untold.so"
    subprocess.run(["cc", "-O2", "-Wall", "-Wextra", "-shared", "-fPIC", "-o", library,
                    pathlib.Path(__file__).parent / "untold.c", "-ldl"], check=True)
    assert town.a.stop() == 0
    town.a.env_more = {"LD_PRELOAD": str(library), "SILA_UNTOLD": str(held)}
    town.a.start()
    town.a.env_more = {}
    stream = Stream(town.at(town.b, "officer"), f"{DESK}/news")
    town.register(town.a, "شعلان الدهمشي")
    wait_for(lambda: town.finds(town.b, "شعلان الدهمشي"))  # it tells, until it is held
    held.touch()
    town.register(town.a, "قحطان الصيخان")
    began = time.monotonic()
    assert not town.finds(town.b, "قحطان الصيخان"), "it could not be told, and was"
    town.a.kill()
    assert stream.until('"all"'), "pages are told to fetch again"
    wait_for(lambda: town.finds(town.b, "قحطان الصيخان"))
    print(f"  known to the other {time.monotonic() - began:.1f} s after it was written", flush=True)
    town.a.start()


def holds(town, one):
    name, began = one.__name__.replace("_", " "), time.monotonic()
    try:
        one(town)
        print(f"{name}: held ({time.monotonic() - began:.1f} s)", flush=True)
        return True
    except Exception:  # noqa: BLE001: the others are looked at all the same
        print(f"{name}: FAILED", traceback.format_exc(), sep="\n", flush=True)
        return False


def main():
    wanted = sys.argv[1] if len(sys.argv) > 1 else ""
    began = time.monotonic()
    town = Town()
    print(f"two programs and nginx stand after {time.monotonic() - began:.1f} s", flush=True)
    failed, stopped = [], False
    try:
        for one in CHECKS:
            if wanted in one.__name__ and not holds(town, one):
                failed.append(one.__name__)
        for program in (town.a, town.b) if failed else ():
            print(f"--- the end of {program.data.parent}/server.log", program.log()[-2000:], sep="\n")
    finally:
        stopped = town.front.end()
    passed = sum(1 for one in CHECKS if wanted in one.__name__) - len(failed)
    print(f"{passed} passed, {len(failed)} failed" + ("" if stopped else ", and a program did not stop as it should"))
    return bool(failed) or not stopped


sys.exit(main())
