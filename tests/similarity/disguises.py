"""Copies of the shipped accepted examples as somebody would disguise them, and pairs that nobody copied; by a seed.

A copy has still to be read by a parser of its language, so that every engine can be measured on it; nobody runs it.
"""

from __future__ import annotations

import ast
import itertools
import random
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from grader.challenge import load_challenge
from grader.languages import find
from grader.languages.base import Language
from grader.paths import CHALLENGES
from grader.reporting.html_listing import tokens_of
from grader.starter import starter_files

Texts = Mapping[str, str]
LANGUAGES = ("python", "java", "node")
SEED = 20261127
SAME_LINES = 0.3
"""Two answers with more than this of the smaller one's own telling lines in common were written from each other."""

_TELLING = 12  # characters: `return null;` and shorter stands in everybody's code


@dataclass(frozen=True)
class Answer:
    """One accepted example, without its tests; ``starter`` is what its author began with."""

    challenge: str
    name: str
    language: str
    texts: Texts
    starter: Texts

    def __str__(self) -> str:
        return f"{self.challenge}/{self.name}"


def answers(language: str) -> list[Answer]:
    """Every accepted example in a language, in order."""
    known = find(language)
    found = []
    for folder in sorted(CHALLENGES.glob(f"[!_]*/submissions/accepted/*/{language}")):
        challenge = load_challenge(folder.parents[3].name)
        texts = _sources(folder, known)
        if texts:
            starter = starter_files(challenge, known)
            found.append(Answer(challenge.slug, folder.parent.name, language, texts, starter))
    return found


def _sources(folder: Path, language: Language) -> Texts:
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file())
    named = {path.relative_to(folder).as_posix(): path for path in paths if path.suffix in language.extensions}
    return {name: path.read_text("utf-8") for name, path in named.items() if not language.is_test(name)}


def pairs(found: list[Answer]) -> Iterator[tuple[Answer, Answer]]:
    """Give every two answers of one challenge."""
    for first, second in itertools.combinations(found, 2):
        if first.challenge == second.challenge:
            yield first, second


def are_related(first: Answer, second: Answer) -> bool:
    """Whether the lines themselves say that one was written from the other; no engine is asked."""
    one, other = _telling(first), _telling(second)
    return len(one & other) > SAME_LINES * min(len(one), len(other))


def _telling(answer: Answer) -> set[str]:
    given = {line.strip() for text in answer.starter.values() for line in text.splitlines()}
    lines = {line.strip() for text in answer.texts.values() for line in text.splitlines()}
    return {line for line in lines - given if len(line) > _TELLING and not line.startswith(("import ", "from "))}


# ── Disguises ──


def dice(seed: object) -> random.Random:
    """Throw the same in every process."""
    return random.Random(str(seed))  # noqa: S311 - a repeatable corpus, and no secret


def renamed(texts: Texts, language: str, dice: random.Random) -> Texts:
    """Another name for everything that the submission declares."""
    declared = sorted({name for text in texts.values() for name in _declared(text, language)})
    names = {name: _word(dice, name) for name in declared}
    return {path: _with_names(text, path, names) for path, text in texts.items()}


_DECLARED = {
    "python": r"\b(?:def|class|for|as)\s+(\w+)"
    r"|(?:^|[(,])\s*(\w+)\s*(?::[^=\n(),]+)?(?==[^=]|,|\))"
    r"|^\s*(\w+)\s*(?::[^=\n]+)?=[^=]",
    "java": r"\b(?!(?:return|new|throw|else|import|package|case)\b)[\w>\]]+\s+(\w+)\s*(?=[=;,)(:{])",
    "node": r"\b(?:const|let|var|function|class|interface|type)\s+(\w+)"
    r"|[(,]\s*(\w+)\s*(?=[,):=])|^\s+(?:async\s+)?(\w+)\s*(?=\([^()]*\)\s*\{)",
}
_KEPT = frozenset(
    re.findall(
        r"\w+",
        """
    self cls super True False None constructor get set of from static async await require module exports process
    console Object Map Array JSON String Number Math Symbol Error int str float bool dict list len range print main
    if for while switch catch return function new typeof void throw else class public private protected final
    boolean long double char byte short default record enum interface this null true false var instanceof as is in
    not and or lambda def with try except finally raise import pass yield global assert del continue break elif type
    number string unknown any never readonly const let undefined extends implements do case
    """,
    )
)


def _declared(text: str, language: str) -> Iterator[str]:
    for found in re.finditer(_DECLARED[language], text, re.MULTILINE):
        name = next(group for group in found.groups() if group)
        if name not in _KEPT and not name.startswith("__") and not name[0].isdigit():
            yield name


def _word(dice: random.Random, name: str) -> str:
    made = "".join(dice.choice("bdfgklmnprstvz") + dice.choice("aeiou") for _ in range(dice.randint(2, 4)))
    return made.capitalize() if name[:1].isupper() else f"{made}_{dice.randint(1, 99)}"


def _with_names(text: str, path: str, names: Mapping[str, str]) -> str:
    word = re.compile(r"[^\W\d]\w*")
    return "".join(
        piece if kind in {"string", "comment"} else word.sub(lambda found: names.get(found[0], found[0]), piece)
        for kind, piece in tokens_of(text, path)
    )


def reordered(texts: Texts, language: str, dice: random.Random) -> Texts:
    """Functions, classes and methods in another order."""
    del language
    return {path: _reordered(text, path, dice) for path, text in texts.items()}


def _reordered(text: str, path: str, dice: random.Random) -> str:
    if path.endswith(".py"):
        lines = text.splitlines(keepends=True)
        return "".join(_python_body(ast.parse(text).body, lines, 0, len(lines), dice))
    before, chunks, after = chunks_of(text, path, _depth(path))
    blocks = [chunk for chunk in chunks if _may_move(chunk, path)]
    dice.shuffle(blocks)
    return before + "".join(blocks.pop() if _may_move(chunk, path) else chunk for chunk in chunks) + after


_DEFINES = re.compile(
    r"\s*(?:(?://[^\n]*|/\*.*?\*/)\s*)*(?:export\s+)?(?:default\s+)?(?:async\s+)?(?:function|class)\b", re.DOTALL
)


def _may_move(chunk: str, path: str) -> bool:
    return chunk.rstrip().endswith("}") and (path.endswith(".java") or _DEFINES.match(chunk) is not None)


def _depth(path: str) -> int:
    return 1 if path.endswith(".java") else 0


def _python_body(body: list[ast.stmt], lines: list[str], start: int, end: int, dice: random.Random) -> list[str]:
    """Cut a body into statements with what stands before each, and shuffle those that only define."""
    pieces, at = [], start
    for node in body:
        stop = node.end_lineno or at
        piece = lines[at:stop]
        if isinstance(node, ast.ClassDef):
            piece = [
                *lines[at : node.body[0].lineno - 1],
                *_python_body(node.body, lines, node.body[0].lineno - 1, stop, dice),
            ]
        pieces.append((isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef), piece))
        at = stop
    moved = [piece for moves, piece in pieces if moves]
    dice.shuffle(moved)
    return [line for moves, piece in pieces for line in (moved.pop() if moves else piece)] + lines[at:end]


def chunks_of(text: str, path: str, depth: int) -> tuple[str, list[str], str]:
    """Cut what stands ``depth`` braces deep into declarations; what is before and behind comes first and last."""
    level, round_, before, chunks, current, after = 0, 0, "", list[str](), "", ""
    for kind, piece in tokens_of(text, path):
        for character in piece if not kind else [piece]:
            if character == "}" and level == depth and depth and not after:
                after = "closed"
            if character == "{":
                level += 1
            level -= character == "}"
            round_ += (character in {"(", "["}) - (character in {")", "]"})
            if after:
                after = after.removeprefix("closed") + character
            elif level < depth or (level == depth and not chunks and character == "{" and depth):
                before += current + character
                current = ""
            else:
                current += character
                if level == depth and not round_ and character in {"}", ";"}:
                    chunks.append(current)
                    current = ""
    return before, _joined([*chunks, current]), after


def _joined(chunks: list[str]) -> list[str]:
    """Put back what an expression's own braces cut: `};`, `} else`, `})` and the like go to what stands before."""
    made: list[str] = []
    for chunk in chunks:
        if made and (re.match(r"\s*([;.,)\]}]|else|catch|finally|from|\?|:|&&|\|\||=)", chunk) or not chunk.strip()):
            made[-1] += chunk
        else:
            made.append(chunk)
    return made


def reformatted(texts: Texts, language: str, dice: random.Random) -> Texts:
    """Another layout: indentation, line ends, blank lines; Python is written anew from its syntax tree."""
    del dice, language
    return {path: _reformatted(text, path) for path, text in texts.items()}


def _reformatted(text: str, path: str) -> str:
    if path.endswith(".py"):
        return ast.unparse(ast.parse(text)) + "\n"
    made = []
    for kind, piece in tokens_of(text, path):
        if kind in {"string", "comment"}:
            made.append(piece)
            continue
        laid = re.sub(r"\n\s*\n", "\n", piece)
        laid = re.sub(r"\n[ \t]*", lambda found: "\n" + "\t" * (len(found[0]) // 2), laid)
        laid = re.sub(r",[ \t]*", ",\n\t\t", laid) if path.endswith(".java") else re.sub(r",[ \t]+", " , ", laid)
        made.append(re.sub(r"[ \t]*\{\n", "\n{\n\n", laid) if path.endswith(".java") else laid)
    return "".join(made)


def commented(texts: Texts, language: str, dice: random.Random) -> Texts:
    """Every comment another one, and more of them."""
    del language
    return {path: _commented(text, path, dice) for path, text in texts.items()}


def _commented(text: str, path: str, dice: random.Random) -> str:
    mark = "#" if path.endswith(".py") else "//"
    made = ""
    for kind, piece in tokens_of(text, path):
        if kind == "comment" and not piece.startswith("#!"):
            made += f"{mark} {_prose(dice)}" if "\n" not in piece else f"{mark} {_prose(dice)}\n{mark} {_prose(dice)}"
        elif kind == "string":
            made += piece
        else:
            # Only where a statement may begin, so that nothing that goes on over lines is cut.
            made += re.sub(
                r"(?<=[;{}:])\n(?=\s*\S)",
                lambda found: f"{found[0]}{mark} {_prose(dice)}\n" if dice.random() < 0.4 else found[0],
                piece,
            )
    return made


def _prose(dice: random.Random) -> str:
    return " ".join(_word(dice, "x").split("_")[0] for _ in range(dice.randint(2, 8)))


def padded(texts: Texts, language: str, dice: random.Random) -> Texts:
    """Statements that do nothing at the head of every second function, and a function that nobody calls."""
    del language
    return {path: _padded(text, path, dice) for path, text in texts.items()}


def _padded(text: str, path: str, dice: random.Random) -> str:
    name, number = _word(dice, "x"), dice.randint(3, 99)
    if path.endswith(".py"):
        lines = []
        for line in text.splitlines(keepends=True):
            lines.append(line)
            head = re.match(r"(\s*)(?:async )?def \w+\(.*\).*:\n", line)
            if head and dice.random() < 0.5:
                lines.append(f"{head[1]}    {_word(dice, 'x')} = {_expression(dice)}\n")
        return (
            "".join(lines)
            + f"\n\ndef {name}(a, b={number}):\n    while a > b:\n        a -= {_expression(dice)}\n    return [a, b]\n"
        )
    typed = "int" if path.endswith(".java") else "let"
    made = re.sub(
        r"(?<=[;{}]\n)([ ]+)(?=(?:return|if|for|while)\b)",
        lambda found: (
            found[0] + f"{typed} {_word(dice, 'x')} = {_expression(dice)};\n{found[1]}"
            if dice.random() < 0.3
            else found[0]
        ),
        text,
    )
    if path.endswith(".java"):
        return made
    unused = (
        f"function {name}(a) {{\n  while (a > {number}) {{\n    a -= {_expression(dice)};\n  }}\n  return [a];\n}}\n"
    )
    return f"{made}\n{unused}"


def _expression(dice: random.Random) -> str:
    parts = [str(dice.randint(2, 900)) for _ in range(dice.randint(1, 4))]
    return "".join(part + f" {dice.choice('+-*')} " for part in parts[:-1]) + parts[-1]


def split(texts: Texts, language: str, dice: random.Random) -> Texts:
    """Half of what each larger file declares in a file of its own."""
    del dice, language
    made: dict[str, str] = {}
    for path, text in texts.items():
        made |= _split(text, path)
    return made


def _split(text: str, path: str) -> dict[str, str]:
    place = PurePosixPath(path)
    other = str(place.with_stem(f"{place.stem}More"))
    if path.endswith(".py"):
        lines, body = text.splitlines(keepends=True), ast.parse(text).body
        if len(body) < 4:
            return {path: text}
        cut = body[len(body) // 2].lineno - 1 - len(getattr(body[len(body) // 2], "decorator_list", ()))
        return {other: "".join(lines[:cut]), path: f"from {place.stem}More import *\n" + "".join(lines[cut:])}
    before, chunks, after = chunks_of(text, path, _depth(path))
    if len(chunks) < 4 or (
        path.endswith(".java") and not re.search(r"^[\w ]*\bclass \w+[^{]*\{$", before, re.MULTILINE)
    ):
        return {path: text}
    half = next((at for at in range(len(chunks) // 2, len(chunks)) if _may_move(chunks[at], path)), len(chunks))
    if path.endswith(".java"):
        name = re.findall(r"\bclass (\w+)", before)[-1]
        constructor = re.compile(rf"^(\s*(?:public |private |protected )?){name}\(", re.MULTILINE)
        moved = constructor.sub(rf"\1{name}More(", "".join(chunks[half:]))
        return {path: before + "".join(chunks[:half]) + after, other: f"class {name}More {{\n{moved}\n}}\n"}
    return {path: "".join(chunks[:half]), other: f'import "./{place.name}";\n' + "".join(chunks[half:])}


def everything(texts: Texts, language: str, dice: random.Random) -> Texts:
    """All of it, one after the other."""
    for disguise in (split, reordered, padded, commented, renamed, reformatted):
        texts = disguise(texts, language, dice)
    return texts


DISGUISES: tuple[Callable[[Texts, str, random.Random], Texts], ...] = (
    renamed,
    reordered,
    reformatted,
    commented,
    padded,
    split,
    everything,
)


def copies(answer: Answer, seed: int = SEED) -> Iterator[tuple[str, Texts]]:
    """Give each disguise's name and what it makes of an answer."""
    for disguise in DISGUISES:
        yield disguise.__name__, disguise(answer.texts, answer.language, dice(f"{seed} {answer}"))
