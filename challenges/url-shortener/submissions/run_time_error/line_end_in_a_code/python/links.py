"""Links in an SQLite file, which decides what is unique and counts."""

import secrets
import sqlite3
import string
import threading
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

ALPHABET = string.ascii_letters + string.digits
LENGTH = 8

SCHEMA = """
    CREATE TABLE IF NOT EXISTS links (
        code TEXT PRIMARY KEY,
        url TEXT NOT NULL,
        hits INTEGER NOT NULL DEFAULT 0,
        expires_at REAL
    )
"""


class CodeTaken(Exception):
    """Another link has this code."""


@dataclass(frozen=True)
class Link:
    code: str
    url: str
    hits: int
    expires_at: datetime | None

    @property
    def expired(self) -> bool:
        return self.expires_at is not None and self.expires_at <= datetime.now(UTC)


class Links:
    def __init__(self, path: str) -> None:
        self._lock = threading.Lock()
        self._connection = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = NORMAL")
        self._connection.execute(SCHEMA)

    def close(self) -> None:
        with self._lock:
            self._connection.close()

    def add(self, url: str, code: str | None, expires_in: int | None) -> Link:
        expires_at = None if expires_in is None else datetime.now(UTC) + timedelta(seconds=expires_in)
        while True:
            link = Link(code or _made_up(), url, 0, expires_at)
            if self._inserted(link):
                return link
            if code:
                raise CodeTaken(code)

    def _inserted(self, link: Link) -> bool:
        until = link.expires_at and link.expires_at.timestamp()
        with self._lock:
            done = self._connection.execute(
                "INSERT INTO links (code, url, expires_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                (link.code, link.url, until),
            )
            return done.rowcount == 1

    def get(self, code: str) -> Link | None:
        with self._lock:
            row = self._connection.execute(
                "SELECT code, url, hits, expires_at FROM links WHERE code = ?", (code,)
            ).fetchone()
        if row is None:
            return None
        code, url, hits, until = row
        return Link(code, url, hits, None if until is None else datetime.fromtimestamp(until, UTC))

    def count(self, code: str) -> None:
        with self._lock:
            self._connection.execute("UPDATE links SET hits = hits + 1 WHERE code = ?", (code,))


def _made_up() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
