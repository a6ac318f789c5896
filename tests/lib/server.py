"""Starts the release program over a copy of demo data, for tests that drive it from outside. Standard library only."""
import http.client
import json
import os
import pathlib
import secrets
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = pathlib.Path(os.environ.get("SILA_PROGRAM", ROOT / "build" / "release" / "sila"))
READY_S = 0.002  # between two questions whether it serves
PASSWORD_FILE = "demo-logins.json"


def uuid_v7():
    value = (int(time.time() * 1000) << 80) | secrets.randbits(80)
    value = (value & ~(0xF << 76)) | (7 << 76)
    value = (value & ~(0x3 << 62)) | (2 << 62)
    text = f"{value:032x}"
    return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))


def demo_data():
    """Demo data made once in build/, whatever program version made it is part of the name."""
    stamp = str(int(PROGRAM.stat().st_mtime))
    made = ROOT / "build" / f"demo-{stamp}"
    if not made.exists():
        part = pathlib.Path(tempfile.mkdtemp(dir=ROOT / "build"))
        subprocess.run([PROGRAM, "demo", "--data", part / "data"], check=True, stdout=subprocess.DEVNULL)
        (part / "data").rename(made)
        shutil.rmtree(part)
    return made


class Server:
    def __init__(self, data, *options, env=None):
        self.data, self.options, self.process, self.port = pathlib.Path(data), options, None, None
        self.env = {**os.environ, **(env or {})}

    def start(self):
        """Returns the seconds until it answered /readyz."""
        began = time.monotonic()
        log = open(self.data.parent / "server.log", "ab")
        self.process = subprocess.Popen(
            [PROGRAM, "serve", "--data", self.data, "--port", "0", "--web", ROOT / "build" / "web", *self.options],
            stdout=subprocess.PIPE, stderr=log, text=True, env=self.env)
        for line in self.process.stdout:
            if "http://127.0.0.1:" in line:
                self.port = int(line.split("http://127.0.0.1:")[1].split("/")[0].split()[0])
                break
        else:
            raise RuntimeError(f"the server ended: see {log.name}")
        while Client(self).get("/readyz")[0] != 200:
            time.sleep(READY_S)
        return time.monotonic() - began

    def processor_s(self):
        """The seconds that its threads have been running, which other programs of the machine add nothing to."""
        fields = (pathlib.Path("/proc") / str(self.process.pid) / "stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait()


def as_our_pages(server):
    """What another site's page cannot send: asked of every change."""
    return {"X-Sila": "1", "Origin": f"http://127.0.0.1:{server.port}"}


class Client:
    """One connection, one cookie jar; the headers of the last answer."""

    def __init__(self, server):
        self.server, self.cookies, self.connection, self.headers = server, {}, None, {}

    def request(self, method, path, body=None, headers=None, key=None):
        if self.connection is None or self.connection.port != self.server.port:
            self.connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=20)
        sent = {**as_our_pages(self.server), "Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items()), **(headers or {})}
        if method != "GET":
            sent["Idempotency-Key"] = key or uuid_v7()
        data = None
        if body is not None:
            data = json.dumps(body).encode()
            sent["Content-Type"] = "application/json"
        try:
            self.connection.request(method, path, data, sent)
            response = self.connection.getresponse()
            raw = response.read()
        except (OSError, http.client.HTTPException):
            self.connection = None
            raise
        self.headers = {name.lower(): value for name, value in response.getheaders()}
        for name, value in response.getheaders():
            if name.lower() == "set-cookie":
                cookie, content = value.split(";")[0].split("=", 1)
                self.cookies[cookie] = content
        answer = json.loads(raw) if raw[:1] in (b"{", b"[") else raw
        return response.status, answer

    def get(self, path):
        try:
            return self.request("GET", path)
        except (OSError, http.client.HTTPException):
            return 0, None

    def post(self, path, body, key=None, headers=None):
        return self.request("POST", path, body, headers, key)

    def sign_in(self, association, login):
        status, answer = self.post(f"/api/{association}/desk/sign-in", {"email": login["email"], "password": login["password"]})
        assert status == 200, (status, answer)
        return answer


def logins(data):
    return json.loads((pathlib.Path(data) / PASSWORD_FILE).read_text())


def audit_verify(data, env=None):
    return subprocess.run([PROGRAM, "audit", "verify", "--data", data], capture_output=True, text=True, check=False,
                          env={**os.environ, **(env or {})})


def copy_of(data, where=None):
    folder = pathlib.Path(tempfile.mkdtemp(prefix="sila-test-", dir=where))
    shutil.copytree(data, folder / "data")
    return folder / "data"


def copy_of_demo(only=(), where=None):
    """Of all associations, or of these alone: a program that is started a thousand times opens what it needs."""
    data = copy_of(demo_data(), where)
    if only:
        directory = sqlite3.connect(data / "directory.db")
        directory.execute(f"DELETE FROM associations WHERE slug NOT IN ({', '.join('?' * len(only))})", only)
        directory.commit()
        directory.close()
        for path in (data / "associations").iterdir():
            if path.name.split(".")[0] not in only:
                path.unlink()
    return data


def in_memory():
    """A folder in memory where the machine has one: what kills a program and not the machine needs no disk."""
    shared = pathlib.Path("/dev/shm")
    return shared if os.access(shared, os.W_OK) else None


def remove(data):
    shutil.rmtree(pathlib.Path(data).parent)
    assert os.path.isabs(str(data))
