"""What the till must do. Its expected values stand in a file of their own, as many suites have them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pytest

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    class Submission(Protocol):
        def call(self, name: str, *arguments: object) -> object: ...
        def raises(self, kind: str) -> AbstractContextManager[object]: ...


EXPECTED = json.loads((Path(__file__).parent / "expected.json").read_text("utf-8"))


@pytest.mark.requirement("R1")
@pytest.mark.parametrize("amounts", EXPECTED["total"], ids=["some", "none"])
def test_total(submission: Submission, amounts: str) -> None:
    """Adds the amounts up"""
    assert submission.call("total", json.loads(amounts)) == EXPECTED["total"][amounts]


@pytest.mark.requirement("R2")
def test_share(submission: Submission) -> None:
    """Gives the first ones the cents that are left over"""
    assert submission.call("share", 1000, 3) == EXPECTED["share"]


@pytest.mark.requirement("R3")
def test_read(submission: Submission) -> None:
    """Reads an amount of any size"""
    assert submission.call("read", "12.34") == EXPECTED["read"]


@pytest.mark.requirement("R3")
def test_refused(submission: Submission) -> None:
    """Refuses what is no amount"""
    with submission.raises("invalid_argument"):
        submission.call("read", "a lot")


# Of a hidden suite; to be seen by nobody else: canary-0b7d3a61f2c94e5d8a177c35
