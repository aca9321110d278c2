"""What every sandbox promises (grader/sandbox/base.py), asked of the fake one and of a real engine alike.

Each program stands here twice: as the command that a real box runs, and as the function that plays it.
"""

from __future__ import annotations

import io
import time
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

import pytest
from msgspec import structs

from grader.deliveries import packed
from grader.errors import EngineFailed
from grader.model import Limits
from grader.sandbox.base import Box, BoxSpec, BoxTimeout, Derivation, Sandbox
from grader.sandbox.docker import DockerSandbox
from grader.sandbox.fake import FakeSandbox, Inside, never_answers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LIMITS = Limits(memory_bytes=64 << 20, processes=32, scratch_bytes=1 << 20)
PATIENCE_S = 60.0
FLOOD = 1 << 20


def echo(inside: Inside) -> int:
    while line := inside.readline():
        inside.write(line.upper())
    return 0


def greets(inside: Inside) -> int:
    inside.write(b"first\n")
    inside.readline()
    inside.write(b"second\n")
    inside.wait_for_the_host()
    return 0


def complains(inside: Inside) -> int:
    inside.complain("zu spät\n".encode())
    return 0


def floods(inside: Inside) -> int:
    inside.write(b"a line before\n")
    while True:
        inside.write(b"x" * 65536)


def half_a_line(inside: Inside) -> int:
    inside.write(b"whole\nhalf")
    return 0


def writes_a_file(inside: Inside) -> int:
    inside.share("note", b"from the other box")
    inside.write(b"written\n")
    inside.wait_for_the_host()
    return 0


def reads_a_file(inside: Inside) -> int:
    inside.write(inside.shared("note") + b"\n")
    try:
        inside.share("mine", b"")
    except OSError:
        inside.write(b"read-only\n")
    return 0


PROGRAMS: dict[str, tuple[str, Callable[[Inside], int]]] = {
    "echo": ("import sys\nfor line in sys.stdin: print(line.upper(), end='', flush=True)", echo),
    "greets": ("print('first', flush=True); input(); print('second', flush=True); input()", greets),
    "exits with 7": ("raise SystemExit(7)", lambda _inside: 7),
    "complains": ("import sys; sys.stderr.buffer.write('zu spät\\n'.encode())", complains),
    "never answers": ("import sys; sys.stdin.read()", never_answers),
    "floods": ("import sys\nprint('a line before', flush=True)\nwhile True: sys.stdout.write('x' * 65536)", floods),
    "half a line": ("print('whole\\nhalf', end='')", half_a_line),
    "writes": (
        "open('/channel/note', 'w').write('from the other box'); print('written', flush=True); input()",
        writes_a_file,
    ),
    "reads": (
        "print(open('/channel/note').read())\ntry: open('/channel/mine', 'w')\nexcept OSError: print('read-only')",
        reads_a_file,
    ),
}


def command(program: str) -> tuple[str, ...]:
    return ("/usr/bin/python3", "-I", "-c", PROGRAMS[program][0])


class Bench(NamedTuple):
    """A sandbox to be tried, and how to start one of the programs above in it."""

    sandbox: Sandbox
    image: str
    run: str

    def spec(self, program: str, *, role: str = "candidate", output_bytes: int = 1 << 20) -> BoxSpec:
        return BoxSpec(
            role=role,
            run=self.run,
            image=self.image,
            command=command(program),
            limits=LIMITS,
            folders={"/tmp": 1 << 20},
            output_bytes=output_bytes,
        )

    def start(self, program: str, *, output_bytes: int = 1 << 20) -> Box:
        return self.sandbox.start(self.spec(program, output_bytes=output_bytes))


@pytest.fixture(params=["fake", pytest.param("docker", marks=pytest.mark.docker)])
def bench(request: pytest.FixtureRequest, run: str) -> Iterator[Bench]:
    """Each sandbox in turn; whatever a test leaves there is removed, so that a failure leaves nothing either."""
    if request.param == "docker":
        bench = Bench(request.getfixturevalue("engine"), request.getfixturevalue("python_image"), run)
    else:
        fake = FakeSandbox()
        for program, (_, function) in PROGRAMS.items():
            fake.runs(command(program), function)
        bench = Bench(fake, "python", run)
    yield bench
    bench.sandbox.sweep(run)


def soon() -> float:
    return time.monotonic() + PATIENCE_S


def said(box: Box) -> list[bytes]:
    """All that a box prints until it closes its stdout."""
    return list(box.lines(deadline=soon()))


def test_what_goes_in_comes_out(bench: Bench) -> None:
    box = bench.start("echo")
    box.send(b"one\ntw")
    box.send(b"o\n")
    lines = box.lines(deadline=soon())
    assert [next(lines), next(lines)] == [b"ONE", b"TWO"]
    box.end()


def test_a_line_is_there_before_the_next_one_is_asked_for(bench: Bench) -> None:
    box = bench.start("greets")
    lines = box.lines(deadline=soon())
    assert next(lines) == b"first"
    box.send(b"go on\n")
    assert next(lines) == b"second"
    box.end()


def test_a_program_that_ends_by_itself_has_its_exit_code_told(bench: Bench) -> None:
    box = bench.start("exits with 7")
    assert said(box) == []
    ending = box.end()
    assert (ending.exit_code, ending.stopped, ending.out_of_memory) == (7, False, False)


def test_a_box_that_never_answers_times_out_and_still_ends(bench: Bench) -> None:
    box = bench.start("never answers")
    with pytest.raises(BoxTimeout):
        next(box.lines(deadline=time.monotonic() + 0.2))
    ending = box.end()
    assert (ending.exit_code, ending.stopped) == (None, True)


def test_a_deadline_that_has_passed_does_not_hide_lines_that_are_there(bench: Bench) -> None:
    box = bench.start("half a line")
    assert said(box) == [b"whole"]
    assert list(box.lines(deadline=time.monotonic() - 1)) == []
    box.end()


def test_output_beyond_the_bound_is_cut_and_told(bench: Bench) -> None:
    box = bench.start("floods", output_bytes=FLOOD)
    assert said(box) == [b"a line before"]
    ending = box.end()
    assert ending.output_cut
    assert ending.stopped
    assert FLOOD < ending.output_bytes <= FLOOD + (1 << 17)


def test_output_within_the_bound_is_counted_and_not_cut(bench: Bench) -> None:
    box = bench.start("half a line")
    said(box)
    ending = box.end()
    assert (ending.output_bytes, ending.output_cut) == (len(b"whole\nhalf"), False)


def test_what_a_program_complains_about_is_kept(bench: Bench) -> None:
    box = bench.start("complains")
    assert said(box) == []
    assert box.end().stderr == "zu spät\n"


def test_ending_a_box_twice_gives_the_same_answer(bench: Bench) -> None:
    box = bench.start("never answers")
    assert box.end() == box.end()


def test_an_ended_box_is_gone(bench: Bench) -> None:
    bench.start("never answers").end()
    assert bench.sandbox.sweep(bench.run) == 0


def test_writing_to_a_box_that_has_ended_is_no_error(bench: Bench) -> None:
    box = bench.start("exits with 7")
    said(box)
    box.send(b"x" * (1 << 20))
    assert box.end().exit_code == 7


def test_an_image_that_is_not_there_fails_with_what_to_do_and_is_not_worth_another_try(bench: Bench) -> None:
    spec = BoxSpec(role="candidate", run=bench.run, image="grader-none:0", command=("/bin/true",), limits=LIMITS)
    with pytest.raises(EngineFailed, match="grade images build") as caught:
        bench.sandbox.start(spec)
    assert not caught.value.infrastructure
    assert bench.sandbox.sweep(bench.run) == 0


def test_two_boxes_share_a_channel_that_only_one_may_write(bench: Bench) -> None:
    channel = bench.sandbox.channel(bench.run)
    spec = structs.replace(bench.spec("writes"), channel=channel, channel_writable=True)
    writer = bench.sandbox.start(spec)
    assert next(writer.lines(deadline=soon())) == b"written"
    reader = bench.sandbox.start(structs.replace(bench.spec("reads", role="examiner"), channel=channel))
    assert said(reader) == [b"from the other box", b"read-only"]
    reader.end()
    writer.end()


def test_a_sweep_removes_boxes_and_channel_of_a_run_and_says_how_many(bench: Bench) -> None:
    bench.sandbox.channel(bench.run)
    box = bench.start("never answers")
    assert bench.sandbox.sweep(bench.run) == 2
    assert bench.sandbox.sweep(bench.run) == 0
    assert said(box) == []
    # Whether an end after a sweep is told or refused, is open; the host's side of the box is let go of either way.
    with suppress(EngineFailed):
        box.end()


def test_a_sweep_of_what_nobody_owns_leaves_the_living_alone(bench: Bench) -> None:
    box = bench.start("greets")
    bench.sandbox.sweep()
    assert next(box.lines(deadline=soon())) == b"first"
    box.end()


def test_the_engine_says_who_it_is(bench: Bench) -> None:
    facts = bench.sandbox.facts()
    assert facts.name
    assert facts.seccomp
    assert facts.cpus > 0
    assert tuple(int(part) for part in facts.api_version.split(".")) >= (1, 41)


def test_an_image_has_an_identity_by_its_content(bench: Bench) -> None:
    digests = bench.sandbox.image_digests({"candidate": bench.image})
    assert digests["candidate"].startswith("sha256:")


def test_an_image_that_is_not_there_has_no_identity(bench: Bench) -> None:
    with pytest.raises(EngineFailed, match="grader-none:0"):
        bench.sandbox.image_digests({"candidate": bench.image, "examiner": "grader-none:0"})


# ── images made of others ──


@pytest.fixture
def derived(bench: Bench) -> Iterator[str]:
    """The tag of an image that a test may make; it is gone afterwards."""
    tag = f"grader-dependencies:{bench.run}"
    yield tag
    if isinstance(bench.sandbox, DockerSandbox) and bench.sandbox.image_labels(tag) is not None:
        bench.sandbox.client.remove_image(tag)


def layer(**files: bytes) -> io.BytesIO:
    return io.BytesIO(packed({name.replace("__", "/"): content for name, content in files.items()}))


def test_an_image_made_of_another_keeps_its_labels_and_starts_like_the_other(bench: Bench, derived: str) -> None:
    labels = {"grader.image": "dependencies", "grader.test": "a 'quoted' $value", "grader.long": "x" * 100_000}
    made = Derivation(tag=derived, parent=bench.image, removed=("/nothing/here",), labels=labels)
    bench.sandbox.derive(made, layer(channel__note=b"in the image"))
    found = bench.sandbox.image_labels(derived)
    assert found is not None
    assert labels.items() <= found.items()
    assert bench.sandbox.image_digests({"made": derived})["made"].startswith("sha256:")
    box = bench.sandbox.start(structs.replace(bench.spec("echo"), image=derived))
    box.send(b"one\n")
    assert next(box.lines(deadline=soon())) == b"ONE"
    box.end()


def test_an_image_that_is_not_there_has_no_labels_and_nothing_is_made_of_it(bench: Bench, derived: str) -> None:
    assert bench.sandbox.image_labels(derived) is None
    with pytest.raises(EngineFailed):
        bench.sandbox.derive(Derivation(tag=derived, parent="grader-none:0"), layer())
    assert bench.sandbox.image_labels(derived) is None
