"""Hostile text wherever a candidate can make text appear, in every format: it is seen, and never obeyed.

Texts are put into grades that are rendered; code that prints, raises and names is graded on the real engine.
"""

from __future__ import annotations

import csv
import functools
import io
import json
import os
import re
import secrets
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import corpus
import pytest
import samples_reviewed
import watching
from browser.attacks import everywhere
from markdown_it import MarkdownIt
from page import Page

from grader.attacks import TRIED, told_by
from grader.challenge import load_challenge
from grader.grading import Circumstances, grade
from grader.model import Challenge, Grade, Verdict
from grader.observing import Silent
from grader.planting import PLANTERS
from grader.reporting import terminal, words
from grader.rubric import rubric_of
from grader.running import ready_engine, take_in
from grader.sandbox.docker import DockerSandbox

pytestmark = pytest.mark.timeout(120)

ATTACKS = corpus.attacks_on("report")
TEXTS = [attack for attack in ATTACKS if attack.texts]
RUN = [attack for attack in ATTACKS if not attack.texts]
HOST = corpus.HOSTS / "half" / "python"
TILL = Path(__file__).parent / "challenges" / "till"
DATA = "result.json"
"""The grade itself: data for programs, in which every text stands as it was written."""
FOR_CANDIDATES = ("candidate.html", "candidate.md", "summary.md", "grade.csv")
"""What a candidate is sent, or may read along."""
LARGEST = 4 << 20
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
COMMAND = re.compile(r"##(vso|teamcity)?\[|\x1b\[0Ksection_", re.IGNORECASE)
CODE = re.compile(r"`[^`\n]*`")
MARKUP = {"link_open", "image", "html_inline", "html_block", "fence", "code_block", "s_open"}


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> Callable[[int], dict[str, bytes]]:
    """Reports of as many harmless texts as there are hostile ones."""

    @functools.cache
    def reports(number: int) -> dict[str, bytes]:
        harmless = tuple(f"@case {each} 'as good as any'  # to be coloured" for each in range(number))
        return watching.reports_of(samples_reviewed.by_two(harmless), tmp_path_factory.mktemp("usual"))

    return reports


@pytest.mark.parametrize("attack", TEXTS, ids=lambda attack: attack.name)
def test_a_hostile_text_is_shown_and_obeyed_by_nothing(
    attack: corpus.Attack,
    usual: Callable[[int], dict[str, bytes]],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    harmless = usual(len(attack.texts))
    told = reports_of(samples_reviewed.by_two(attack.texts), tmp_path / "a part", capsys)
    assert harm_in(told) == []
    assert [pattern for pattern in attack.expects.get("shown", ()) if not found_in(told, (pattern,))] == []
    assert found_in(told, attack.expects.get("never", ())) == []
    assert new_in_pages(told, harmless) == []
    assert too_large(told) == []
    assert lengths(told) == lengths(harmless)
    if "times" not in attack.expects:
        all_over = everywhere(samples_reviewed.by_one(), "\n".join(attack.texts))
        assert harm_in(reports_of(all_over, tmp_path / "everywhere", capsys)) == []


@pytest.fixture(scope="module")
def till() -> Challenge:
    return load_challenge(str(TILL))


@pytest.fixture(scope="module")
def honest(till: Challenge, engine: DockerSandbox) -> Grade:
    """What the host of the attacks is worth without any."""
    return graded(till, HOST, engine, secrets.token_hex(6), analysis=False)


def graded(challenge: Challenge, folder: Path, engine: DockerSandbox, run: str, *, analysis: bool) -> Grade:
    return grade(
        challenge=challenge,
        rubric=rubric_of(challenge),
        submission=take_in(folder, challenge, language="python"),
        sandbox=engine,
        images=ready_engine(engine, environ=os.environ, observer=Silent()),
        circumstances=Circumstances(
            run=run, seed=7, started="2026-11-26T12:00:00+00:00", host="test", own_tests=False, analysis=analysis
        ),
    )


@pytest.mark.docker
@pytest.mark.parametrize("attack", RUN, ids=lambda attack: attack.name)
def test_what_a_submission_makes_appear_is_shown_and_obeyed_by_nothing(
    attack: corpus.Attack,
    till: Challenge,
    honest: Grade,
    engine: DockerSandbox,
    run: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    planted = with_code(attack, tmp_path / "planted")
    source = corpus.laid_out(attack, tmp_path / "submission", host=planted)
    has_code = (attack.folder / "attack.py").is_file()
    attacked = graded(till, source, engine, run, analysis=not has_code)
    assert attacked.verdict is not Verdict.JUDGE_ERROR, attacked.verdict_reason
    assert attacked.score is not None
    assert honest.score is not None
    assert attacked.score <= honest.score
    assert not has_code or TRIED in told_by(attacked), "the attack did not run"
    told = reports_of(attacked, tmp_path / "reports", capsys)
    assert watching.leaked(told) == []
    assert harm_in(told) == []
    assert too_large(told) == []
    assert found_in(told, attack.expects.get("never", ())) == []
    assert [pattern for pattern in attack.expects.get("shown", ()) if not found_in(told, (pattern,))] == []
    for_them = {name: told[name] for name in FOR_CANDIDATES}
    assert found_in(for_them, attack.expects.get("secret", ())) == []
    assert watching.left_of(engine, run) == []


def with_code(attack: corpus.Attack, into: Path) -> Path:
    """Copy the honest host, with the attack's code run by every module where it has any."""
    shutil.copytree(HOST, into)
    name, planter = PLANTERS["python"]
    if (attack.folder / name).is_file():
        texts = {path.name: path.read_text("utf-8") for path in into.glob("*.py")}
        for path, text in planter(texts, (attack.folder / name).read_text("utf-8")).items():
            (into / path).write_text(text, "utf-8")
    return into


# ── What is looked for in every report ───────────────────────────────────────────────────────────


def reports_of(told: Grade, folder: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, bytes]:
    """Every format there is, and what `grade run` prints while it works and at its end."""
    reports = watching.reports_of(told, folder)
    capsys.readouterr()
    terminal.summary(told, {"html": Path("out/report.html")})
    progress = io.StringIO()
    with terminal.Progress(terminal.console(progress), verbose=True) as shown:
        for _, case in words.cases(told):
            shown.case(case)
        for text in told.preparation.notes:
            shown.note(text)
    return reports | {"terminal": (capsys.readouterr().out + progress.getvalue()).encode()}


def harm_in(reports: dict[str, bytes]) -> list[str]:
    """Name what some reader of a report would obey: characters, cells, markup, commands, addresses; or choke on."""
    seen = {name: content for name, content in reports.items() if name != DATA}
    found = watching.not_inert(reports)
    found += [f"{name}: raw characters" for name in watching.raw_bytes(seen)]
    found += [f"grade.csv: {cell[:40]!r}" for cell in cells(reports) if cell.startswith(FORMULA)]
    found += [f"{name}: {kind}" for name in seen if name.endswith(".md") for kind in marked_up(seen[name].decode())]
    found += [f"{name}: {line[:80]}" for name in seen for line in commands_in(name, seen[name].decode())]
    found += [f"report.sarif: {address}" for address in addresses(reports) if not is_below(address)]
    ET.fromstring(reports["junit.xml"])  # noqa: S314 - ours, and without a document type it has no entities
    json.loads(reports[DATA])
    return found + [f"{name}: the id {each}" for name in seen if name.endswith(".html") for each in odd_ids(seen[name])]


def too_large(reports: dict[str, bytes]) -> list[str]:
    """Name the reports that a person would wait for, the grade itself apart, which is bounded elsewhere."""
    return [name for name, content in reports.items() if name != DATA and len(content) > LARGEST]


def cells(reports: dict[str, bytes]) -> Iterator[str]:
    for row in csv.reader(io.StringIO(reports["grade.csv"].decode())):
        yield from row


def marked_up(written: str) -> Iterator[str]:
    """Find what a renderer of Markdown, or a forge that reads what it made, would do with a text."""
    for token in MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(written):
        for each in (token, *(token.children or ())):
            if each.type in MARKUP:
                yield each.type
            if each.type == "text" and re.search(r"@\w|#\d|\bGH-\d", each.content):
                yield each.content[:80]
    yield from re.findall(r"\w://.{20}|\bwww\..{20}", CODE.sub("", written))


def commands_in(name: str, written: str) -> Iterator[str]:
    """Find lines that a CI system would obey, in what is printed to its log or shown by it."""
    if name in {"terminal", "summary.md", "candidate.md"}:
        for line in written.splitlines():
            if line.lstrip().startswith("::") or COMMAND.search(line):
                yield line


def addresses(reports: dict[str, bytes]) -> Iterator[str]:
    for run in json.loads(reports["report.sarif"])["runs"]:
        for result in run["results"]:
            yield from (each["physicalLocation"]["artifactLocation"]["uri"] for each in result["locations"])


def is_below(address: str) -> bool:
    """Whether it names something below the folder that it is relative to, whoever reads it."""
    return re.match(r"[A-Za-z][A-Za-z0-9+.-]*:|/|\\", address) is None and ".." not in address.split("/")


@functools.lru_cache(maxsize=12)
def page_of(content: bytes) -> Page:
    """Read a page once, however often it is looked at: a large one takes a second."""
    return Page(content.decode())


def odd_ids(content: bytes) -> list[str]:
    ids = [element.attributes["id"] for element in page_of(content).elements if "id" in element.attributes]
    return [each for each in ids if ids.count(each) > 1 or not re.fullmatch(r"[a-z][a-z0-9-]*", each)]


def found_in(reports: dict[str, bytes], patterns: tuple[str, ...]) -> list[str]:
    """Name the patterns that match anywhere in what a reader sees; of a page that is its text."""
    shown = {
        name: page_of(content).words if name.endswith(".html") else content.decode()
        for name, content in reports.items()
        if name != DATA
    }
    return [f"{name}: {pattern}" for name, text in shown.items() for pattern in patterns if re.search(pattern, text)]


def new_in_pages(reports: dict[str, bytes], usual: dict[str, bytes]) -> list[str]:
    """Find elements, with their attributes and classes, that pages have by a hostile text and not by a harmless one."""
    found = []
    for name, content in reports.items():
        if name.endswith(".html"):
            found += [f"{name}: {part}" for part in sorted(parts_of(content) - parts_of(usual[name]))]
    return found


def parts_of(content: bytes) -> set[str]:
    return {
        f"<{each.tag} {' '.join(sorted(each.attributes))}> .{each.attributes.get('class', '')}"
        for each in page_of(content).elements
    }


def lengths(reports: dict[str, bytes]) -> dict[str, int]:
    """Count what a machine reads: test cases, findings, commands of ours to a CI system, and rows."""
    return {
        "cases": len(list(ET.fromstring(reports["junit.xml"]).iter("testcase"))),  # noqa: S314
        "findings": len(list(addresses(reports))),
        "commands": reports.get("annotations.txt", b"").count(b"\n"),
        "rows": len(list(csv.reader(io.StringIO(reports["grade.csv"].decode())))),
    }


def test_there_are_attacks_on_reports_for_every_row_of_their_threats() -> None:
    rows = {row for attack in ATTACKS for row in attack.threats}
    assert {*(f"R{number:02}" for number in range(1, 14)), "D20", "D22", "S26", "B16"} - rows == set()
