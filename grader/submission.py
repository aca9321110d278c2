"""Opens what a candidate handed in: a folder or an archive becomes a ``Submission``, or a refusal that says why.

Everything that touches the candidate's bytes happens in ``grader.intake``'s child process, under limits on memory, CPU
time, open files and time; it cannot write a byte to a file. The parent gets one capped reply over a pipe, and no path
of the candidate's is ever made on disk.
"""

from __future__ import annotations

import difflib
import hashlib
import json
import re
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from grader.errors import LanguageError, SubmissionError
from grader.history import Reading
from grader.intake.child import LENGTH_BYTES
from grader.intake.limits import MIB, IntakeLimits
from grader.intake.names import printable
from grader.model import Dropped, SourceFile, Submission
from grader.untrusted import Unreadable, decoded

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_ROOT = str(Path(__file__).resolve().parents[1])
# -I: nothing of the environment or the current folder; -S: no .pth file runs, which also saves time. What -S takes away
# is put back at the end of the path, so that no package beside ours can stand in for the standard library. -B: what
# reads hostile bytes makes no file, not even of bytecode.
_BOOT = "import sys; sys.path.append(sys.argv.pop(1)); from grader.intake.child import main; main()"
_REPLY_PER_ENTRY = 12 << 10  # a path of 24 names of 120 quotation marks, in JSON and in a pax header
_REMOTE = re.compile(r"(https?|ssh|git|file|ext|ftps?|git\+\w+):|[\w.-]+@[\w.-]+:", re.IGNORECASE)
_DOMINANCE = 3


class _Refusal(msgspec.Struct, frozen=True):
    path: str
    rule: str


class _Reply(msgspec.Struct, frozen=True):
    files: tuple[SourceFile, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    refused: _Refusal | None = None
    bug: str = ""


def open_submission(
    source: Path,
    *,
    languages: Mapping[str, frozenset[str]],
    allowed: Sequence[str],
    language: str | None = None,
    limits: IntakeLimits = IntakeLimits(),  # noqa: B008 - an immutable value
) -> Submission:
    """Take a folder, a ``.zip``, or a ``.tar`` (also ``.gz``, ``.bz2``, ``.xz``) as a sanitised snapshot.

    ``languages`` maps every language to its source extensions (``.py``); ``allowed`` are the challenge's; ``language``
    overrides the detection. An archive's single top-level folder is stripped. Of a git checkout, the files on disk are
    taken and ``.git`` is left out; what its commits show is in ``history`` (``grader.history``), which needs a folder.
    ``sha256`` is that of ``archive`` and depends only on the paths and bytes kept. Raises ``SubmissionError`` for what
    is refused and ``LanguageError``.
    """
    if language is not None:
        _check_override(language, languages, allowed)
    name = printable(source.name or source.resolve().name)
    history = Reading(source)
    try:
        reply, archive = _ask_child(source, name, limits)
    except BaseException:
        history.stop()
        raise
    told = history.result()
    try:
        chosen = _choose_language(reply.files, languages, allowed, language)
    except LanguageError as error:
        raise LanguageError(f"{name}: {error}") from None
    return Submission(
        name=name,
        language=chosen,
        sha256=hashlib.sha256(archive).hexdigest(),
        files=reply.files,
        dropped=reply.dropped,
        archive=archive,
        history=told.history,
        no_history=told.why,
        authors=told.authors,
    )


# ── The child ────────────────────────────────────────────────────────────────────────────────────


def _ask_child(source: Path, name: str, limits: IntakeLimits) -> tuple[_Reply, bytes]:
    if _REMOTE.match(str(source)) and not source.exists():
        raise SubmissionError(printable(str(source)), "is a remote repository; `git clone` it, and hand in the folder")
    answer, exit_code = _run_child(source, limits)
    if exit_code < 0:
        raise SubmissionError(name, "could not be read within the bounds on time and memory; make it smaller")
    if exit_code:
        raise RuntimeError(f"intake of {name} failed: its process ended with code {exit_code}")
    end = LENGTH_BYTES + int.from_bytes(answer[:LENGTH_BYTES], "big")
    try:
        reply = decoded(answer[LENGTH_BYTES:end], _Reply)
    except Unreadable as error:
        raise RuntimeError(f"intake of {name} failed: its process answered {error}") from None
    if reply.bug:
        raise RuntimeError(f"intake of {name} failed:\n{reply.bug}")
    if reply.refused:
        raise SubmissionError(reply.refused.path or name, reply.refused.rule)
    return reply, answer[end:]


def child_command(source: Path, limits: IntakeLimits) -> list[str]:
    """Say how the child is started; what it replies is in ``grader.intake.child``."""
    return [sys.executable, "-I", "-S", "-B", "-X", "utf8", "-c", _BOOT, _ROOT, str(source), json.dumps(limits)]


def _run_child(source: Path, limits: IntakeLimits) -> tuple[bytes, int]:
    """Give what the child wrote, at most a little more than a submission can need, and how it ended."""
    cap = limits.total_bytes + limits.entries * _REPLY_PER_ENTRY + MIB
    child = subprocess.Popen(child_command(source, limits), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)
    watchdog = threading.Timer(limits.wall_s, child.kill)
    watchdog.start()
    try:
        with child:
            answer = b"" if child.stdout is None else child.stdout.read(cap + 1)
            if len(answer) > cap:
                child.kill()
    except BaseException:
        child.kill()
        raise
    finally:
        watchdog.cancel()
    return answer, child.returncode


# ── The language ─────────────────────────────────────────────────────────────────────────────────


def _check_override(language: str, languages: Mapping[str, frozenset[str]], allowed: Sequence[str]) -> None:
    if language not in languages:
        near = difflib.get_close_matches(language, languages, n=1)
        hint = f'Did you mean "{near[0]}"?' if near else f"Known are {', '.join(sorted(languages))}."
        raise LanguageError(f'unknown language "{printable(language)}". {hint}')
    if language not in allowed:
        raise LanguageError(f"the challenge does not take {language}; it takes {', '.join(allowed)}")


def _choose_language(
    files: Sequence[SourceFile], languages: Mapping[str, frozenset[str]], allowed: Sequence[str], asked: str | None
) -> str:
    """Name the language with the most lines, of those allowed, if it has three times the lines of the next.

    So a helper script in another language does not matter. An empty file counts as one line.
    """
    lines = {name: _lines_in(files, languages[name]) for name in languages}
    ranking = sorted((name for name in allowed if lines.get(name)), key=lambda name: -lines[name])
    if asked in ranking:
        return asked
    if asked or not ranking:
        raise LanguageError(_nothing_in([asked] if asked else allowed, languages, lines))
    if len(ranking) > 1 and lines[ranking[0]] < _DOMINANCE * lines[ranking[1]]:
        found = ", ".join(f"{name} ({lines[name]:,} lines)" for name in ranking)
        raise LanguageError(f"holds more than one language: {found}; name the one to grade with --language")
    return ranking[0]


def _lines_in(files: Sequence[SourceFile], extensions: frozenset[str]) -> int:
    return sum(max(1, file.lines) for file in files if file.path.casefold().endswith(tuple(extensions)))


def _nothing_in(wanted: Sequence[str], languages: Mapping[str, frozenset[str]], lines: Mapping[str, int]) -> str:
    endings = ", ".join(ending for name in wanted for ending in sorted(languages.get(name, ())))
    others = ", ".join(name for name in lines if lines[name])
    found = f"what it holds is {others}" if others else "check that the right folder was handed in"
    return f"holds no source file in {' or '.join(wanted)} ({endings}); {found}"
