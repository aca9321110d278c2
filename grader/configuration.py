"""What grader is told of registries, advisories and reviewers: ``grader.toml``, and the environment's last word.

    ca_bundle = "company.pem"               authorities to trust, beside this file or by full path

    [registries]
    pip = "…"    npm = "…"    maven = "…"   addresses; without one, the package manager's own
    hosts = ["…"]                           further hosts that a registry sends its clients to

    [dependencies]
    enabled = true                          false: only the packages built into the images
    timeout = "300s"

    [advisories]
    osv = "osv"                             a folder with a mirror of OSV's exports, beside this file or by full path

    [review]
    reviewers = 2                           how many have to review, blind to each other; 1 where it is not said

``GRADER_CONFIG`` names the file, else it is looked for in the working directory; without one all is as above.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

from grader.errors import ConfigurationError
from grader.mistakes import Mistakes, near_miss
from grader.model import Value
from grader.notation import parse_duration, within
from grader.untrusted import without_passwords

FILE = "grader.toml"
MOST_REVIEWERS = 9
REGISTRIES = {
    "pip": ("PIP_INDEX_URL",),
    "npm": ("NPM_CONFIG_REGISTRY", "npm_config_registry"),
    "maven": ("MAVEN_MIRROR_URL",),
}
"""The variables that name each registry, first of all the one by which the builds of images are told."""

_AUTHORITIES = ("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "PIP_CERT")
_PROXIES = ("https_proxy", "HTTPS_PROXY", "http_proxy", "HTTP_PROXY")
_KEYS = {
    "": ("ca_bundle",),
    "registries": (*REGISTRIES, "hosts"),
    "dependencies": ("enabled", "install_scripts", "timeout"),
    "advisories": ("osv",),
    "review": ("reviewers",),
}
_HOST = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?", re.ASCII)
_TABLE = re.compile(r"\s*\[\s*([\w-]+)\s*\]")
_timeout = within(parse_duration, "10s", "60m")

T = TypeVar("T")


class Advisories(Value, frozen=True):
    """Where a mirror of OSV's exports lies, and where what was found out about it is kept; empty: beside it."""

    osv: str
    indexes: str = ""


class Configuration(Value, frozen=True):
    """What the machine that grades is told; a registry that is not there is the package manager's own.

    ``proxy`` is what the machine itself goes through to reach them, empty where it needs none.
    """

    registries: dict[str, str] = {}
    hosts: tuple[str, ...] = ()
    enabled: bool = True
    timeout_s: float = 300.0
    ca_bundle: str = ""
    proxy: str = ""
    no_proxy: tuple[str, ...] = ()
    reviewers: int = 1
    advisories: Advisories | None = None

    def variables(self) -> dict[str, str]:
        """Say it in variables of the environment, as the builds of images are told."""
        said = {REGISTRIES[name][0]: address for name, address in self.registries.items()}
        return said | ({_AUTHORITIES[0]: self.ca_bundle} if self.ca_bundle else {})


def load_configuration(environ: Mapping[str, str], cwd: Path) -> Configuration:
    """Read the file, if there is one, and the environment; ``ConfigurationError`` carries every mistake in both."""
    mistakes = Mistakes()
    given = _given(environ, cwd, mistakes)
    if given.read("dependencies", "install_scripts", _flag, absent=False):
        given.note("dependencies", "install_scripts", "install scripts are never run here. Remove the line.")
    configuration = Configuration(
        registries=_registries(given, environ, mistakes),
        hosts=given.read("registries", "hosts", _hosts, absent=()),
        enabled=given.read("dependencies", "enabled", _flag, absent=True),
        timeout_s=given.read("dependencies", "timeout", _seconds, absent=300.0),
        ca_bundle=_first(environ, _AUTHORITIES) or given.read("", "ca_bundle", given.beside, absent=""),
        proxy=_first(environ, _PROXIES),
        no_proxy=tuple(re.findall(r"[^\s,]+", _first(environ, ("no_proxy", "NO_PROXY")))),
        reviewers=given.read("review", "reviewers", _reviewers, absent=1),
        advisories=_advisories(given, environ),
    )
    if texts := mistakes.texts():
        raise ConfigurationError("\n".join(texts))
    return configuration


def _given(environ: Mapping[str, str], cwd: Path, mistakes: Mistakes) -> _File:
    path = cwd / (environ.get("GRADER_CONFIG") or FILE)
    if not environ.get("GRADER_CONFIG") and not path.exists():
        return _File(path, "", mistakes)
    try:
        return _File(path, path.read_text("utf-8"), mistakes)
    except (OSError, UnicodeDecodeError) as error:
        mistakes.add(str(path), None, f"cannot be read ({error}). Correct the file, or GRADER_CONFIG, which names it")
        return _File(path, "", mistakes)


def _registries(given: _File, environ: Mapping[str, str], mistakes: Mistakes) -> dict[str, str]:
    found = {}
    for name, variables in REGISTRIES.items():
        variable = next((variable for variable in variables if environ.get(variable)), None)
        if variable is None:
            found[name] = given.read("registries", name, _address, absent="")
            continue
        try:
            found[name] = _address(environ[variable])
        except ValueError as error:
            mistakes.add(variable, None, str(error))
    return {name: address for name, address in found.items() if address}


def _advisories(given: _File, environ: Mapping[str, str]) -> Advisories | None:
    osv = given.read("advisories", "osv", given.beside, absent="")
    cache = environ.get("XDG_CACHE_HOME") or (f"{environ['HOME']}/.cache" if environ.get("HOME") else "")
    return Advisories(osv=osv, indexes=f"{cache}/grader/advisories" if cache else "") if osv else None


def _first(environ: Mapping[str, str], names: tuple[str, ...]) -> str:
    return next((environ[name] for name in names if environ.get(name)), "")


# ── Values: each gives one, or raises ValueError that says what is wrong and what now ────────────


def _address(value: object) -> str:
    parts = urlsplit(_text(value))
    if parts.scheme not in {"http", "https"} or not parts.hostname or re.search(r"[\s#?]", str(value)):
        shown = without_passwords(str(value))
        raise ValueError(f'"{shown}" is not the address of a registry. It begins with https:// and names a host.')
    return str(value)


def _hosts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(host, str) and _HOST.fullmatch(host) for host in value):
        raise ValueError('must be a list of names of hosts, such as ["files.example.org"]')
    return tuple(value)


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"must be true or false, not {value!r}")  # noqa: TRY004 - a mistake in a file, not in a call
    return value


def _reviewers(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= MOST_REVIEWERS:
        raise ValueError(f"must be a whole number from 1 to {MOST_REVIEWERS}, not {value!r}")
    return value


def _seconds(value: object) -> float:
    return _timeout(_text(value))


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(f"must be text in quotes, not {value!r}")  # noqa: TRY004 - as above
    return value


# ── The file ─────────────────────────────────────────────────────────────────────────────────────


class _File:
    """The file's values by table and key; what is wrong with one is noted with its line."""

    def __init__(self, path: Path, text: str, mistakes: Mistakes) -> None:
        self._path = path
        self._text = text
        self._mistakes = mistakes
        self._values = self._parsed()
        self._check_keys()

    def read(self, table: str, key: str, parse: Callable[[object], T], *, absent: T) -> T:
        """Give a key's value; ``absent`` where it is not there, or not as it should be."""
        values = self._values.get(table, {}) if table else self._values
        if not isinstance(values, dict) or key not in values:
            return absent
        try:
            return parse(values[key])
        except ValueError as error:
            self.note(table, key, f'"{key}": {error}')
            return absent

    def beside(self, value: object) -> str:
        """Find a file that is named from where this one lies."""
        return str(self._path.parent / _text(value))

    def note(self, table: str, key: str, what: str) -> None:
        """Note what is wrong with a key."""
        self._mistakes.add(self._path.name, self._line(table, key), what)

    def _parsed(self) -> dict[str, Any]:
        try:
            return tomllib.loads(self._text)
        except tomllib.TOMLDecodeError as error:
            what, _, where = str(error).partition(" (at ")
            line = re.match(r"line (\d+)", where)
            self._mistakes.add(self._path.name, int(line[1]) if line else None, f"is not TOML: {what}")
            return {}

    def _check_keys(self) -> None:
        tables = [table for table in _KEYS if table]
        for key, value in self._values.items():
            if key not in tables:
                self._check_key("", key, [*tables, *_KEYS[""]])
            elif isinstance(value, dict):
                for inner in value:
                    self._check_key(key, inner, _KEYS[key])
            else:
                self.note("", key, f'"{key}" is a table. Write [{key}] on a line of its own')

    def _check_key(self, table: str, key: str, known: list[str] | tuple[str, ...]) -> None:
        if key not in known:
            self.note(table, key, f'unknown key "{key}"{f" in [{table}]" if table else ""}.{near_miss(key, known)}')

    def _line(self, table: str, key: str) -> int | None:
        """Find the line of a key, which the parser does not tell; ``None`` where it is written in an unusual way."""
        inside = ""
        for number, line in enumerate(self._text.splitlines(), start=1):
            header = _TABLE.match(line)
            inside = header[1] if header else inside
            if header and not table and inside == key:
                return number
            if inside == table and re.match(rf"""\s*["']?{re.escape(key)}["']?\s*=""", line):
                return number
        return None
