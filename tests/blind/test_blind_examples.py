"""Ordinary code of the shipped challenges comes through unchanged, except for whoever really is in it."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from blinded import grade, submission

from grader.blind import mask, unmask
from grader.model import ChallengeRef, Person, SourceText
from grader.paths import CHALLENGES

AUTHORS = (
    Person(name="Max Will", email="max.will@gmail.com"),
    Person(name="Mark Case", email="dev@case.io"),
    Person(name="Grace Lee", email="grace@cache.io"),
    Person(name="Bill Price", email="bill@page.io"),
    Person(name="Li Na", email="me@list.io"),
    Person(name="Array Rank", email="test@test.io"),
    Person(name="Ksenia Kournikova", email="kkournikova@gmail.com"),
)
FOLDERS = sorted(path for path in CHALLENGES.glob("*/submissions/accepted/*/*") if path.is_dir())


def sources(folder: Path) -> list[SourceText]:
    """All text files below a folder."""
    found = []
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        try:
            found.append(SourceText(path=str(path.relative_to(folder)), text=path.read_bytes().decode()))
        except UnicodeDecodeError:
            continue
    return found


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: "/".join(folder.parts[-5::3] + folder.parts[-1:]))
def test_an_accepted_example_is_shown_as_it_is(folder: Path) -> None:
    slug = folder.parts[-5]
    challenge = ChallengeRef(slug=slug, title=slug.replace("-", " "), version="1", sha256="c")
    whole = msgspec.structs.replace(grade(*sources(folder)), challenge=challenge)
    blind, sealed = mask(whole, submission(*AUTHORS, name=folder.parent.name))
    assert sealed.originals == {}
    assert blind.sources == whole.sources


def test_a_name_added_to_an_example_is_masked_and_nothing_else() -> None:
    folder = next(folder for folder in FOLDERS if folder.name == "java")
    files = sources(folder)
    signed = [SourceText(path=file.path, text=f"// by Ksenia Kournikova\n{file.text}") for file in files]
    whole = grade(*signed)
    blind, sealed = mask(whole, submission(*AUTHORS))
    assert [file.text for file in blind.sources] == [f"// by [name-1]\n{file.text}" for file in files]
    assert unmask(blind, sealed) == whole
