"""A bad network between a browser and the server: cut, or dropping answers before or after the server has acted."""

import threading
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from random import Random

FAULTY = "/field/"
HOP = frozenset({"connection", "keep-alive", "transfer-encoding", "content-length"})


@dataclass
class Weather:
    """What the network is like now. share: of requests below /field/ that are lost. dropped: how many, by moment.

    release: put before the version of the worker, as if the server had been updated.
    """

    is_cut: bool = False
    share: float = 0.0
    release: str = ""
    dropped: dict[str, int] = field(default_factory=lambda: {"before": 0, "after": 0})
    dice: Random = field(default_factory=lambda: Random(20260323))
    lock: threading.Lock = field(default_factory=threading.Lock)

    def moment(self, path: str) -> str:
        """Return when this request is lost: "before" or "after" the server has it, or "" if it goes through."""
        with self.lock:
            if self.is_cut:
                return "before"
            if not path.startswith(FAULTY) or self.dice.random() >= self.share:
                return ""
            moment = self.dice.choice(["before", "after"])
            self.dropped[moment] += 1
            return moment


class Relay(BaseHTTPRequestHandler):
    """Hands one request on to the server, if the weather allows."""

    protocol_version = "HTTP/1.1"
    weather: Weather
    server_port: int

    def relay(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        moment = self.weather.moment(self.path)
        self.close_connection = True
        if moment == "before":
            return
        upstream = HTTPConnection("127.0.0.1", self.server_port, timeout=30)
        try:
            upstream.request(self.command, self.path, body=body or None, headers=dict(self.headers.items()))
            answer = upstream.getresponse()
            content = answer.read()
        except (OSError, HTTPException):
            return  # the server is gone: so is the answer
        finally:
            upstream.close()
        if moment == "after":
            return
        if self.path.endswith("/sw.js"):
            content = content.replace(b'VERSION = "', b'VERSION = "' + self.weather.release.encode(), 1)
        self.send_response_only(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in HOP:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    do_GET = do_POST = do_HEAD = relay

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


class Network(ThreadingHTTPServer):
    """The way to the server at a port; url: what the browser is told."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, server_port: int) -> None:
        self.weather = Weather()
        relay = type("OurRelay", (Relay,), {"weather": self.weather, "server_port": server_port})
        super().__init__(("127.0.0.1", 0), relay)
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that hangs up is part of the weather."""

    def close(self) -> None:
        """Take the way away."""
        self.shutdown()
        self.server_close()
