"""A challenge's folder read into a ``Challenge``, or every mistake in it at once.

    challenges/<slug>/
      challenge.yaml      what is asked, how the suite reaches it, what it may use
      brief.md            what the candidate reads
      suite/test_*.py     hidden tests; every other file in suite/ goes to the examiner with them
      suite/<language>/   instead, where they are native: tests in the language's own framework (docs/native.md)

The format is that of ``challenges/README.md``.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Sequence
from pathlib import Path

from grader.citations import check_citations, check_native_citations
from grader.errors import ChallengeError
from grader.interface import read_interface
from grader.languages import all_languages
from grader.languages.base import Language
from grader.mapping import Mapping
from grader.mistakes import Mistakes, near_miss, quoted
from grader.model import Challenge, Interface, Limits, Requirement
from grader.notation import parse_duration, parse_size, parse_time_box, parse_version, within
from grader.paths import CHALLENGES
from grader.rubric import Rubric, find_rubric, read_rubric, rubric_names
from grader.yaml_reader import read_yaml

_SLUG = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", re.ASCII)
_REQUIREMENT = re.compile(r"R[1-9]\d*", re.ASCII)
MOST_POINTS = 100

# House rules, but for the most output: an answer carries it as base64 in a line of at most 16 MiB (sandbox/README.md).
_wall_time = within(parse_duration, "1s", "60m")
_test_time = within(parse_duration, "100ms", "10m")
_call_time = within(parse_duration, "10ms", "10m")
_scratch = within(parse_size, "1MiB", "2GiB")
_ready_time = within(parse_duration, "1s", "5m")
_memory = within(parse_size, "32MiB", "8GiB")
_output = within(parse_size, "1KiB", "8MiB")
MOST_PROCESSES = 1024
RESOURCES = ("postgresql",)


def load_challenge(slug_or_path: str, *, root: Path = CHALLENGES) -> Challenge:
    """Load a challenge by slug in ``root``, or by its folder's path; ``ChallengeError`` carries every mistake in it."""
    mistakes = Mistakes()
    challenge = _read(_folder(slug_or_path, root), mistakes)
    mistakes.stop_if_any()
    return challenge


def list_challenges(root: Path = CHALLENGES) -> tuple[Challenge, ...]:
    """Load every challenge in ``root``, by slug; ``ChallengeError`` carries the mistakes of all of them."""
    found: list[Challenge] = []
    mistakes: list[str] = []
    for slug in slugs(root):
        try:
            found.append(load_challenge(slug, root=root))
        except ChallengeError as error:
            mistakes.extend(error.mistakes)
    if mistakes:
        raise ChallengeError(list(dict.fromkeys(mistakes)))  # a rubric's mistake is every challenge's that names it
    return tuple(found)


def slugs(root: Path = CHALLENGES) -> tuple[str, ...]:
    """List the challenges in ``root`` without reading them: the folders with a challenge.yaml."""
    return tuple(sorted(path.parent.name for path in root.glob("*/challenge.yaml")))


def suite_files(challenge: Challenge) -> dict[str, bytes]:
    """Read what goes to the examiner, by path below ``suite/``, in order."""
    suite = Path(challenge.folder) / "suite"
    return {path.relative_to(suite).as_posix(): path.read_bytes() for path in _files(suite)}


def native_suite_files(challenge: Challenge, language: str) -> dict[str, bytes]:
    """Read the native suite of a language, by path below ``suite/<language>/``, in order."""
    suite = Path(challenge.folder) / "suite" / language
    return {path.relative_to(suite).as_posix(): path.read_bytes() for path in _files(suite)}


def _folder(slug_or_path: str, root: Path) -> Path:
    if os.sep in slug_or_path or slug_or_path.startswith("."):
        folder = Path(slug_or_path).resolve()
        if not (folder / "challenge.yaml").is_file():
            raise ChallengeError([f"{slug_or_path}: no challenge.yaml there."])
        return folder
    known = slugs(root)
    if slug_or_path not in known:
        raise ChallengeError([f'unknown challenge "{slug_or_path}".{near_miss(slug_or_path, known)}'])
    return root.resolve() / slug_or_path


def _read(folder: Path, mistakes: Mistakes) -> Challenge:
    slug = folder.name
    if not _SLUG.fullmatch(slug):
        mistakes.add(
            slug, None, "a challenge's folder is named in lower case with hyphens, as lru-cache is. Rename it."
        )
    _check_brief(folder, mistakes)
    given = read_yaml(folder / "challenge.yaml", name=f"{slug}/challenge.yaml", mistakes=mistakes)
    required = ("title", "version", "summary", "languages", "time_box", "interface", "requirements", "rubric")
    given.allow(required, ("limits", "resources"))
    languages = _languages(given)
    declared = given.filled_mapping("requirements")
    interface = read_interface(given, languages)
    _check_suite(folder, declared, interface, languages)
    return Challenge(
        slug=slug,
        title=given.text("title"),
        version=given.parsed("version", parse_version, ""),
        summary=given.text("summary"),
        languages=tuple(language.name for language in languages),
        time_box=given.parsed("time_box", parse_time_box, ""),
        interface=interface,
        requirements=_requirements(declared, _rubric(given, root=folder.parent)),
        limits=_limits(given.mapping("limits")),
        rubric=given.text("rubric"),
        folder=str(folder),
        sha256=_sha256(folder),
        resources=_resources(given, interface),
    )


def _resources(given: Mapping, interface: Interface) -> tuple[str, ...]:
    if "resources" not in given or given.is_empty("resources"):
        if interface.kind == "queries":
            given.note("interface", 'queries need something to ask. Add "resources: [postgresql]".')
        return ()
    found = given.texts("resources")
    for name, line in found:
        if name and name not in RESOURCES:
            given.note_at(line, f'unknown resource "{name}".{near_miss(name, RESOURCES)}')
    if interface.kind == "native":
        given.note("resources", "a native suite runs in one box without a network. Remove them.")
    return tuple(dict.fromkeys(name for name, _ in found))


def _check_suite(folder: Path, declared: Mapping, interface: Interface, languages: Sequence[Language]) -> None:
    if interface.kind != "native":
        check_citations(folder, declared)
        return
    for language in languages:
        if language.name in interface.suites:
            check_native_citations(folder, declared, language, interface.suites[language.name])


def _check_brief(folder: Path, mistakes: Mistakes) -> None:
    brief = folder / "brief.md"
    if not brief.is_file():
        mistakes.add(f"{folder.name}/brief.md", None, "missing. Write what the candidate reads there.")
    elif not brief.read_bytes().strip():
        mistakes.add(f"{folder.name}/brief.md", 1, "empty. Write what the candidate reads here.")


def _languages(given: Mapping) -> tuple[Language, ...]:
    known = {language.name: language for language in all_languages()}
    found: dict[str, Language] = {}
    for name, line in given.texts("languages"):
        if name and name not in known:
            given.note_at(line, f'unknown language "{name}".{near_miss(name, known)}')
        if name in found:
            given.note_at(line, f'language "{name}" stands here twice. Keep one.')
        if name in known:
            found[name] = known[name]
    return tuple(found.values())


def _rubric(given: Mapping, *, root: Path) -> Rubric | None:
    name = given.text("rubric")
    path = find_rubric(name, root=root)
    if path is None and name:
        given.note("rubric", f'unknown rubric "{name}".{near_miss(name, rubric_names(root=root))}')
    if path is None:
        return None
    try:
        return read_rubric(path, given.mistakes)
    except ChallengeError:  # its mistakes are noted; the challenge may have more
        return None


def _requirements(declared: Mapping, rubric: Rubric | None) -> tuple[Requirement, ...]:
    for name in declared:
        if not _REQUIREMENT.fullmatch(name):
            declared.note(name, f'"{name}" is not the id of a requirement, such as R1')
    return tuple(_requirement(name, declared.mapping(name), rubric) for name in declared)


def _requirement(name: str, given: Mapping, rubric: Rubric | None) -> Requirement:
    given.allow(("text", "criterion", "points"))
    criterion = given.text("criterion")
    if criterion and rubric is not None:
        _check_criterion(criterion, given, rubric)
    points = given.whole("points", lowest=1, highest=MOST_POINTS)
    return Requirement(id=name, text=given.text("text"), criterion=criterion, points=points)


def _check_criterion(name: str, given: Mapping, rubric: Rubric) -> None:
    measured = [criterion.name for criterion in rubric.criteria if criterion.measured]
    found = rubric.criterion(name)
    if found is None:
        given.note("criterion", f'unknown criterion "{name}".{near_miss(name, measured)}')
    elif not found.measured:
        given.note("criterion", f'hidden cases do not measure "{name}". They measure {quoted(measured)}.')


def _limits(given: Mapping) -> Limits:
    given.allow((), ("wall_time", "per_test", "per_call", "memory", "output", "processes", "ready", "scratch"))
    default = Limits()
    wall_time_s = given.parsed("wall_time", _wall_time, default.wall_time_s)
    per_test_s = given.parsed("per_test", _test_time, min(default.per_test_s, wall_time_s))
    per_call_s = given.parsed("per_call", _call_time, min(default.per_call_s, per_test_s))
    if per_test_s > wall_time_s:
        given.note("per_test", '"per_test" is longer than "wall_time", which holds every test. Shorten it.')
    if per_call_s > per_test_s:
        given.note("per_call", '"per_call" is longer than "per_test", which holds every call. Shorten it.')
    return Limits(
        wall_time_s=wall_time_s,
        per_test_s=per_test_s,
        per_call_s=per_call_s,
        memory_bytes=given.parsed("memory", _memory, default.memory_bytes),
        output_bytes=given.parsed("output", _output, default.output_bytes),
        processes=given.whole("processes", lowest=1, highest=MOST_PROCESSES, absent=default.processes),
        ready_s=given.parsed("ready", _ready_time, default.ready_s),
        scratch_bytes=given.parsed("scratch", _scratch, default.scratch_bytes),
    )


def _sha256(folder: Path) -> str:
    """Hash every file that can change a grade, each with its path and length so that no two sets look alike."""
    digest = hashlib.sha256()
    for path in (folder / "challenge.yaml", folder / "brief.md", *_files(folder / "suite")):
        content = path.read_bytes() if path.is_file() else b""
        digest.update(f"{path.relative_to(folder).as_posix()}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def _files(suite: Path) -> list[Path]:
    # Python and pip compile what lies about; compiled files differ from machine to machine while the grade does not.
    files = (path for path in suite.rglob("*") if path.is_file())
    return sorted(path for path in files if "__pycache__" not in path.parts and path.suffix != ".pyc")
