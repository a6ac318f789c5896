"""Two PostgreSQL servers under Patroni, with etcd to say who leads: who stands in for a primary that is gone, nobody being asked."""
import contextlib
import json
import os
import pathlib
import pwd
import shutil
import signal
import socket
import subprocess
import time
import urllib.request

import places

LEADER_LOST_S = 5  # Patroni's ttl: after so long a leader that says nothing is no longer one
PATIENCE_S = 120


def free_port():
    with contextlib.closing(socket.socket()) as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def until(holds, what):
    began = time.monotonic()
    while not holds():
        assert time.monotonic() - began < PATIENCE_S, f"waited in vain: {what}"
        time.sleep(0.02)


def as_server():
    """PostgreSQL refuses to run as root."""
    return {"user": "postgres", "group": "postgres", "extra_groups": []} if os.getuid() == 0 else {}


class Member:
    """One server and the Patroni that starts, follows and promotes it."""

    def __init__(self, name, base, etcd):
        self.name, self.folder, self.port, self.api = name, base / name, free_port(), free_port()
        self.folder.mkdir(exist_ok=True)
        self.settings, self.process = base / f"{name}.json", None  # every JSON text is YAML
        programs = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))[-1]
        trusted = ["local all all trust", "host all all 127.0.0.1/32 trust", "host replication all 127.0.0.1/32 trust"]
        self.settings.write_text(json.dumps({
            "scope": "sila", "name": name, "etcd3": {"host": f"127.0.0.1:{etcd}"},
            "restapi": {"listen": f"127.0.0.1:{self.api}", "connect_address": f"127.0.0.1:{self.api}"},
            "bootstrap": {"dcs": {
                "ttl": LEADER_LOST_S, "loop_wait": 1, "retry_timeout": 2, "primary_start_timeout": 0,
                "synchronous_mode": True,
                "postgresql": {"parameters": {"max_connections": 200, "fsync": "off"}}}},
            "postgresql": {
                "listen": f"127.0.0.1:{self.port}", "connect_address": f"127.0.0.1:{self.port}", "bin_dir": str(programs),
                "data_dir": str(self.folder / "data"), "pgpass": str(self.folder / "pgpass"), "pg_hba": trusted,
                "authentication": {"superuser": {"username": "postgres"}, "replication": {"username": "postgres"}},
                "parameters": {"unix_socket_directories": str(self.folder)}}}))

    def start(self):
        with open(self.folder.with_suffix(".log"), "ab") as log:
            self.process = subprocess.Popen(["/usr/bin/patroni", self.settings], stdout=log, stderr=log, cwd="/", **as_server())

    def role(self):
        """primary, sync_standby, replica …; None while nothing is known."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.api}/patroni", timeout=2) as answer:
                said = json.load(answer)
        except (OSError, ValueError):
            return None
        if said.get("state") != "running":
            return None
        return "sync_standby" if said.get("sync_standby") else {"master": "primary"}.get(said["role"], said["role"])

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait()


class Supervised(places.Postgres):
    """The demo on a primary with a synchronous standby, both under Patroni."""

    def __init__(self, association):
        super().__init__(association)
        places.tool("stop", self.hosts[0])
        self.base.chmod(0o755)
        etcd = free_port()
        self.store = self.start_etcd(etcd)
        self.members = [Member(name, self.base, etcd) for name in ("one", "two")]
        if os.getuid() == 0:
            shutil.chown(self.members[1].folder, pwd.getpwnam("postgres").pw_uid)
        self.members[0].start()
        until(lambda: self.members[0].role() == "primary", "the first leads")
        self.members[1].start()
        until(lambda: self.members[1].role() == "sync_standby", "the second is a synchronous standby")
        self.execute("UPDATE sila_directory.associations SET database = %s", self.url())

    def start_etcd(self, port):
        peers = free_port()
        with open(self.base / "etcd.log", "ab") as log:
            process = subprocess.Popen(
                ["/usr/bin/etcd", "--data-dir", self.base / "etcd", "--listen-client-urls", f"http://127.0.0.1:{port}",
                 "--advertise-client-urls", f"http://127.0.0.1:{port}", "--listen-peer-urls", f"http://127.0.0.1:{peers}",
                 "--initial-advertise-peer-urls", f"http://127.0.0.1:{peers}",
                 "--initial-cluster", f"default=http://127.0.0.1:{peers}"], stdout=log, stderr=log)

        def answers():
            with contextlib.suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=2) as said:
                return said.status == 200
            return False
        until(answers, "etcd answers")
        return process

    def url(self, role="sila"):
        if not hasattr(self, "members"):
            return super().url(role)
        return f"postgresql://{role}@" + ",".join(f"127.0.0.1:{one.port}" for one in self.members) + f"/{self.database}"

    def kill_machine(self):
        """Its Patroni too: nobody is left there to say that the server is gone."""
        self.members[0].process.kill()
        self.members[0].process.wait()
        self.kill_primary()

    def remove(self):
        for member in self.members:
            member.stop()
        self.store.kill()
        self.store.wait()
        shutil.rmtree(self.base)
