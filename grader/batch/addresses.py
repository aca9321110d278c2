"""Which git addresses a batch clones: an allow-list, because git itself takes addresses that run programs."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

from grader.model import Value
from grader.untrusted import without_passwords

ALLOWED = "https://…, ssh://…, user@host:path, file:///… or a path"

_HELPER = re.compile(r"[A-Za-z0-9+.-]+::")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://")
_SHORT_SSH = re.compile(r"(?:(?P<user>[A-Za-z0-9_][A-Za-z0-9_.-]*)@)?(?P<host>[A-Za-z0-9][A-Za-z0-9.-]*):(?P<path>.+)")
_HOST = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]*|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*")  # a name, or an IPv6 address
_REVISION = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_./+@-]{0,199}")


class Address(Value, frozen=True):
    """Where something lies: a ``url`` to be asked over the network, or a ``path`` on this machine."""

    url: str = ""
    path: str = ""

    @property
    def shown(self) -> str:
        """Say where it is, without user or password."""
        return without_passwords(self.url) or self.path


def address(text: str, *, beside: Path) -> Address:
    """Tell a repository's address from a path, which counts from the folder ``beside``; ``ValueError`` says what not.

    Whatever exists on this machine is a path, also where it looks like ``host:path``.
    """
    if not text or any(not character.isprintable() for character in text):
        raise ValueError("is empty, or holds characters that cannot be seen")
    if text.startswith("-"):
        raise ValueError(f'"{text}" is an option, not an address. A path may be written ./{text}')
    if _HELPER.match(text):
        raise ValueError(f'"{text}" would have git run a program. Taken are {ALLOWED}')
    scheme = _SCHEME.match(text)
    if scheme:
        return _of_scheme(scheme[1].lower(), text)
    if not (beside / text).exists() and (short := _SHORT_SSH.fullmatch(text)):
        return _ssh(short["host"], short["path"], text)
    return Address(path=str(beside / text))


def _of_scheme(scheme: str, text: str) -> Address:
    shown = without_passwords(text)
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname or "", parts.port
    except ValueError as error:
        raise ValueError(f'"{shown}" is no address: {error}') from None
    if scheme == "file":
        if host not in {"", "localhost"} or not parts.path.startswith("/"):
            raise ValueError(f'"{shown}" is no file on this machine. It is written file:///folder/repository.git')
        return Address(path=unquote(parts.path))
    if scheme == "ssh":
        if parts.password is not None or (parts.username or "").startswith("-"):
            raise ValueError(f'"{shown}": ssh takes a key, and no password in the address')
        return _ssh(host, parts.path, text)
    if scheme != "https":
        raise ValueError(f'"{shown}": {scheme}:// is not taken. Taken are {ALLOWED}')
    if not _HOST.fullmatch(host) or len(parts.path) < 2:  # noqa: PLR2004 - "/" alone is no repository
        raise ValueError(f'"{shown}" names no host, or no repository on it')
    return Address(url=text)


def _ssh(host: str, path: str, text: str) -> Address:
    # The path is quoted for the other side's shell; without quotation marks in it nobody's quoting has to be trusted.
    if (
        not _HOST.fullmatch(host)
        or not path.strip("/")
        or path.startswith("-")
        or re.search(r"""['"\\`$!;&|<>]""", path)
    ):
        raise ValueError(f'"{without_passwords(text)}" names no host, or no repository that can be asked for')
    return Address(url=text)


def check_revision(text: str) -> None:
    """Refuse what is neither a branch, a tag nor a commit, as ``ValueError``."""
    if not _REVISION.fullmatch(text) or ".." in text or "@{" in text:
        raise ValueError(f'"{text}" is no branch, tag or commit')


def is_bare(path: Path) -> bool:
    """Tell a repository without a work tree from a folder of sources."""
    return all((path / name).exists() for name in ("HEAD", "objects", "refs"))
