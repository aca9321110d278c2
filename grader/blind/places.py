"""Addresses that lead to a person: profiles and repositories on the web, badges, e-mail, home folders, group ids.

Every pattern begins with something rare, and every repetition in it is bounded or ends where the next part begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from grader.blind.found import Found, run_before
from grader.blind.words import ordinary_words, shared_accounts

_REST: Final = r"[^\s\"'<>()\[\]{}\\`|]{0,2000}"
_TOPS: Final = (".com", ".org", ".io", ".to/", ".me/", ".ht/")
_TRAILING: Final = ".,;:!?*_~"

_PROFILE: Final = re.compile(
    r"(?<![\w-])(?<!docs\.)(?:"
    r"(?:github|gitlab)\.com[/:](?:(?:sponsors|orgs|users|repos|groups)/)?|(?:bitbucket|codeberg)\.org[/:]|ghcr\.io/"
    r"|(?:raw|avatars)\.githubusercontent\.com/(?:u/)?|git\.sr\.ht/~|keybase\.io/|dev\.to/|t\.me/|medium\.com/@"
    r"|linkedin\.com/(?:in|pub)/|(?:twitter|x|facebook|instagram|kaggle|hackerrank|leetcode|codepen)\.(?:com|io)/"
    r"|codeforces\.com/profile/|hub\.docker\.com/[ur]/|npmjs\.com/~|stackoverflow\.com/users/)"
    rf"(?P<all>(?:\d{{1,12}}/)?@?(?P<user>[\w.%+-]{{1,80}}){_REST})",
    re.IGNORECASE,
)
_PAGES: Final = re.compile(rf"\.(?:github|gitlab)\.io(?![\w-])(?:/{_REST})?", re.IGNORECASE)
_BADGE: Final = re.compile(
    r"(?<![\w-])(?:(?P<any>(?:img\.shields\.io|badgen\.net)/(?:github|gitlab|bitbucket|twitter|docker|travis|circleci"
    r"|codecov|coveralls|reddit|mastodon)/)"
    r"|travis-ci\.(?:org|com)/(?:github/|gh/)?|codecov\.io/(?:gh|github|bb|gl)/|coveralls\.io/(?:repos/)?(?:github/)?"
    r"|circleci\.com/(?:gh|github)/|deepsource\.(?:io|com)/gh/|snyk\.io/test/github/|app\.codacy\.com/gh/)"
    rf"(?P<all>(?P<user>[\w.-]{{1,80}}){_REST})",
    re.IGNORECASE,
)

_DOMAIN: Final = re.compile(r"@(?:[^\W_][\w-]{0,62}\.){1,8}(?P<top>[^\W\d_]{2,24})(?![\w-])")
_OF_EXAMPLES: Final = re.compile(
    r"(?:@|\.)(?:example\.(?:com|org|net|edu)|example|test|invalid|localhost)\Z", re.IGNORECASE
)
_NO_TOP: Final = frozenset(
    {"css", "gif", "html", "jpeg", "jpg", "js", "json", "mjs", "pdf", "png", "svg", "ts", "webp"}
)
_RELEASE: Final = re.compile(r"@v?\d+\.\d")
_ACCOUNT: Final = re.compile(r"//(?:[^\s/:@]{0,64}:)?\Z")
_NOBODYS: Final = frozenset({"git@github.com", "git@gitlab.com", "git@bitbucket.org", "noreply@github.com"})

_NAME: Final = r"[^\s/\\:\"'`<>|*?,;()\[\]{}$%&=!#@]{1,64}"
_HOME: Final = re.compile(
    rf"(?<![\w.-])(?:/mnt)?(?:/[a-z])?/(?:home|Users|(?:export|var|usr)/home)/(?P<user>{_NAME})(?=/)"
    rf"|(?<![^\W\d_])[A-Za-z]:(?:\\{{1,2}}|/)(?:Users|Documents and Settings)(?:\\{{1,2}}|/)"
    rf"(?P<windows>{_NAME}(?:[ ]{_NAME}){{0,3}})(?=[\\/])"
)

_FOLDERS: Final = ("/home/", "Users", "Documents and Settings")

_GROUP: Final = re.compile(
    r"(?<![\w.-])(?:com|io|org)(?P<separator>[./])(?:github|gitlab|bitbucket)(?P=separator)(?P<user>[^\W\d_][\w-]{0,80})",
    re.IGNORECASE,
)


def links(text: str) -> Iterator[Found]:
    """Profiles, repositories and pages of a person, and badges of their repositories: from the account's name on."""
    small = text.casefold()
    if not any(top in small for top in _TOPS):
        return
    found = [*_profiles(text), *_pages(text), *_badges(text)]
    end = 0
    for each in sorted(found, key=lambda each: (each.start, -each.end)):
        if each.start >= end:
            yield each
            end = each.end


def _profiles(text: str) -> Iterator[Found]:
    for match in _PROFILE.finditer(text):
        user = match["user"].rstrip(_TRAILING).casefold()
        if user and user not in shared_accounts():
            is_badge = "badge" in match["all"]
            yield Found(*_span(match), kind="badge" if is_badge else "link", user=match["user"].rstrip(_TRAILING))


def _pages(text: str) -> Iterator[Found]:
    for match in _PAGES.finditer(text):
        start = run_before(text, match.start(), "-", 63)
        user = text[start : match.start()]
        if user and user.casefold() not in shared_accounts():
            end = match.start() + len(match[0].rstrip(_TRAILING))
            yield Found(start, end, "link", user=user)


def _badges(text: str) -> Iterator[Found]:
    for match in _BADGE.finditer(text):
        if shared_accounts().isdisjoint(match["all"].casefold().split("/")):
            # In these the account stands behind what the badge shows, at no fixed place.
            yield Found(*_span(match), kind="badge", user="" if match["any"] else match["user"])


def _span(match: re.Match[str]) -> tuple[int, int]:
    return match.start("all"), match.start("all") + len(match["all"].rstrip(_TRAILING))


def emails(text: str) -> Iterator[Found]:
    """Addresses, unless their domain is one of those that are kept for examples."""
    end = 0
    for match in _DOMAIN.finditer(text) if "@" in text else ():
        start = max(end, run_before(text, match.start(), "._%+-", 64))
        while start < match.start() and not text[start].isalnum():
            start += 1
        address = text[start : match.end()]
        if start < match.start() and not _is_nobodys(address, match) and not _is_account(text, start):
            yield Found(start, match.end(), "email")
            end = match.end()


def _is_nobodys(address: str, match: re.Match[str]) -> bool:
    return (
        address.casefold() in _NOBODYS
        or match["top"].casefold() in _NO_TOP
        or _OF_EXAMPLES.search(match[0]) is not None
        or _RELEASE.match(match[0]) is not None
    )


def _is_account(text: str, start: int) -> bool:
    """Whether it is what a URL logs in with, as in ``postgres://app:word@db.internal/x``."""
    return _ACCOUNT.search(text[max(0, start - 70) : start]) is not None


def homes(text: str) -> Iterator[Found]:
    """The user's name in the path of a home folder."""
    for match in _HOME.finditer(text) if any(folder in text for folder in _FOLDERS) else ():
        group = "user" if match["user"] else "windows"
        if match[group].casefold() not in shared_accounts():
            yield Found(*match.span(group), kind="path", user=match[group])


def groups(text: str) -> Iterator[Found]:
    """The account in a group id, a package or a folder such as ``com.github.annak``."""
    for match in _GROUP.finditer(text):
        user = match["user"].casefold()
        if user.replace("_", "-") not in shared_accounts() and user not in ordinary_words():
            yield Found(*match.span("user"), kind="package", user=match["user"])
