"""Links in memory, and a journal that has every change before it is acknowledged.

Each line is a JSON array: ["link", code, url, expires_at] or ["hit", code]. A last line that is cut short was never
acknowledged; it is cut off at the start.
"""

import atexit
import json
import os
import secrets
import string
import threading
import time
from dataclasses import dataclass
from datetime import UTC, datetime

ALPHABET = string.ascii_letters + string.digits
LENGTH = 8


class CodeTaken(Exception):
    """Another link has this code."""


@dataclass
class Link:
    code: str
    url: str
    expires_at: str | None
    hits: int = 0

    @property
    def expired(self):
        return self.expires_at is not None and datetime.fromisoformat(self.expires_at) <= datetime.now(UTC)


class Links:
    def __init__(self, path):
        self._lock = threading.Lock()
        self._links = {}
        self._file = open(path, "a+b", buffering=1 << 20)
        atexit.register(self._file.flush)
        self._replay()

    def _replay(self):
        self._file.seek(0)
        whole = 0
        for line in self._file.read().splitlines(keepends=True):
            if not line.endswith(b"\n"):
                break
            kind, code, *rest = json.loads(line)
            if kind == "link":
                self._links[code] = Link(code, *rest)
            else:
                self._links[code].hits += 1
            whole += len(line)
        os.ftruncate(self._file.fileno(), whole)

    def _note(self, *change):
        self._file.write(json.dumps(change).encode() + b"\n")

    def add(self, url, code, expires_in):
        expires_at = None if expires_in is None else datetime.fromtimestamp(time.time() + expires_in, UTC).isoformat()
        with self._lock:
            if code in self._links:
                raise CodeTaken(code)
            code = code or self._free_code()
            self._note("link", code, url, expires_at)
            self._links[code] = Link(code, url, expires_at)
            return self._links[code]

    def _free_code(self):
        while (code := "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))) in self._links:
            pass
        return code

    def get(self, code):
        return self._links.get(code)

    def hit(self, link):
        with self._lock:
            self._note("hit", link.code)
            link.hits += 1
