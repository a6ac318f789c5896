#!/usr/bin/python3
"""A real SMTP server for the tests of src/messages (Debian's python3-aiosmtpd), on a free port of loopback.

Prints the port, then one JSON line for each mail that it took, decoded by Python's own parser. Ends with its standard input.
Recipients decide: refused@… is answered 550, busy@… 451, gone@… ends the connection. Options: --starttls CERT KEY, --login USER PASSWORD."""
import asyncio
import email
import email.policy
import json
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword


class Taker:
    async def handle_RCPT(self, server, session, envelope, address, options):
        word = address.split("@")[0]
        if word == "refused":
            return "550 5.1.1 no such person"
        if word == "busy":
            return "451 4.3.0 come again"
        if word == "gone":
            server.transport.abort()
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        mail = email.message_from_bytes(envelope.content, policy=email.policy.default)
        parts = {p.get_content_type(): p.get_content().replace("\r\n", "\n") for p in mail.walk() if not p.is_multipart()}
        print(json.dumps({
            "from": envelope.mail_from, "to": envelope.rcpt_tos, "tls": session.ssl is not None, "login": bool(session.authenticated),
            "headers": {name: str(value) for name, value in mail.items()}, "sender": mail["from"].addresses[0].display_name,
            "plain": parts.get("text/plain", ""), "html": parts.get("text/html", ""), "defects": len(mail.defects),
            "longest_line": max(len(line) for line in envelope.content.split(b"\r\n")),
        }), flush=True)
        return "250 taken"


def options(arguments):
    found = {"data_size_limit": 1 << 20, "enable_SMTPUTF8": False}
    while arguments:
        name = arguments.pop(0)
        if name == "--starttls":
            context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
            context.load_cert_chain(arguments.pop(0), arguments.pop(0))
            found["tls_context"] = context
        elif name == "--login":
            user, password = arguments.pop(0).encode(), arguments.pop(0).encode()
            found["authenticator"] = lambda server, session, envelope, mechanism, data: AuthResult(
                success=isinstance(data, LoginPassword) and (data.login, data.password) == (user, password), handled=False)
            found["auth_required"] = True
            found["auth_require_tls"] = False
    return found


async def main():
    loop = asyncio.get_running_loop()
    wanted = options(sys.argv[1:])
    server = await loop.create_server(lambda: SMTP(Taker(), hostname="localhost", **wanted), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)
    server.close()


asyncio.run(main())
