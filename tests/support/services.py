"""Services that take messages for a phone, on loopback: HTTP as Apprise's `json://`, and SMTP."""

import json
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import BaseServer, StreamRequestHandler, ThreadingTCPServer
from typing import Any, NamedTuple, Self

LOOPBACK = "127.0.0.1"
CANARY = "canary-4711-secret"
"""Stands in each address; it must be found nowhere else."""


class Received(NamedTuple):
    """One message as it came in."""

    title: str
    body: str


class _Served:
    """Something that listens on loopback, in a thread of its own, from its entry to its exit."""

    def __init__(self, server: BaseServer) -> None:
        self._listening = server
        self._thread = threading.Thread(target=server.serve_forever, args=(0.05,))

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._listening.shutdown()
        self._listening.server_close()
        self._thread.join()


class Service(_Served):
    """A web service that answers as it is told: 200, 401, 500; or `stall`, and not at all."""

    def __init__(self) -> None:
        self.received: list[Received] = []
        self.tries = 0
        self.answer: int | None = 200
        """None: it takes the connection and says nothing."""
        self._freed = threading.Event()
        server = _HttpServer((LOOPBACK, 0), _Handler)
        server.service = self
        self.port = server.server_address[1]
        super().__init__(server)

    def __exit__(self, *_: object) -> None:
        self._freed.set()
        super().__exit__()

    @property
    def address(self) -> str:
        """Where Apprise sends it."""
        return f"json://user:{CANARY}@{LOOPBACK}:{self.port}/{CANARY}"

    def heard(self, message: dict[str, Any]) -> int | None:
        """Take a message; returns what to answer."""
        self.tries += 1
        if self.answer is None:
            self._freed.wait()
        elif self.answer == 200:
            self.received.append(Received(message["title"], message["message"]))
        return self.answer


class _HttpServer(ThreadingHTTPServer):
    service: Service
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """Say nothing of children that were killed."""


class _Handler(BaseHTTPRequestHandler):
    server: _HttpServer

    def do_POST(self) -> None:
        """Take a message."""
        length = int(self.headers["Content-Length"])
        answer = self.server.service.heard(json.loads(self.rfile.read(length)))
        if answer is not None:
            self.send_response(answer)
            self.end_headers()

    def log_message(self, *_: object) -> None:
        """Be quiet."""


class Mail(_Served):
    """A mail server that takes everything, or refuses who logs in."""

    def __init__(self, *, refuses: bool = False) -> None:
        self.refuses = refuses
        self.letters: list[str] = []
        server = _MailServer((LOOPBACK, 0), _Talk)
        server.mail = self
        self.port = server.server_address[1]
        super().__init__(server)

    @property
    def address(self) -> str:
        """Where Apprise sends it."""
        return (
            f"mailto://user:{CANARY}@{LOOPBACK}:{self.port}?smtp={LOOPBACK}&mode=insecure"
            "&from=me@example.org&to=me@example.org"
        )


class _MailServer(ThreadingTCPServer):
    mail: Mail
    daemon_threads = True
    allow_reuse_address = True

    def handle_error(self, *_: object) -> None:
        """Say nothing of children that were killed."""


class _Talk(StreamRequestHandler):
    """As much of RFC 5321 as one letter needs."""

    server: _MailServer

    def handle(self) -> None:
        self._say("220 ready")
        while line := self.rfile.readline().decode().strip():
            verb = line.split(" ")[0].upper()
            answers: dict[str, Callable[[], str]] = {
                "EHLO": lambda: "250-here\r\n250 AUTH PLAIN LOGIN",
                "AUTH": lambda: "535 no" if self.server.mail.refuses else "235 welcome",
                "DATA": self._letter,
                "QUIT": lambda: "221 bye",
            }
            self._say(answers.get(verb, lambda: "250 fine")())

    def _letter(self) -> str:
        self._say("354 go on")
        lines = iter(lambda: self.rfile.readline().decode(), ".\r\n")
        self.server.mail.letters.append("".join(lines))
        return "250 taken"

    def _say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())
