#!/usr/bin/env python3
"""A database that another process holds, a disk that is full, files that are none and bodies that are broken: a clear refusal, and
nothing acknowledged is lost, nothing half there. Usage: storage.py"""
import http.client
import pathlib
import resource
import sqlite3
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "lib"))
import server as sila  # noqa: E402

ASSOCIATION = "teryaq"
REQUESTS = f"/api/{ASSOCIATION}/desk/requests"
QUEUE = f"/api/{ASSOCIATION}/desk/queue?scope=all&limit=200"
passed = 0


def told(name):
    global passed
    passed += 1
    print(f"ok: {name}", flush=True)


def body():
    return {"kind": "inquiry", "channel": "phone", "full_name": "سائل للاختبار", "phone": "0512345678", "questions": ["متى يفتح الفرع؟"]}


def code_of(answer):
    return answer.get("code") if isinstance(answer, dict) else answer


def locked(server, client):
    """Reads go on; a write is told to come again, and does then what it was to do, once."""
    key = sila.uuid_v7()
    other = sqlite3.connect(server.data / "associations" / f"{ASSOCIATION}.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    headers = {**sila.as_our_pages(server), "Content-Type": "application/json", "Idempotency-Key": key,
               "Cookie": "; ".join(f"{name}={value}" for name, value in client.cookies.items())}
    connection.request("POST", REQUESTS, sila.json.dumps(body()).encode(), headers)
    assert client.get(QUEUE)[0] == 200, "a read waits for a lock of writers"
    answer = connection.getresponse()
    problem = sila.json.loads(answer.read())
    assert answer.status == 503, (answer.status, problem)
    assert int(answer.getheader("Retry-After")) > 0
    assert problem["title"] and problem["title_en"], problem
    other.execute("ROLLBACK")
    other.close()
    first = client.post(REQUESTS, body(), key)
    again = client.post(REQUESTS, body(), key)
    assert first[0] == 200 and first == again, (first, again)
    told("a database locked by another process")


def second_program(server):
    ended = subprocess.run([sila.PROGRAM, "serve", "--data", server.data, "--port", "0", "--demo"], capture_output=True, text=True,
                           timeout=60, check=False)
    assert ended.returncode != 0 and "in use" in ended.stderr, (ended.returncode, ended.stderr)
    told("a second program over the same data")


def full_disk(server, client):
    """No file may grow: the first write that does not fit is answered 503, and what was acknowledged is there afterwards."""
    largest = max(path.stat().st_size for path in server.data.rglob("*") if path.is_file())
    resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (largest + 4096, largest + 4096))
    acknowledged, refused = [], None
    for _ in range(20_000):
        key = sila.uuid_v7()
        status, answer = client.post(REQUESTS, body(), key)
        if status != 200:
            refused = (status, answer, key)
            break
        acknowledged.append(answer["id"])
    assert refused and refused[0] == 503, refused
    assert refused[1]["title"] and refused[1]["title_en"], refused
    assert client.get(QUEUE)[0] == 200, "reads go on"
    server.stop()
    assert server.start() < 5
    status, answer = client.post(REQUESTS, body(), refused[2])
    assert status == 200, (status, answer)
    for request in [*acknowledged, answer["id"]]:
        status, page = client.get(f"{REQUESTS}/{request}")
        assert status == 200 and page["timeline"] and page["seq"] == page["timeline"][-1]["seq"], (request, status)
    told(f"a full disk after {len(acknowledged)} writes")


def upload(server, client, request, name, content):
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    form = (f'--xyz\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n').encode() + content + b"\r\n--xyz--\r\n"
    headers = {**sila.as_our_pages(server), "Content-Type": "multipart/form-data; boundary=xyz", "Idempotency-Key": sila.uuid_v7(),
               "Cookie": "; ".join(f"{key}={value}" for key, value in client.cookies.items())}
    try:
        connection.request("POST", f"{REQUESTS}/{request}/attachments", form, headers)
    except (BrokenPipeError, ConnectionResetError):
        pass  # refused before it was read to its end
    answer = connection.getresponse()
    return answer.status, sila.json.loads(answer.read())


def files(server, client):
    request = client.post(REQUESTS, body())[1]["id"]
    pdf = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
    assert upload(server, client, request, "paper.pdf", pdf)[0] == 200
    for name, content in {"too large": pdf + b" " * (11 << 20), "of a false type": b"\x7fELF" + bytes(200), "empty": b"",
                          "a page": b"<html><script>alert(1)</script></html>"}.items():
        status, answer = upload(server, client, request, "paper.pdf", content)
        assert status in (400, 413, 415, 422), (name, status, answer)
        assert answer["title"] and answer["title_en"] and answer["code"], (name, answer)
        told(f"a file that is {name}: {answer['code']}")


def raw_post(server, client, content):
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
    connection.request("POST", REQUESTS, content, {
        **sila.as_our_pages(server), "Content-Type": "application/json", "Idempotency-Key": sila.uuid_v7(),
        "Cookie": "; ".join(f"{key}={value}" for key, value in client.cookies.items())})
    answer = connection.getresponse()
    return answer.status, sila.json.loads(answer.read())


def bodies(server, client):
    before = client.get(QUEUE)[1]["items"]
    for name, content in {
            "bad UTF-8": b'{"kind":"\xff","channel":"phone"}', "depth": b"[" * 200 + b"]" * 200,
            "duplicate keys": b'{"kind":"inquiry","kind":"inquiry","channel":"phone"}',
            "unknown fields": b'{"kind":"inquiry","channel":"phone","role":"director"}',
            "bidirectional controls": '{"kind":"inquiry","channel":"phone","full_name":"a\u202eb"}'.encode(),
            "cut off": b'{"kind":"inquiry"'}.items():
        status, answer = raw_post(server, client, content)
        assert status == 400 and answer["title"] and answer["title_en"], (name, status, answer)
        told(f"{name}: {answer['code']}")
    status, answer = raw_post(server, client, b'{"kind":"' + b"a" * (1 << 20) + b'"}')
    assert status == 413, (status, answer)
    assert client.get(QUEUE)[1]["items"] == before, "a refused body changed something"
    told("a body that is too large")


def main():
    data = sila.copy_of_demo()
    server = sila.Server(data, "--demo")
    server.start()
    client = sila.Client(server)
    client.sign_in(ASSOCIATION, sila.logins(data)[ASSOCIATION]["officer"])
    bodies(server, client)
    files(server, client)
    second_program(server)
    locked(server, client)
    full_disk(server, client)
    assert server.stop() == 0
    verdict = sila.audit_verify(data)
    assert verdict.returncode == 0, verdict.stdout + verdict.stderr
    sila.remove(data)
    print(f"{passed} passed, 0 failed")


main()
