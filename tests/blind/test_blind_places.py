"""Links, badges, addresses, home folders and group ids are masked where they lead to a person."""

from __future__ import annotations

import pytest
from blinded import shown

LINKS = [
    ("https://github.com/aktennis", "https://github.com/[link-1]"),
    ("see https://github.com/aktennis/lru/tree/main.", "see https://github.com/[link-1]."),
    ("[me](https://GitHub.com/aktennis)", "[me](https://GitHub.com/[link-1])"),
    ("git@github.com:aktennis/lru.git", "git@github.com:[link-1]"),
    ("https://gitlab.com/aktennis/lru", "https://gitlab.com/[link-1]"),
    ("https://bitbucket.org/aktennis/lru", "https://bitbucket.org/[link-1]"),
    ("https://api.github.com/users/aktennis/repos", "https://api.github.com/users/[link-1]"),
    ("https://raw.githubusercontent.com/aktennis/lru/main/x", "https://raw.githubusercontent.com/[link-1]"),
    ("https://www.linkedin.com/in/ak-tennis-1234/", "https://www.linkedin.com/in/[link-1]"),
    ("https://twitter.com/aktennis, https://x.com/aktennis", "https://twitter.com/[link-1], https://x.com/[link-1]"),
    ("https://medium.com/@aktennis/on-caches", "https://medium.com/@[link-1]"),
    ("https://stackoverflow.com/users/12345/aktennis", "https://stackoverflow.com/users/[link-1]"),
    ("https://aktennis.github.io/lru", "https://[link-1]"),
    ("ghcr.io/aktennis/lru:latest", "ghcr.io/[link-1]"),
]


@pytest.mark.parametrize(("text", "expected"), LINKS)
def test_a_profile_is_masked_from_the_accounts_name_on(text: str, expected: str) -> None:
    assert shown(text) == expected


def test_an_account_is_masked_by_itself_as_well() -> None:
    assert (
        shown("https://github.com/aktennis\nAKTennis wrote this") == "https://github.com/[link-1]\n[name-1] wrote this"
    )


@pytest.mark.parametrize(
    "text",
    [
        *(
            "https://github.com/pallets/flask",
            "https://github.com/spring-projects/spring-boot",
            "https://github.com/topics/lru",
        ),
        *(
            "https://stackoverflow.com/questions/231767/what",
            "https://netflix.com/aktennis",
            "https://docs.github.com/en/rest",
            "https://api.github.com/repos/",
            "https://github.com/${owner}/x",
        ),
        *(
            "https://medium.com/tag/cache",
            "https://docs.python.org/3/library/",
            "uses: actions/checkout@v4",
            "github.com",
        ),
        *("https://index.example/aktennis", "fox.com/aktennis", "https://spring-projects.github.io/x"),
    ],
)
def test_a_link_that_leads_to_nobody_is_kept(text: str) -> None:
    assert shown(text) == text


def test_a_cited_library_does_not_mask_the_parts_of_its_owners_name() -> None:
    text = "# from https://github.com/ferdinand-quist/heap/issues/3\nferdinand = quist()"
    assert shown(text, path="a.py") == "# from https://github.com/[link-1]\nferdinand = quist()"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("![b](https://travis-ci.org/aktennis/lru.svg?branch=x)", "![b](https://travis-ci.org/[badge-1])"),
        ("https://img.shields.io/github/stars/aktennis/lru", "https://img.shields.io/github/[badge-1]"),
        ("https://codecov.io/gh/aktennis/lru/branch/main/graph/badge.svg", "https://codecov.io/gh/[badge-1]"),
        ("https://github.com/aktennis/lru/actions/workflows/ci.yml/badge.svg", "https://github.com/[badge-1]"),
        ("https://img.shields.io/badge/python-3.11-blue", "https://img.shields.io/badge/python-3.11-blue"),
        (
            "https://img.shields.io/github/v/release/pallets/flask",
            "https://img.shields.io/github/v/release/pallets/flask",
        ),
    ],
)
def test_a_badge_is_masked_where_it_carries_an_account(text: str, expected: str) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<anna.k@home.org>", "<[email-1]>"),
        ("mailto:anna.k+x@sub.home.co.uk.", "mailto:[email-1]."),
        ("'anna_k@home.org'", "'[email-1]'"),
        ("a@b.org,c@d.org;a@b.org", "[email-1],[email-2];[email-1]"),
        ("jürgen@bücher.de", "[email-1]"),
    ],
)
def test_an_address_is_masked(text: str, expected: str) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        *(
            "alice@example.com",
            "bob@mail.example.org",
            "x@app.test",
            "root@localhost",
            "git@github.com",
            "@app.route('/x')",
        ),
        *(
            "logo@2x.png",
            "lodash@4.17.21",
            "@types/node@20.1.0",
            "lib@1.0.RELEASE",
            "a @ b.c",
            "java.lang.Object@6d06d69c",
        ),
        *(
            "postgres://app:secret@db.internal.org/x",
            "redis://cache@redis.internal.org",
            "@media screen",
            "x@",
            "@",
            "a@b",
        ),
    ],
)
def test_what_only_looks_like_an_address_is_kept(text: str) -> None:
    assert shown(text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('File "/home/akt/lru/main.py"', 'File "/home/[path-1]/lru/main.py"'),
        ("file:///Users/akt/lru/main.py", "file:///Users/[path-1]/lru/main.py"),
        ("/mnt/c/Users/akt/x", "/mnt/c/Users/[path-1]/x"),
        (r"C:\Users\akt\lru", r"C:\Users\[path-1]\lru"),
        (r'"C:\\Users\\Ak Tennis\\lru"', r'"C:\\Users\\[path-1]\\lru"'),
        ("/home/max/lru", "/home/[path-1]/lru"),
        ("/home/akt/x\nakt wrote it", "/home/[path-1]/x\n[name-1] wrote it"),
    ],
)
def test_the_user_of_a_home_folder_is_masked(text: str, expected: str) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        *(
            "/home/runner/work",
            "/home/node/app",
            "/home/$USER/x",
            "app.get('/users/akt/x')",
            "https://a.example/home/sale/x",
        ),
        *(
            "/home/vscode/x",
            r"C:\Users\Public\x",
            "/srv/home",
            "get('/home/settings/x')",
            "/home/<you>/x",
            "chrome/home/x/y",
        ),
    ],
)
def test_a_folder_of_nobody_is_kept(text: str) -> None:
    assert shown(text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("import com.github.aktennis.util.Heap;", "import com.github.[package-1].util.Heap;"),
        ("src/main/java/io/github/aktennis/Heap.java", "src/main/java/io/github/[package-1]/Heap.java"),
        ("import com.github.benmanes.caffeine.cache.Cache;", "import com.github.benmanes.caffeine.cache.Cache;"),
        ("io.github.resilience4j", "io.github.resilience4j"),
    ],
)
def test_an_account_in_a_group_id_is_masked(text: str, expected: str) -> None:
    assert shown(text) == expected
