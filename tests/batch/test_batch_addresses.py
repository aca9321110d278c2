"""Which addresses are cloned, and which are refused before anybody is asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.batch.addresses import Address, address, check_revision

HOME = Path("/lists")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://git.example/ben/lru.git", Address(url="https://git.example/ben/lru.git")),
        ("https://git.example:8443/ben", Address(url="https://git.example:8443/ben")),
        ("ssh://git@git.example:2222/ben/lru.git", Address(url="ssh://git@git.example:2222/ben/lru.git")),
        ("git@git.example:ben/lru.git", Address(url="git@git.example:ben/lru.git")),
        ("git.example:ben/lru.git", Address(url="git.example:ben/lru.git")),
        ("file:///srv/ben.git", Address(path="/srv/ben.git")),
        ("file:///srv/ben%20k.git", Address(path="/srv/ben k.git")),
        ("file://localhost/srv/ben.git", Address(path="/srv/ben.git")),
        ("ben.git", Address(path="/lists/ben.git")),
        ("/srv/ben.zip", Address(path="/srv/ben.zip")),
        ("./-ben", Address(path="/lists/-ben")),
    ],
)
def test_what_is_allowed_is_an_address_or_a_path(text: str, expected: Address) -> None:
    assert address(text, beside=HOME) == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "is empty"),
        ("-uhttps://git.example/x", "is an option"),
        ("--upload-pack=touch /tmp/x", "is an option"),
        ("ext::sh -c touch% /tmp/x", "run a program"),
        ("fd::17", "run a program"),
        ("https::ext::sh", "run a program"),
        ("git://git.example/x", "git:// is not taken"),
        ("http://git.example/x", "http:// is not taken"),
        ("ftp://git.example/x", "ftp:// is not taken"),
        ("git+ssh://git.example/x", "git+ssh:// is not taken"),
        ("https:///x", "names no host"),
        ("https://git.example/", "names no host, or no repository"),
        ("https://-oProxyCommand=x/y", "names no host"),
        ("ssh://-oProxyCommand=touch/x", "names no host"),
        ("ssh://-o@git.example/x", "takes a key"),
        ("ssh://git:secret@git.example/x", "takes a key"),
        ("git@git.example:x';touch y'", "names no host, or no repository"),
        ("git@git.example:-x", "names no host, or no repository"),
        ("https://git.example:port/x", "is no address"),
        ("file://elsewhere/x", "no file on this machine"),
        ("a\nb", "cannot be seen"),
    ],
)
def test_what_is_not_allowed_is_refused_with_the_reason(text: str, words: str) -> None:
    with pytest.raises(ValueError, match=r"\w") as refused:
        address(text, beside=HOME)
    assert words in str(refused.value)


def test_a_refusal_does_not_repeat_a_password() -> None:
    with pytest.raises(ValueError, match="takes a key") as refused:
        address("ssh://git:hunter2@git.example/x", beside=HOME)
    assert "hunter2" not in str(refused.value)


def test_a_file_with_a_colon_in_its_name_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "ben:2").mkdir()
    assert address("ben:2", beside=tmp_path) == Address(path=str(tmp_path / "ben:2"))


@pytest.mark.parametrize("text", ["main", "v1.0.2", "feature/lru", "0" * 40])
def test_a_revision_is_a_branch_a_tag_or_a_commit(text: str) -> None:
    check_revision(text)


@pytest.mark.parametrize("text", ["", "-x", "a..b", "HEAD@{1}", "a b", "x" * 201])
def test_what_is_no_revision_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no branch, tag or commit"):
        check_revision(text)
