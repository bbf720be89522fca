"""A mail server for one test: it speaks enough SMTP to take mails, or to refuse them."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage

LOCAL = "127.0.0.1"


@dataclass
class MailBox:
    """What a server took. Recipients in `refused` are turned down, `farewell` ends the talk."""

    port: int = 0
    refused: frozenset[str] = frozenset()
    farewell: str = "221 Bye"
    mails: list[EmailMessage] = field(default_factory=list)
    logins: list[str] = field(default_factory=list)


@contextmanager
def mail_server(
    refused: frozenset[str] = frozenset(), farewell: str = "221 Bye"
) -> Iterator[MailBox]:
    """A server on this computer for the block."""
    box = MailBox(refused=refused, farewell=farewell)

    class Talk(_Talk):
        taken = box

    with socketserver.TCPServer((LOCAL, 0), Talk) as server:
        box.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield box
        finally:
            server.shutdown()
            thread.join()


class _Talk(socketserver.StreamRequestHandler):
    taken: MailBox

    def handle(self) -> None:
        self._say("220 test server")
        while line := self.rfile.readline().decode().strip():
            word = line.split()[0].upper()
            self._say(self._answer(word, line))
            if word == "DATA":
                self._take()
            if word == "QUIT":
                return

    def _answer(self, word: str, line: str) -> str:
        if word == "RCPT" and any(each in line for each in self.taken.refused):
            return "550 no such mailbox"
        if word == "AUTH":
            self.taken.logins.append(line)
            return "535 wrong password"
        answers = {"EHLO": "250-test\r\n250 AUTH PLAIN", "DATA": "354 go on"}
        return {**answers, "QUIT": self.taken.farewell}.get(word, "250 OK")

    def _take(self) -> None:
        lines = iter(self.rfile.readline, b".\r\n")
        content = b"".join(line.removeprefix(b".") for line in lines)
        self.taken.mails.append(message_from_bytes(content, policy=policy.default))
        self._say("250 taken")

    def _say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())
