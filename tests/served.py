"""The real server on a data directory of its own, started as an installation starts it, and clients that ask it."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

BIHUAN = Path(sys.executable).with_name("bihuan")
LONGEST_START_SECONDS = 60
# Longer than SQLite waits for a lock: who waits longer than this waits for ever.
ANSWER_SECONDS = 30
GONE = (OSError, HTTPException)


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Served:
    """One installation. data: its data directory. database_url: empty for SQLite in the data directory."""

    data: Path
    database_url: str = ""
    is_demo: bool = False
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> Path:
        return self.data / "server.log"

    def environment(self) -> dict[str, str]:
        """Return the environment of an installation: nothing of the test run's own settings."""
        mine = {name: value for name, value in os.environ.items() if not name.startswith(("BIHUAN_", "DJANGO_"))}
        wanted = {
            "BIHUAN_DATA": str(self.data),
            "BIHUAN_DATABASE_URL": self.database_url,
            "DJANGO_SETTINGS_MODULE": "bihuan.config.settings",
        }
        return mine | wanted | ({"BIHUAN_DEMO": "1"} if self.is_demo else {})

    def bihuan(self, *arguments: str, typed: str = "", fails: bool = False) -> str:
        """Run a command of the product to its end and return what it printed.

        typed: what it reads, a password too, since it has no terminal. A command that fails, or does not although
        it should, fails the test.
        """
        run = subprocess.run(
            [BIHUAN, "--data", self.data, *arguments],
            env=self.environment(),
            input=typed,
            capture_output=True,
            text=True,
            start_new_session=True,
        )
        assert (run.returncode != 0) == fails, run.stdout + run.stderr
        return run.stdout + (run.stderr if fails else "")

    def script(self, path: Path, *arguments: str) -> Any:
        """Run a Python script inside the installation and return the JSON on its last line."""
        run = subprocess.run([sys.executable, path, *arguments], env=self.environment(), capture_output=True, text=True)
        assert run.returncode == 0, run.stdout + run.stderr
        return json.loads(run.stdout.splitlines()[-1])

    def start(self) -> "Served":
        """Start the server in a process group of its own and wait until it answers."""
        command = [BIHUAN, "--data", self.data, "serve", "--port", str(self.port)]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                command, env=self.environment(), stdout=log, stderr=log, start_new_session=True
            )
        deadline = time.monotonic() + LONGEST_START_SECONDS
        while not self._answers():
            is_waiting = self.process.poll() is None and time.monotonic() < deadline
            assert is_waiting, self.log.read_text()[-4000:]
            time.sleep(0.05)
        return self

    def _answers(self) -> bool:
        visitor = Machine(self)
        try:
            return visitor.send("GET", "/account/login/").status == 200
        except GONE:
            return False
        finally:
            visitor.close()

    def kill(self) -> None:
        """Take the server away as a power cut would: SIGKILL for the whole group."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """Stop the server as an administrator would; whatever is left of it is killed."""
        if self.process is None or self.process.poll() is not None:
            return
        os.killpg(self.process.pid, signal.SIGTERM)
        try:
            self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self._end(signal.SIGKILL)
        self.process = None

    def _end(self, how: signal.Signals) -> None:
        assert self.process is not None
        os.killpg(self.process.pid, how)
        self.process.wait()
        self.process = None


@dataclass(frozen=True)
class Answer:
    """What came back, read to the end."""

    status: int
    headers: dict[str, str]
    text: str

    def json(self) -> Any:
        return json.loads(self.text)


class Machine:
    """A client that keeps one connection and its cookies. token: of the API; empty for a browser's session."""

    def __init__(self, served: Served, token: str = "") -> None:
        self.connection = HTTPConnection("127.0.0.1", served.port, timeout=ANSWER_SECONDS)
        self.fixed = {"Authorization": f"Bearer {token}"} if token else {}
        self.cookies: dict[str, str] = {}

    def send(
        self, method: str, path: str, body: bytes = b"", *, kind: str = "", headers: dict[str, str] | None = None
    ) -> Answer:
        """Send one request and return the answer. Raises one of GONE when the server is not there any more."""
        own = self.fixed | (headers or {})
        if kind:
            own["Content-Type"] = kind
        if self.cookies:
            own["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        self.connection.request(method, path, body=body or None, headers=own)
        response = self.connection.getresponse()
        text = response.read().decode(errors="replace")
        for line in response.headers.get_all("Set-Cookie") or ():
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
        return Answer(response.status, {name.lower(): value for name, value in response.headers.items()}, text)

    def close(self) -> None:
        """Hang up."""
        self.connection.close()

    def post_json(self, path: str, body: dict[str, Any]) -> Answer:
        """Post to the API."""
        return self.send("POST", f"/api/v1{path}", json.dumps(body).encode(), kind="application/json")

    def post_file(self, path: str, fields: dict[str, str], content: bytes, name: str) -> Answer:
        """Post a picture and what belongs to it to the API."""
        edge = uuid4().hex
        parts = [
            f'--{edge}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'
            for key, value in fields.items()
        ]
        head = f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
        body = "".join([*parts, head, "Content-Type: image/jpeg\r\n\r\n"]).encode() + content
        whole = body + f"\r\n--{edge}--\r\n".encode()
        return self.send("POST", f"/api/v1{path}", whole, kind=f"multipart/form-data; boundary={edge}")

    def post_form(self, path: str, fields: dict[str, str], *, is_htmx: bool = False) -> Answer:
        """Post a form of a page as a browser does, with the token against forgery."""
        sent = fields | {"csrfmiddlewaretoken": self.cookies["csrftoken"]}
        return self.send(
            "POST",
            path,
            urlencode(sent).encode(),
            kind="application/x-www-form-urlencoded",
            headers={"HX-Request": "true"} if is_htmx else {},
        )

    def act_as(self, name: str) -> "Machine":
        """Sign in as one of the invented people of the demo, by name."""
        self.send("GET", "/account/login/")
        page = self.send("GET", "/demo/people/", headers={"HX-Request": "true"}).text
        found = re.search(rf'value="([0-9a-f-]{{36}})"[^>]*>(?:(?!</button>).)*?{name}', page, re.DOTALL)
        assert found, f"{name} is not among the invented people"
        assert self.post_form("/demo/become/", {"person": found[1]}).status in (204, 302)
        return self
