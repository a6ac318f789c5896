"""More requests than the program can answer: sent by the clock, not by its answers, over as many connections as that takes."""
import asyncio
import collections
import json
import time

import server as sila

PER_PEER = 450  # connections of one address, below its limit
PATIENCE_S = 60
Answer = collections.namedtuple("Answer", "status headers body took")


class Line(asyncio.Protocol):
    """One connection; one request under way at a time."""

    def __init__(self, swarm):
        self.swarm, self.transport, self.told, self.buffer, self.began = swarm, None, None, b"", 0.0

    def connection_made(self, transport):
        self.transport = transport

    def ask(self, request, told):
        self.told, self.buffer, self.began = told, b"", time.monotonic()
        self.transport.write(request)

    def data_received(self, data):
        self.buffer += data
        head, whole, body = self.buffer.partition(b"\r\n\r\n")
        if not whole:
            return
        status, *lines = head.decode("latin-1").split("\r\n")
        headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
        if len(body) < int(headers["content-length"]):
            return
        told, self.told = self.told, None
        if headers.get("connection") == "close":
            self.transport.close()
        else:
            self.swarm.free.append(self)
        told(Answer(int(status.split()[1]), headers, body, time.monotonic() - self.began))

    def connection_lost(self, error):
        if self in self.swarm.free:
            self.swarm.free.remove(self)
        if self.told:
            self.swarm.broken.append(error)
            self.told = None


class Swarm:
    def __init__(self, client):
        self.client, self.port, self.free, self.made = client, client.server.port, [], 0
        self.asked, self.answers, self.broken = 0, [], []

    def text(self, method, path, body=None, key=None):
        content = b"" if body is None else json.dumps(body).encode()
        headers = {"Host": f"127.0.0.1:{self.port}", "Cookie": "; ".join(f"{k}={v}" for k, v in self.client.cookies.items()),
                   **sila.as_our_pages(self.client.server), "Content-Type": "application/json", "Content-Length": str(len(content))}
        if key:
            headers["Idempotency-Key"] = key
        return (f"{method} {path} HTTP/1.1\r\n" + "".join(f"{k}: {v}\r\n" for k, v in headers.items()) + "\r\n").encode() + content

    async def line(self):
        if self.free:
            return self.free.pop()
        peer, self.made = f"127.0.2.{1 + self.made // PER_PEER}", self.made + 1
        _, line = await asyncio.get_running_loop().create_connection(lambda: Line(self), "127.0.0.1", self.port, local_addr=(peer, 0))
        return line

    async def ask(self, make, then=None):
        """`make`: (what is sent, who is told the answer). `then`: called after that."""
        request, heard = make(self)

        def told(answer):
            self.answers.append(answer)
            heard(answer)
            if then:
                then()
        self.asked += 1
        (await self.line()).ask(request, told)

    async def end(self):
        until = time.monotonic() + PATIENCE_S
        while len(self.answers) + len(self.broken) < self.asked:
            assert time.monotonic() < until, f"{self.asked - len(self.answers)} of {self.asked} were never answered"
            await asyncio.sleep(0.01)

    async def as_fast_as_answered(self, make, width, seconds):
        """So many at once, each anew as soon as it is answered."""
        over, loop = time.monotonic() + seconds, asyncio.get_running_loop()

        def again():
            if time.monotonic() < over:
                waiting.append(loop.create_task(self.ask(make, again)))
        waiting = []
        for _ in range(width):
            await self.ask(make, again)
        while time.monotonic() < over:
            await asyncio.sleep(0.05)
        await asyncio.gather(*waiting)
        await self.end()

    async def by_the_clock(self, make, rate, seconds):
        """`rate` a second, whether they are answered or not."""
        began = time.monotonic()
        while (passed := time.monotonic() - began) < seconds:
            while self.asked < rate * passed:
                await self.ask(make)
            await asyncio.sleep(0.001)
        await self.end()

    def close(self):
        for line in self.free:
            line.transport.close()


def run(client, how, *words):
    """A swarm that did this."""
    swarm = Swarm(client)

    async def whole():
        await getattr(swarm, how)(*words)
        swarm.close()
    asyncio.run(whole())
    return swarm
