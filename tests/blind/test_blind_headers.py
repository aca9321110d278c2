"""Whoever a header, a copyright line, a signature or a manifest names is masked there and everywhere else."""

from __future__ import annotations

import json

import pytest
from blinded import grade, shown, submission

from grader.blind import mask
from grader.model import SourceText


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (" * @author Max Will", " * @author [name-1]"),
        (" * @author aktennis", " * @author [name-1]"),
        (" * @author Max Will, Zoë Quist (2026)", " * @author [name-1], [name-2] (2026)"),
        ('__author__ = "Max"', '__author__ = "[name-1]"'),
        ("# Author: Zoë Quist", "# Author: [name-1]"),
        ("# author: Zoë van den Berg", "# author: [name-1]"),
        ("**Author:** Zoë Quist <zq@home.org>", "**Author:** [name-1] <[email-1]>"),
        ("Authors: Zoë Quist and Ib Skov", "Authors: [name-1] and [name-2]"),
        ("Candidate name: Zoë Quist", "Candidate name: [name-1]"),
        ("// Created by Zoë Quist on 1.3.26.", "// Created by [name-1] on 1.3.26."),
        ("<!-- Written by Zoë Quist -->", "<!-- Written by [name-1] -->"),
        ("Copyright (c) 2024 Max Will. All rights reserved.", "Copyright (c) 2024 [name-1]. All rights reserved."),
        ("Copyright 2020-2026, Zoë Quist", "Copyright 2020-2026, [name-1]"),
        ("\u00a9 2026 Zoë Quist", "\u00a9 2026 [name-1]"),
        ("## Author\n\n- Zoë Quist", "## Author\n\n- [name-1]"),
        ("# LRU cache by Zoë Quist", "# LRU cache by [name-1]"),
        ("Kind regards,\n\nZoë", "Kind regards,\n\n[name-1]"),
        ("My name is Zoë Quist", "My name is [name-1]"),
    ],
)
def test_a_name_is_masked_where_authors_write_theirs(text: str, expected: str) -> None:
    assert shown(text, path="README.md") == expected


@pytest.mark.parametrize(
    "text",
    [
        *("author: Author;", '{"author": "Jane Austen", "title": "Emma"}', "book.author = author", "Author: string"),
        *("Copyright 2012-2024 the original author or authors.", "Copyright (c) Microsoft Corporation"),
        *("AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM", "copyright notice and this permission notice"),
        *(
            "written by hand: Quist's own",
            "Created by default",
            "Maintained by Team Quist",
            "sorted by Name",
            "Thanks\n\nfor all",
        ),
        *(
            "def candidate(self): return Contributor",
            "# the author: a person",
            "@author\n",
            "Copyright [yyyy] [name of owner]",
        ),
    ],
)
def test_what_names_nobody_is_kept(text: str) -> None:
    assert shown(text, path="README.md") == text


def test_whoever_a_header_names_is_masked_in_other_files_too() -> None:
    header, code = (
        SourceText(path="A.java", text="/** @author Zoë Quist */"),
        SourceText(path="B.java", text="class QuistHeap {}"),
    )
    blind, _ = mask(grade(header, code), submission())
    assert blind.sources[1].text == "class [name-2]Heap {}"


PEOPLE = {
    "package.json": json.dumps(
        {
            "name": "@aktennis/lru",
            "author": "Zoë Quist <zq@home.org> (https://quist.page/)",
            "contributors": [{"name": "Ib Skov"}],
        }
    ),
    "pyproject.toml": (
        '[project]\nname = "lru"\nauthors = [{name = "Zoë Quist", email = "aktennis@home.org"}, {name = "Ib Skov"}]\n'
    ),
    "sub/pyproject.toml": '[tool.poetry]\nauthors = ["Zoë Quist <aktennis@home.org>", "Ib Skov"]\n',
    "pom.xml": (
        "<project><parent><groupId>org.springframework.boot</groupId></parent><groupId>com.aktennis</groupId><developers>"
        "<developer><id>zq</id><name>Zoë Quist</name></developer><developer>\n<name>Ib Skov</name></developer>"
        "</developers><dependencies><dependency><groupId>org.hamcrest</groupId></dependency></dependencies></project>"
    ),
    "setup.py": 'setup(name="lru", author="Zoë Quist", author_email="aktennis@home.org", maintainer="Ib Skov")',
}


@pytest.mark.parametrize("path", PEOPLE)
def test_whoever_a_manifest_names_is_masked_in_every_file(path: str) -> None:
    code = SourceText(path="notes.txt", text="Zoë Quist and Ib Skov, aktennis; quist.py; hamcrest, springframework")
    blind, _ = mask(grade(SourceText(path=path, text=PEOPLE[path]), code), submission())
    assert blind.sources[1].text.count("[name-") + blind.sources[1].text.count("[package-") == 4
    assert blind.sources[1].text.endswith("].py; hamcrest, springframework")
    left = [
        secret
        for secret in ("Quist", "Skov", "aktennis", "quist.page")
        for source in blind.sources
        if secret in source.text
    ]
    assert left == []


def test_the_own_package_is_masked_in_code_and_folders() -> None:
    path, text = "src/main/java/com/quistlabs/lru/Lru.java", "package com.quistlabs.lru;\nimport com.example.x.Y;\n"
    blind, _ = mask(grade(SourceText(path=path, text=text)), submission())
    assert blind.sources[0].path == "src/main/java/com/[package-1]/lru/Lru.java"
    assert blind.sources[0].text == "package com.[package-1].lru;\nimport com.example.x.Y;\n"


@pytest.mark.parametrize(
    "text", ["package com.example.lru;", "package lru;", "package org.lrucache;", "package com.company.test;"]
)
def test_a_package_that_says_nothing_is_kept(text: str) -> None:
    assert shown(text, path="Lru.java") == text


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("package.json", "{"),
        ("package.json", "[" * 50_000),
        ("package.json", '{"author": 3, "contributors": {"name": []}, "name": 7}'),
        ("package.json", "[1]"),
        ("package.json", '{"author": {"name": "", "email": "@", "url": "json"}}'),
        ("pyproject.toml", "a = "),
        ("pyproject.toml", "a = " + "[" * 20_000),
        ("pyproject.toml", "project = 1\n[tool]\npoetry = 2\n"),
        ("pom.xml", "<developer>" * 5_000),
        ("pom.xml", "<groupId>" * 5_000 + "</dependencies><dependencies>"),
    ],
)
def test_a_broken_manifest_names_nobody_and_breaks_nothing(path: str, text: str) -> None:
    assert shown(text, path=path) == text
