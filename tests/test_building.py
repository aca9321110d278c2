"""What comes out of a build box becomes a build, a compile error or trouble of ours; a hostile result is refused."""

from __future__ import annotations

import base64
import io
import json
import tarfile
from typing import TYPE_CHECKING

import pytest
from nouns import challenge, submission

from grader.building import LIMITS, MAX_FILES, MAX_NOTES, NeedsDependencies, build, plain_files
from grader.deliveries import FILES_BYTES, packed
from grader.errors import BuilderFailed
from grader.languages import find
from grader.model import Build
from grader.sandbox.fake import FakeSandbox, Inside, Program, dies

if TYPE_CHECKING:
    from collections.abc import Mapping


def says(reply: Mapping[str, object] | bytes) -> Program:
    """A builder that takes its delivery and answers with this."""
    line = reply if isinstance(reply, bytes) else json.dumps(reply).encode()

    def program(inside: Inside) -> int:
        inside.delivery()
        inside.write(line + b"\n")
        return 0

    return program


def tar_of(*members: tarfile.TarInfo, content: bytes = b"") -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as tar:
        for member in members:
            member.size = len(content) if member.isreg() else 0
            tar.addfile(member, io.BytesIO(content))
    return buffer.getvalue()


def named(name: str, kind: bytes = tarfile.REGTYPE) -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.type = kind
    return member


def boxes(program: Program) -> FakeSandbox:
    return FakeSandbox().runs("build", program)


def built(program: Program) -> Build:
    return build(
        challenge(),
        submission(),
        find("python"),
        image="python",
        sandbox=boxes(program),
        run="r",
    )


def archive(files: Mapping[str, bytes]) -> str:
    return base64.b64encode(packed(files)).decode()


def test_what_was_built_comes_with_its_facts_and_notes() -> None:
    reply = {
        "archive": archive({"classes/A.class": b"\xca\xfe"}),
        "facts": {"mains": ["A"]},
        "notes": ["n"],
        "words": "w",
    }
    found = built(says({"built": reply}))
    assert plain_files(found.archive) == {"classes/A.class": b"\xca\xfe"}
    assert (found.facts, found.notes, found.words, found.failure) == ({"mains": ["A"]}, ("n",), "w", None)


def test_a_build_box_gets_the_submission_and_a_compilers_limits() -> None:
    sandbox = boxes(says({"built": {"archive": archive({})}}))
    build(challenge(), submission(), find("python"), image="python", sandbox=sandbox, run="r")
    (spec,) = sandbox.specs
    assert (spec.role, spec.limits, spec.channel) == ("build", LIMITS, None)
    assert spec.command[-1] == "/grader/builder.pyc"


def test_the_compilers_refusal_is_the_submissions_fault_in_the_compilers_words() -> None:
    found = built(says({"failed": {"kind": "compile_error", "message": "A.java:1: error"}}))
    assert found.failure is not None
    assert (found.failure.kind, found.failure.message) == ("compile_error", "A.java:1: error")


def test_a_builder_may_not_name_another_verdict() -> None:
    found = built(says({"failed": {"kind": "judge_error", "message": "try again"}}))
    assert found.failure is not None
    assert found.failure.kind == "compile_error"


def test_what_the_image_does_not_have_is_told() -> None:
    with pytest.raises(NeedsDependencies):
        built(says({"needs": "dependencies"}))


@pytest.mark.parametrize(
    "program",
    [
        dies(1, "Traceback"),
        says(b"hello"),
        says({}),
        says({"built": {"archive": "!"}}),
        says({"built": {"archive": base64.b64encode(b"no tar at all").decode()}}),
        says({"built": {"archive": 3}}),
    ],
    ids=["dies", "no JSON", "says nothing", "no base64", "no tar", "no text"],
)
def test_a_builder_that_breaks_is_trouble_of_ours(program: Program) -> None:
    with pytest.raises(BuilderFailed):
        built(program)


def test_notes_without_end_are_cut() -> None:
    found = built(says({"built": {"archive": archive({}), "notes": ["x" * 5_000] * 500}}))
    assert len(found.notes) == MAX_NOTES
    assert {len(note) for note in found.notes} == {300}


@pytest.mark.parametrize(
    "member",
    [
        named("/etc/passwd"),
        named("../escape"),
        named("a/../b"),
        named("a//b"),
        named("link", tarfile.SYMTYPE),
        named("hard", tarfile.LNKTYPE),
        named("fifo", tarfile.FIFOTYPE),
        named("device", tarfile.CHRTYPE),
    ],
    ids=lambda member: member.name,
)
def test_only_plain_files_come_out_of_a_box(member: tarfile.TarInfo) -> None:
    with pytest.raises(ValueError, match="plain file"):
        plain_files(tar_of(member))


def test_a_file_that_comes_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="twice"):
        plain_files(tar_of(named("a"), named("a")))


def test_files_without_end_are_refused() -> None:
    with pytest.raises(ValueError, match="one file too many"):
        plain_files(tar_of(*(named(str(number)) for number in range(MAX_FILES + 1))))


def test_a_size_beyond_the_boxs_folder_is_refused_before_it_is_read() -> None:
    huge = named("huge")
    huge.size = FILES_BYTES + 1
    with pytest.raises(ValueError, match="byte"):
        plain_files(huge.tobuf())
