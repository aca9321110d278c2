"""Whom a submission gives away: gathered from its commits, its name, its manifests, its headers and its addresses."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final

import msgspec

from grader.blind import headers, manifests, places
from grader.blind.found import Found, Kind
from grader.blind.spellings import Spelled, as_it_is, of_account, of_cited, of_name
from grader.blind.terms import Term
from grader.blind.texts import texts
from grader.blind.words import Vocabulary, humps, shared_accounts
from grader.model import Grade, SourceText, Submission

MAX_IDENTITIES: Final = 300
"""More are not looked for by name, so that no submission buys itself an hour; those of its commits come first."""

_HEADER_CHARACTERS: Final = 4_000
_PROSE: Final = re.compile(
    r"\.(?:md|markdown|rst|txt|adoc)\Z|(?:^|/)(?:authors|copying|licen[cs]e|notice|readme)\Z", re.IGNORECASE
)
# What a package manager or somebody else wrote.
_FOREIGN: Final = re.compile(
    r"(?:^|/)(?:node_modules|vendor|third_party|\.?venv)/|[-.]lock(?:\.json|\.ya?ml|file)?\Z|\.min\.js\Z", re.IGNORECASE
)
_ARCHIVE: Final = re.compile(r"(?:\.(?:zip|tar|tgz|tbz2|txz|gz|bz2|xz|bundle|git)){1,3}\Z", re.IGNORECASE)
_EMAIL: Final = re.compile(r"[^@\s]{1,200}@[^@\s]{1,200}")
_URL: Final = re.compile(r"(?:https?://)?[^\s/]{1,100}\.[^\s/.]{2,}(?:/\S{0,200})?")
_ROBOT: Final = re.compile(r"\[bot\]|\bno-?reply@|\bcopilot@", re.IGNORECASE)
_TOP: Final = re.compile(
    r"biz|ch|co|com|cz|de|dev|edu|es|eu|fi|fr|gov|io|it|jp|me|name|net|nl|no|org|pl|pt|ru|se|ua|uk|us", re.IGNORECASE
)
_FORGES: Final = frozenset({"bitbucket", "github", "gitlab"})

_SPELLED: Final[Mapping[str, Callable[[str, Vocabulary], Iterator[Spelled]]]] = {
    "name": of_name,
    "account": of_account,
    "cited": of_cited,
    "literal": as_it_is,
}


class Identities:
    """Whatever is to be masked wherever it stands: at most ``MAX_IDENTITIES``, the surest first."""

    def __init__(self, vocabulary: Vocabulary, packages: frozenset[str]) -> None:
        self._vocabulary = vocabulary
        self._nobodys = shared_accounts() | packages
        self._known: dict[tuple[str, str], Kind] = {}

    def person(self, name: str, email: str = "") -> None:
        """Somebody by name and address, unless it is a program that signs commits."""
        if _ROBOT.search(f"{name} {email}"):
            return
        for text in (name, email):
            if "@" in text:
                self._email(text)
            else:
                self._add("name", text)

    def account(self, user: str, kind: Kind = "name") -> None:
        """Somebody by the name of an account."""
        self._add("account", user, kind)

    def cited(self, user: str) -> None:
        """The account that a repository belongs to: it may be the candidate's, or that of a library."""
        if user.casefold() not in self._nobodys:
            self._add("cited", user)

    def address(self, url: str) -> None:
        """Somebody's page."""
        if _URL.fullmatch(url):
            self._add("literal", url.rstrip("/"), "link")

    def terms(self) -> Iterator[Term]:
        """Every spelling of all of them."""
        for (form, text), kind in self._known.items():
            yield from (Term(spelling, kind, edge) for spelling, edge in _SPELLED[form](text, self._vocabulary))

    def _email(self, address: str) -> None:
        if not _EMAIL.fullmatch(address):
            return
        self._add("literal", address, "email")
        # GitHub's own addresses are 1234+account@…, other people's account+label@….
        for part in address.partition("@")[0].split("+"):
            if not part.isdigit():
                self._add("account", part)

    def _add(self, form: str, text: str, kind: Kind = "name") -> None:
        text = " ".join(text.split())
        if text and len(self._known) < MAX_IDENTITIES:
            self._known.setdefault((form, text), kind)


def gather(grade: Grade, submission: Submission, *, named: bool) -> Identities:
    """Find everybody; ``named`` where whoever graded it chose the submission's name, which then gives nobody away."""
    vocabulary = Vocabulary.of(grade)
    found = Identities(vocabulary, _names_of_packages(grade))
    for person in submission.authors:
        found.person(person.name, person.email)
    if not named:
        found.person(_telling_part(submission.name, vocabulary))
    own = tuple(source for source in grade.sources if not _FOREIGN.search(source.path))
    for source in own:
        _read_manifest(source, found)
    for source in own:
        _read_headers(source, found)
    for text in texts(msgspec.structs.replace(grade, sources=own)):
        for home in places.homes(text):
            found.account(home.user)
        for link in places.links(text):
            _read_link(text[link.start : link.end], link, found)
    return found


def _telling_part(name: str, vocabulary: Vocabulary) -> str:
    """``anna-kowalska_lru-cache.zip`` without what every submission is called."""
    parts = [part for part in humps(_ARCHIVE.sub("", name)) if part not in vocabulary and not part.isdigit()]
    return " ".join(parts) if any(vocabulary.is_telling(part) for part in parts) else ""


def _read_manifest(source: SourceText, found: Identities) -> None:
    for author in manifests.authors(source.path, source.text):
        found.person(author.name, author.email)
        found.address(author.url)
        found.account(author.account)
    for group in manifests.own_groups(source.path, source.text):
        top, *rest = group.split(".")
        if _TOP.fullmatch(top) and rest:
            user = rest[1:2] if rest[0] in _FORGES else rest[:1]
            found.account("".join(user), "package")


def _read_headers(source: SourceText, found: Identities) -> None:
    text = source.text if _PROSE.search(source.path) else source.text[:_HEADER_CHARACTERS]
    for name in headers.names(text):
        found.person(text[name.start : name.end])


def _read_link(shown: str, link: Found, found: Identities) -> None:
    """A profile is somebody's own; a repository may be a library that a comment cites."""
    if link.user and "/" in shown.strip("/"):
        found.cited(link.user)
    elif link.user:
        found.account(link.user)


def _names_of_packages(grade: Grade) -> frozenset[str]:
    names = (package.name.casefold() for package in grade.preparation.packages)
    return frozenset(part for name in names for part in re.split("[:/@]", name))
