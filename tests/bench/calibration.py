"""What the measures of code come to: for the example submissions, and for real packages of each language.

    python -m tests.bench.calibration           writes docs/calibration.md; half an hour on two cores
    python -m tests.bench.calibration --accepted   of the examples only those that are right; some minutes
    python -m tests.bench.calibration --only X  prints the rows whose name contains X

Packages come from the registries by pip, npm and mvn, whichever are configured on this machine; nothing of them runs.
"""

from __future__ import annotations

import argparse
import io
import os
import statistics
import subprocess
import sys
import tarfile
import tempfile
import tomllib
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, nullcontext
from pathlib import Path, PurePosixPath

import msgspec

from grader.challenge import load_challenge, slugs
from grader.checks import quality
from grader.checks.quality.box import Early
from grader.checks.quality.servers import EXPECTED, GRADES_EACH, Servers
from grader.configuration import load_configuration
from grader.deliveries import packed
from grader.errors import GraderError
from grader.examples import examples
from grader.languages import find
from grader.languages.base import Language
from grader.model import (
    SEVERITIES,
    Build,
    Challenge,
    CriterionResult,
    Interface,
    Limits,
    NotMeasured,
    Quality,
    SourceFile,
    Submission,
)
from grader.observing import Silent
from grader.preparing import prepare
from grader.proposing import with_quality
from grader.rubric import Rubric, load_rubric
from grader.running import take_in
from grader.sandbox import images
from grader.sandbox.docker import DockerSandbox

ROOT = Path(__file__).parents[2]
PACKAGES = Path(__file__).with_name("packages.toml")
AT_ONCE = 2
TABLE = ROOT / "docs" / "calibration.md"
COLUMNS = (
    ("cognitive_worst", "cogn."),
    ("cognitive_over", "> 15 %"),
    ("cyclomatic_worst", "cycl."),
    ("cyclomatic_over", "> 5 %"),
    ("function_lines_worst", "lines"),
    ("function_lines_over", "> 15 %"),
    ("parameters_worst", "par."),
    ("duplicated", "twice %"),
    ("documented", "doc %"),
    ("annotated", "typed %"),
)
"""Measures of a row, and what stands above them."""

LEAST_FOR_SPREAD = 4


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One submission or package: its measures, findings by severity, and the levels proposed from them."""

    name: str
    lines: int = 0
    functions: int = 0
    measures: dict[str, float] = {}
    findings: dict[str, int] = {}
    levels: dict[str, int | None] = {}
    why_not: str = ""


class Bench(msgspec.Struct, frozen=True):
    """What every measurement shares."""

    sandbox: DockerSandbox
    images: Mapping[str, str]
    servers: Servers | None = None


def main() -> int:
    """Measure all, or what is asked for; write the table, or print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="", help="only rows whose name contains this; printed, not written")
    parser.add_argument("--accepted", action="store_true", help="leave out the examples that are wrong")
    asked = parser.parse_args()
    only = asked.only
    sandbox = DockerSandbox()
    # So many at a time, for each has two cores' worth of tools at its best moment only.
    servers = Servers(sandbox, run=_run(), jobs=GRADES_EACH * AT_ONCE, expected=EXPECTED)
    bench = Bench(sandbox, images.wanted(), servers)
    work = [
        (name, make)
        for name, make in (*of_examples(bench, accepted=asked.accepted), *of_packages(bench))
        if only in name
    ]
    with closing(servers), ThreadPoolExecutor(max_workers=AT_ONCE) as pool:
        rows = list(pool.map(lambda pair: _told(*pair), work))
    text = written(rows)
    if only:
        sys.stdout.write("\n".join(line(row) for row in rows) + "\n")
    else:
        TABLE.write_text(text, encoding="utf-8")
        sys.stderr.write(f"{TABLE}\n")
    return 0


def _told(name: str, make: Callable[[], Row]) -> Row:
    try:
        row = make()
    except (subprocess.CalledProcessError, OSError, GraderError) as error:
        row = Row(name=name, why_not=f"could not be had ({type(error).__name__})")
    sys.stderr.write(f"{name}: {row.why_not or 'measured'}\n")
    return row


# ── What is measured ─────────────────────────────────────────────────────────────────────────────


def of_examples(bench: Bench, *, accepted: bool) -> Iterator[tuple[str, Callable[[], Row]]]:
    """Every example submission of every challenge, or the accepted ones."""
    for slug in slugs():
        challenge = load_challenge(slug)
        for example in examples(challenge):
            if example.language == "sql" or (accepted and example.expectation != "accepted"):
                continue
            name = f"{slug}/{example.expectation}/{example.name}/{example.language}"
            yield name, lambda c=challenge, e=example, n=name: example_row(bench, c, e.folder, e.language, n)  # type: ignore[misc]


def example_row(bench: Bench, challenge: Challenge, folder: Path, language: str, name: str) -> Row:
    """Measure one example as a grade does: built where it has to be, minus the starter."""
    submission = take_in(folder, challenge, language=language)
    build = built(bench, challenge, submission)
    return measured(bench, name, challenge, submission, build)


def built(bench: Bench, challenge: Challenge, submission: Submission) -> Build:
    """Give a submission its packages and compile it, as before a grade."""
    build, _ = prepare(
        challenge,
        submission,
        find(submission.language),
        sandbox=bench.sandbox,
        images=bench.images,
        run=_run(),
        runtime="",
        configuration=load_configuration(os.environ, ROOT),
        observer=Silent(),
    )
    return build


def of_packages(bench: Bench) -> Iterator[tuple[str, Callable[[], Row]]]:
    """Every package of the list."""
    fetchers = {"python": from_pip, "node": from_npm, "java": from_maven}
    for language, names in tomllib.loads(PACKAGES.read_text(encoding="utf-8")).items():
        for name in names:
            yield f"{language} {name}", lambda n=name, g=language: package_row(bench, n, find(g), fetchers[g](n))  # type: ignore[misc]


def package_row(bench: Bench, name: str, language: Language, files: tuple[dict[str, bytes], dict[str, bytes]]) -> Row:
    """Measure a package as if a candidate had written all of it."""
    sources, classes = files
    challenge = Challenge(
        slug="package",
        title="",
        version="1.0.0",
        summary="",
        languages=(language.name,),
        time_box="",
        interface=Interface(kind="program"),
        requirements=(),
        limits=Limits(),
        rubric="algorithm",
        folder="/nonexistent",
        sha256="",
    )
    submission = Submission(
        name=name,
        language=language.name,
        sha256="",
        files=tuple(SourceFile(path=path, size=len(text), lines=text.count(b"\n")) for path, text in sources.items()),
        dropped=(),
        archive=packed(sources),
    )
    build = Build(image="", archive=packed(classes) if classes else b"")
    return measured(bench, f"{language.name} {name}", challenge, submission, build)


def measured(
    bench: Bench,
    name: str,
    challenge: Challenge,
    submission: Submission,
    build: Build,
    *,
    ahead: Early | None = None,
) -> Row:
    """Ask the analysis box, and keep what a row tells."""
    rubric = load_rubric(challenge.rubric)
    image = bench.images["analysis"]
    lent = bench.servers.lent(submission.language, image=image, runtime="") if bench.servers else nullcontext(ahead)
    with lent as early:
        found = quality.measure(
            challenge,
            submission,
            find(submission.language),
            rubric.norms,
            build=build,
            image=image,
            sandbox=bench.sandbox,
            run=_run(),
            ahead=early,
        )
    if isinstance(found, NotMeasured):
        return Row(name=name, why_not=found.why[:120])
    severities = [finding.severity for finding in found.findings]
    return Row(
        name=name,
        lines=found.written_lines,
        functions=len(found.functions),
        measures={measure.name: measure.value for measure in found.measures},
        findings={severity: severities.count(severity) for severity in SEVERITIES},
        levels={criterion: _level(criterion, rubric, found) for criterion in rubric.norms.proposals},
    )


def _level(criterion: str, rubric: Rubric, found: Quality) -> int | None:
    blank = CriterionResult(
        name=criterion,
        title="",
        weight=1,
        proposed_level=None,
        reviewed_level=None,
        fraction=None,
        anchor="",
        evidence=(),
    )
    return with_quality(blank, rubric, found).proposed_level


def _run() -> str:
    return f"calibration-{os.getpid()}-{next(_NUMBERS)}"


_NUMBERS = iter(range(1_000_000))


# ── Where packages come from ─────────────────────────────────────────────────────────────────────

Files = dict[str, bytes]


def from_pip(name: str) -> tuple[Files, Files]:
    """Take a wheel's Python files."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", folder, name]
        subprocess.run(command, check=True, capture_output=True)
        (archive,) = Path(folder).iterdir()
        files = _unzipped(archive.read_bytes()) if archive.suffix == ".whl" else _untarred(archive.read_bytes())
    return {path: text for path, text in files.items() if path.endswith(".py")}, {}


def from_npm(name: str) -> tuple[Files, Files]:
    """Take what a package publishes, without the folder that all of it stands in."""
    with tempfile.TemporaryDirectory() as folder:
        command = ["npm", "pack", "--silent", "--ignore-scripts", "--pack-destination", folder, name]
        subprocess.run(command, check=True, capture_output=True)
        (archive,) = Path(folder).iterdir()
        files = _untarred(archive.read_bytes())
    return files, {}


def from_maven(name: str) -> tuple[Files, Files]:
    """Take the sources, and the classes for what reads bytecode."""
    with tempfile.TemporaryDirectory() as folder:
        for suffix in (":jar:sources", ":jar"):
            command = [
                "mvn",
                "-q",
                "-B",
                "dependency:copy",
                f"-Dartifact={name}{suffix}",
                f"-DoutputDirectory={folder}",
            ]
            subprocess.run(command, check=True, capture_output=True)
        jars = {path.name.endswith("-sources.jar"): _unzipped(path.read_bytes()) for path in Path(folder).iterdir()}
    sources = {path: text for path, text in jars[True].items() if path.endswith(".java")}
    return sources, {path: content for path, content in jars[False].items() if _is_class(path)}


def _is_class(path: str) -> bool:
    return path.endswith(".class") and not path.startswith("META-INF/") and path != "module-info.class"


def _unzipped(content: bytes) -> Files:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {entry.filename: archive.read(entry) for entry in archive.infolist() if not entry.is_dir()}


def _untarred(content: bytes) -> Files:
    with tarfile.open(fileobj=io.BytesIO(content)) as archive:
        members = [(member, archive.extractfile(member)) for member in archive if member.isreg()]
        return {_below(member.name): file.read() for member, file in members if file is not None}


def _below(path: str) -> str:
    return "/".join(PurePosixPath(path).parts[1:])


# ── The table ────────────────────────────────────────────────────────────────────────────────────

HEAD = """\
# What the measures come to

Made by `python -m tests.bench.calibration`, so that what a norm means can be seen, and a change of a tool shows as a
change of this file. Of each: the worst function's cognitive and cyclomatic complexity, lines and parameters; the share
of functions over 15, 5 and 15 of these; repeated lines, doc comments, types; findings by severity (high, medium, low,
note); the levels proposed for design and security. A package is measured as if one candidate had written all of it. The
levels are those of a take-home and say nothing about a library that thousands rely on: what is striking here is what
the norms would call striking everywhere.
"""


def written(rows: Sequence[Row]) -> str:
    """Write the whole table, group by group, with the spread of each language's packages."""
    parts = [HEAD]
    for title, group in _groups(rows).items():
        parts += [f"\n## {title}\n\n{_heading()}\n" + "\n".join(line(row) for row in group) + "\n"]
        if " " not in title:
            continue
        parts.append("\n" + _spread(group) + "\n")
    return "".join(parts)


def _groups(rows: Iterable[Row]) -> Mapping[str, list[Row]]:
    groups: dict[str, list[Row]] = {}
    for row in rows:
        title = f"Packages in {row.name.split()[0]}" if " " in row.name else row.name.split("/")[0]
        groups.setdefault(title, []).append(row)
    return groups


def _heading() -> str:
    names = ["", "lines", "functions", *(title for _, title in COLUMNS), "findings", "design", "security"]
    return f"| {' | '.join(names)} |\n|{'---|' * len(names)}"


def line(row: Row) -> str:
    """Write one row."""
    name = row.name.partition(" ")[2] or row.name.partition("/")[2]
    if row.why_not:
        return f"| {name} | not measured: {row.why_not} |" + " |" * (len(COLUMNS) + 4)
    cells = [name, str(row.lines), str(row.functions), *(_number(row.measures.get(key)) for key, _ in COLUMNS)]
    cells.append(" ".join(str(row.findings[severity]) for severity in SEVERITIES))
    cells += [str(row.levels.get(criterion) or "-") for criterion in ("design", "security")]
    return f"| {' | '.join(cells)} |"


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:g}"


def _spread(rows: Sequence[Row]) -> str:
    """Tell the quartiles of each measure over the packages of a language."""
    told = []
    for key, title in COLUMNS:
        values = sorted(row.measures[key] for row in rows if key in row.measures)
        if len(values) >= LEAST_FOR_SPREAD:
            low, middle, high = statistics.quantiles(values, n=4)
            told.append(f"{title} {low:.0f} / {middle:.0f} / {high:.0f}")
    return f"Quartiles: {'; '.join(told)}."


if __name__ == "__main__":
    sys.exit(main())
