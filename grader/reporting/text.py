"""Makes hostile text harmless to look at.

Names, messages and output come from the candidate, or quote the candidate. Whatever a terminal, a browser or a CI log
would obey or hide is shown as ``⟨U+202E⟩`` instead, and nothing is shown at a length of the candidate's choosing.
"""

from __future__ import annotations

import re
import unicodedata

_UNSEEN_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
# Letters, marks and symbols by category, yet drawn as nothing: Unicode's default-ignorable rest, and the blank Braille.
_UNSEEN = frozenset(
    {0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0, *range(0x180B, 0x1810), *range(0xFE00, 0xFE10)}
    | set(range(0xE0100, 0xE01F0))
)
_KEPT = frozenset("\n\t")
# A tower of accents is drawn over the lines above and below it, so over words of ours.
_ACCENT = "[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
_TOWER = re.compile(f"(?<={_ACCENT}{_ACCENT}{_ACCENT}){_ACCENT}+")
# GitHub and Azure look for their marks anywhere in a line, for "::" only at its start.
_CI_MARK = re.compile(r"##(?=(?:vso|teamcity)?\[)", re.IGNORECASE)
_DIFF_LINE = re.compile(r"E\s{3,}([-+?])\s")
_DIFF_KINDS = {"-": "minus", "+": "plus"}
_CI_START = re.compile(r"^(\s*)::", re.MULTILINE)


class _Escapes(dict[int, str]):
    """A table for ``str.translate`` that learns each character the first time it is met."""

    def __missing__(self, code: int) -> str:
        self[code] = _escape(code) if _is_unseen(code) else chr(code)
        return self[code]


def _is_unseen(code: int) -> bool:
    character = chr(code)
    return character not in _KEPT and (code in _UNSEEN or unicodedata.category(character) in _UNSEEN_CATEGORIES)


def _escape(code: int) -> str:
    return f"⟨U+{code:04X}⟩"


_ESCAPES = _Escapes()


def visible(text: str) -> str:
    """Every character that would act or hide instead of being seen is spelled out; line breaks and tabs stay."""
    return _TOWER.sub(lambda found: "".join(_escape(ord(accent)) for accent in found[0]), text.translate(_ESCAPES))


def line(text: str, limit: int = 200) -> str:
    """Safe on one line of a list or a terminal, at most about ``limit`` characters long."""
    cut = text[:limit].strip()
    rest = len(text.strip()) - len(cut)
    shown = visible(cut.replace("\r\n", "\n").replace("\n", " ⏎ ").replace("\t", " "))
    return f"{shown} … (+{rest:,} characters)" if rest > 0 else shown


def block(text: str, *, lines: int = 240, characters: int = 12_000) -> str:
    """Safe in a box of its own; of an overlong text the beginning and the end, where the reason usually stands."""
    rows = text.split("\n")
    if len(rows) <= lines and len(text) <= characters:
        return visible(text)
    head = "\n".join(rows[: lines * 2 // 3])[: characters * 2 // 3]
    tail = "\n".join(rows[-(lines // 3) :])[-(characters // 3) :]
    left_out = len(text) - len(head) - len(tail)
    return (
        f"{visible(head)}\n… {left_out:,} characters left out here, all of them are in result.json …\n{visible(tail)}"
    )


def diff(text: str) -> list[tuple[str, str]]:
    """Tell the lines of a comparison apart: ``minus`` only stands in what was asked, ``plus`` only in what came.

    As pytest prints it, behind the mark of an explanation; every other line is of no kind.
    """
    return [
        (_DIFF_KINDS.get(found[1], "") if (found := _DIFF_LINE.match(row)) else "", row) for row in text.split("\n")
    ]


def ci_safe(text: str) -> str:
    """No line of it is a command to GitHub Actions, Azure Pipelines or TeamCity."""
    return _CI_START.sub(r"\1⟨::⟩", _CI_MARK.sub("⟨##⟩", text))
