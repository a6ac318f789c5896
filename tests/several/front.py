"""Several programs on one PostgreSQL with nginx in front, as deploy/nginx/sila.conf says it; each program has a folder of its own, as on a
machine of its own, and the keys in common."""
import contextlib
import http.client
import os
import pathlib
import random
import shutil
import signal
import socket
import ssl
import subprocess
import tempfile
import time

import places
import server as sila

SAMPLE = sila.ROOT / "deploy" / "nginx" / "sila.conf"
NGINX_ADDRESS = "127.0.0.2"  # what nginx connects from, the one trusted proxy
STARTED_S = PATIENCE_S = 60


def free_port():
    """Not of those that connections take for themselves: it must still be free after a restart."""
    while True:
        port = random.SystemRandom().randrange(20_000, 32_000)
        with contextlib.suppress(OSError), socket.socket() as one:
            one.bind(("127.0.0.1", port))
            return port


class Program(sila.Server):
    """On the same port in each of its lives, as nginx knows it."""

    def __init__(self, folder, place, public, *options):
        folder.mkdir()
        for shared in ("keys", "sms", "demo-logins.json"):  # messages go to one file, to be read there
            (place.data / "sms").mkdir(exist_ok=True)
            (folder / "data").mkdir(exist_ok=True)
            (folder / "data" / shared).symlink_to(place.data / shared)
        super().__init__(folder / "data", *options, env={**place.env, "SILA_PUBLIC_ADDRESS": public,
                                                         "SILA_TRUSTED_PROXIES": NGINX_ADDRESS})
        self.port, self.env_more = free_port(), {}

    def start(self):
        log = open(self.data.parent / "server.log", "ab")
        self.process = subprocess.Popen(
            [sila.PROGRAM, "serve", "--data", self.data, "--port", str(self.port), "--web", sila.ROOT / "build" / "web", *self.options],
            stdout=subprocess.DEVNULL, stderr=log, env={**self.env, **self.env_more})
        until = time.monotonic() + STARTED_S
        while sila.Client(self).get("/readyz")[0] != 200:
            if self.process.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"the program did not start: see {log.name}")
            time.sleep(0.01)

    def log(self):
        return (self.data.parent / "server.log").read_text()


class Nginx:
    """The sample with our addresses and certificate; a process of ours with a folder of its own, never the system's service."""

    def __init__(self, folder, ports):
        self.folder, self.port, self.plain_port, self.process = folder, free_port(), free_port(), None
        (folder / "logs").mkdir(parents=True)
        self.make_certificate()
        text = SAMPLE.read_text()
        for said, ours in {
                "server 10.0.0.11:8080": f"server 127.0.0.1:{ports[0]}",
                "server 10.0.0.12:8080": f"server 127.0.0.1:{ports[1]}",
                "listen 80;": f"listen 127.0.0.1:{self.plain_port};",
                "listen 443 ssl http2;": f"listen 127.0.0.1:{self.port} ssl http2;",
                "/etc/nginx/sila/fullchain.pem": str(folder / "cert.pem"),
                "/etc/nginx/sila/key.pem": str(folder / "key.pem")}.items():
            assert text.count(said) == 1, f"{SAMPLE} no longer says «{said}» once"
            text = text.replace(said, ours)
        (folder / "sila.conf").write_text(text)
        temporary = "\n".join(f"  {kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        user = "user root;" if os.geteuid() == 0 else ""
        (folder / "nginx.conf").write_text(f"""{user}
worker_processes 2;
pid {folder}/nginx.pid;
error_log {folder}/logs/error.log info;
events {{ worker_connections 1024; }}
http {{
  include /etc/nginx/mime.types;
  access_log {folder}/logs/access.log;
{temporary}
  proxy_bind {NGINX_ADDRESS};
  include {folder}/sila.conf;
}}
""")

    @property
    def address(self):
        return f"https://127.0.0.1:{self.port}"

    def make_certificate(self):
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
                        "-subj", "/CN=sila.example.org", "-addext", "subjectAltName=IP:127.0.0.1,DNS:sila.example.org",
                        "-keyout", self.folder / "key.pem", "-out", self.folder / "cert.pem"], check=True, capture_output=True)

    def start(self):
        command = ["nginx", "-p", str(self.folder), "-e", str(self.folder / "logs" / "error.log"), "-c", str(self.folder / "nginx.conf"),
                   "-g", "daemon off;"]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        until = time.monotonic() + STARTED_S
        while True:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1):
                return
            assert self.process.poll() is None and time.monotonic() < until, (self.folder / "logs" / "error.log").read_text()
            time.sleep(0.01)

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait()


class Guest(sila.Client):
    """Comes through nginx, as everybody does."""

    def __init__(self, front, source="127.0.0.1"):
        super().__init__(front.nginx)
        self.front, self.source = front, source

    def request(self, method, path, body=None, headers=None, key=None):
        if self.connection is None:
            context = ssl.create_default_context(cafile=self.front.nginx.folder / "cert.pem")
            self.connection = http.client.HTTPSConnection("127.0.0.1", self.front.nginx.port, timeout=60, context=context,
                                                          source_address=(self.source, 0))
        return super().request(method, path, body, {"Origin": self.front.nginx.address, **(headers or {})}, key)


class Stream:
    """What a page hears: the lines of its server-sent events."""

    def __init__(self, client, path, headers=None):
        client.request("GET", "/healthz")  # so that its connection stands
        self.connection, client.connection = client.connection, None
        self.connection.request("GET", path, headers={**(headers or {}), "Cookie": "; ".join(f"{k}={v}" for k, v in client.cookies.items())})
        self.answer = self.connection.getresponse()
        assert self.answer.status == 200, (self.answer.status, self.answer.read())
        self.lines = []

    def next(self, last=float("inf")):
        """The next line that says something; nothing when the stream has ended, or `last` is past."""
        while time.monotonic() < last:
            line = self.answer.readline()
            if not line:
                return None
            line = line.decode().strip()
            if line and not line.startswith(":"):
                self.lines.append(line)
                return line
        return None

    def until(self, wanted):
        """Whether a line that holds this comes, before the stream ends or `PATIENCE_S` is over (there is a beat every 15 s)."""
        last = time.monotonic() + PATIENCE_S
        while (line := self.next(last)) is not None:
            if wanted in line:
                return True
        return False


class Front:
    """Two programs and nginx; `options` of each program."""

    def __init__(self, association, *options):
        self.place = places.Postgres(association)
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="sila-several-", dir=sila.in_memory()))
        self.folder.chmod(0o755)
        nginx_folder = self.folder / "nginx"
        self.programs = []
        ports = [free_port(), free_port()]
        self.nginx = Nginx(nginx_folder, ports)
        for name, port in zip("ab", ports):
            self.programs.append(Program(self.folder / name, self.place, self.nginx.address, *options))
            self.programs[-1].port = port

    def start(self):
        try:
            for program in self.programs:
                program.start()
            self.nginx.start()
        except BaseException:
            self.end()
            raise
        return self.programs

    def end(self):
        """Whether each program stopped as it should."""
        if self.nginx.process:
            self.nginx.stop()
        codes = [program.stop() for program in self.programs if program.process and program.process.poll() is None]
        self.place.remove()
        shutil.rmtree(self.folder)
        return all(code == 0 for code in codes)
