"""What authors get wrong, gathered: every mistake at once, each with its place and the near miss."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from grader.errors import ChallengeError


def near_miss(word: str, known: Iterable[str]) -> str:
    """Phrase the sentence that follows ``unknown x "word".``, leading space included: a suggestion, or all there is."""
    names = sorted(known)
    close = difflib.get_close_matches(word, names, n=1)
    if close:
        return f' Did you mean "{close[0]}"?'
    return f" Known: {quoted(names)}." if names else " None are known here."


def quoted(words: Iterable[str]) -> str:
    """List words as an error message does: ``"a", "b"``."""
    return ", ".join(f'"{word}"' for word in words)


class Mistakes:
    """The mistakes found so far in one or more files; reading goes on after each, so that an author sees all."""

    def __init__(self) -> None:
        self._found: list[tuple[str, int | None, str]] = []

    def add(self, file: str, line: int | None, what: str) -> None:
        """Note a mistake; ``line`` counts from 1 and is ``None`` where the whole file is meant."""
        self._found.append((file, line, what if what.endswith((".", "?")) else f"{what}."))

    def texts(self) -> tuple[str, ...]:
        """List every mistake once as ``file:line: what``, in the order of files and lines."""
        ordered = sorted(self._found, key=lambda found: (found[0], found[1] or 0))
        return tuple(dict.fromkeys(_text(*found) for found in ordered))

    def stop_if_any(self) -> None:
        """Raise ``ChallengeError`` with all of them, where there is one."""
        if self._found:
            raise self.error()

    def error(self) -> ChallengeError:
        """Make the error that carries all of them, for a place from which reading cannot go on."""
        return ChallengeError(self.texts())


def _text(file: str, line: int | None, what: str) -> str:
    return f"{file}: {what}" if line is None else f"{file}:{line}: {what}"
