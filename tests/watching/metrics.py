#!/usr/bin/env python3
"""What /metrics says, asked of the release program over demo data: every figure has its HELP and TYPE, everything that the sample dashboard and
the alert rules name is there, nothing of a person stands in it, and the log has one line for each request under the id of its answer.
Usage: metrics.py"""
import http.client
import json
import pathlib
import re
import shutil
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "lib"))
import server as sila  # noqa: E402

SAMPLES = sila.ROOT / "deploy" / "metrics"
WORDS_OF_PROMQL = {"sum", "by", "rate", "increase", "histogram_quantile", "topk", "time", "le", "or"}
SHAPE = re.compile(r'([a-z_]+)(\{[a-z_]+="[^"]*"(?:,[a-z_]+="[^"]*")*\})? (-?[0-9.e+-]+|\+Inf)')
problems = []


def expect(held, what):
    if not held:
        problems.append(what)


def read(address):
    connection = http.client.HTTPConnection(address, timeout=20)
    connection.request("GET", "/metrics")
    response = connection.getresponse()
    text = response.read().decode()
    expect(response.status == 200 and response.getheader("content-type").startswith("text/plain; version=0.0.4"), "how it is sent")
    return text


def families(text):
    """name -> its type; each sample's name must belong to one that has HELP and TYPE."""
    helped, types = set(), {}
    for line in text.splitlines():
        if line.startswith("# HELP "):
            helped.add(line.split()[2])
            expect(len(line.split(" ", 3)) == 4, f"no text: {line}")
        elif line.startswith("# TYPE "):
            types[line.split()[2]] = line.split()[3]
        elif line:
            shape = SHAPE.fullmatch(line)
            expect(shape, f"no sample: {line}")
            name = shape.group(1) if shape else ""
            base = re.sub(r"_(bucket|sum|count)$", "", name)
            known = types.get(base) == "histogram" or name in types
            expect(known, f"no TYPE: {name}")
    expect(helped == set(types), f"HELP without TYPE or TYPE without HELP: {helped ^ set(types)}")
    return types


def named(expression):
    """The figures that an expression of PromQL names."""
    bare = re.sub(r"\{[^}]*\}|\[[^\]]*\]|\"[^\"]*\"|by \([^)]*\)", " ", expression)
    return {word for word in re.findall(r"[a-z_]{2,}", bare)} - WORDS_OF_PROMQL


def expressions():
    for panel in json.loads((SAMPLES / "dashboard.json").read_text())["panels"]:
        yield from ((f"panel «{panel['title']}»", target["expr"]) for target in panel["targets"])
    for line in (SAMPLES / "alerts.yml").read_text().splitlines():
        if line.strip().startswith("expr: "):
            yield "alert", line.split("expr: ", 1)[1]


def check_samples(types):
    count = 0
    for where, expression in expressions():
        for name in named(expression):
            base = re.sub(r"_(bucket|sum|count)$", "", name)
            expect(name in types or types.get(base) == "histogram" or name == "up", f"{where} names {name}, which is not there")
            count += 1
    expect(count > 30, "the samples were not read")


def value(text, start):
    found = re.search("^" + re.escape(start) + r" ([0-9.e+]+)$", text, re.M)
    return float(found.group(1)) if found else None


def check_log(log, association):
    lines = [json.loads(line) for line in log.read_text().splitlines() if '"http.answered"' in line]
    queue = [line for line in lines if line["route"] == "/api/{association}/portal/home"]
    expect(len(queue) == 3 and all(line["status"] == 200 and line["association"] == association for line in queue), f"lines of the home: {queue}")
    expect(any(line["request_id"] == "0af7651916cd43dd8448eb211c80319c" for line in queue), "the proxy's id is in the log")
    expect(all(re.fullmatch(r"[A-Za-z0-9-]{16,64}", line["request_id"]) for line in lines), "every line has an id")
    expect(not re.search(r"0512345678|1500000003", log.read_text()), "something of a person is in the log")


def main():
    place = pathlib.Path(tempfile.mkdtemp(prefix="sila-metrics-"))
    shutil.copytree(sila.demo_data(), place / "data")
    server = sila.Server(place / "data", "--metrics", "127.0.0.1:0", "--trusted-proxies", "127.0.0.1")
    try:
        server.start()
        address = next(line.split("http://")[1].split("/")[0] for line in server.process.stdout if line.startswith("Metrics: "))
        client = sila.Client(server)
        association = client.get("/api/associations")[1]["items"][0]["slug"]
        before = read(address)
        for proxied in ({}, {}, {"X-Request-Id": "0af7651916cd43dd8448eb211c80319c"}):
            expect(client.request("GET", f"/api/{association}/portal/home", None, proxied)[0] == 200, "the home")
        client.get(f"/api/{association}/portal/0512345678/1500000003")
        refused = client.post(f"/api/{association}/desk/sign-in", {"email": "nobody@example.org", "password": "not the password"})[0]
        expect(refused in (401, 422), f"a wrong password answers {refused}")
        after = read(address)
        types = families(after)
        check_samples(types)
        home = 'sila_http_requests_total{method="GET",route="/api/{association}/portal/home",status="2xx"}'
        expect((value(after, home) or 0) - (value(before, home) or 0) == 3, "three answers are counted")
        expect(value(after, 'sila_sign_ins_total{area="desk",outcome="refused"}') == 1, "a refused sign-in is counted")
        expect((value(after, "sila_db_reads_total") or 0) > (value(before, "sila_db_reads_total") or 0), "reads are counted")
        expect(association not in after, "an association is named although no setting says so")
        expect("0512345678" not in after and "1500000003" not in after, "a path is in the figures")
        expect(client.get("/metrics")[0] == 404 or "sila_http" not in str(client.get("/metrics")[1]), "the figures are public")
    finally:
        server.stop()
    check_log(place / "server.log", association)
    server = sila.Server(place / "data", "--metrics", "127.0.0.1:0", "--metrics-each", "yes", "--log-requests", "no")
    try:
        server.start()
        address = next(line.split("http://")[1].split("/")[0] for line in server.process.stdout if line.startswith("Metrics: "))
        text = read(address)
        families(text)
        expect(f'sila_associations{{association="{association}"}} 1' in text, "each association is named where the setting says so")
    finally:
        server.stop()
    shutil.rmtree(place)
    print("\n".join(str(one) for one in problems) or f"metrics: {len(types)} figures, {sum(1 for _ in expressions())} expressions passed, 0 failed")
    return bool(problems)


sys.exit(main())
