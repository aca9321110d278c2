"""How well engines tell copies from independent answers: `python -m tests.bench.similarity`.

Two engines need nothing but this project. `--dolos FOLDER` takes an unpacked @dodona/dolos-core, and needs node and the
wheels of tree-sitter; `--jplag FOLDER` takes the jars of de.jplag:jplag, java and python-3, and needs a JDK.
`--write` puts the table into docs/similarity.md.
"""

from __future__ import annotations

import argparse
import importlib
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grader.languages import find
from grader.similarity import engine
from grader.similarity.child import Job, answer

ROOT = Path(__file__).resolve().parents[2]
DOCUMENT = ROOT / "docs" / "similarity.md"
BEGIN, END = "<!-- measured: begin -->\n", "<!-- measured: end -->\n"
sys.path.insert(0, str(ROOT / "tests" / "similarity"))
disguises: Any = importlib.import_module("disguises")  # a helper of tests, found only now


@dataclass(frozen=True)
class Asked:
    """Two sets of files of one challenge, and whether the second is a copy of the first."""

    language: str
    challenge: str
    one: str
    other: str
    is_copy: bool


@dataclass(frozen=True)
class Corpus:
    """All files by language, challenge and name; what each challenge's starter is; and what is asked."""

    texts: Mapping[tuple[str, str, str], Mapping[str, str]]
    starters: Mapping[tuple[str, str], Mapping[str, str]]
    asked: Sequence[Asked]


Engine = Callable[[Corpus], Mapping[Asked, float]]
"""The larger share of each pair; a pair that it cannot read is not among them."""


def corpus() -> Corpus:
    """Make every copy, and list every pair."""
    texts, starters, asked = {}, {}, []
    for language in disguises.LANGUAGES:
        found = disguises.answers(language)
        for each in found:
            place = (language, each.challenge)
            starters[place] = code(each.starter, language)
            texts[*place, each.name] = each.texts
            for name, copied in disguises.copies(each):
                texts[*place, f"{each.name}@{name}"] = copied
                asked.append(Asked(*place, each.name, f"{each.name}@{name}", is_copy=True))
        asked += [
            Asked(language, one.challenge, one.name, other.name, is_copy=False)
            for one, other in disguises.pairs(found)
            if not disguises.are_related(one, other)
        ]
    return Corpus(texts, starters, asked)


def code(texts: Mapping[str, str], language: str) -> dict[str, str]:
    """Leave out what is no source."""
    return {path: text for path, text in texts.items() if path.endswith(find(language).extensions)}


def ours(made: Corpus) -> dict[Asked, float]:
    """What `grade similar` does."""
    prints = {
        (language, challenge, name): answer(
            Job(key="", language=language, texts=dict(texts), starter=dict(made.starters[language, challenge]))
        )
        for (language, challenge, name), texts in made.texts.items()
    }
    return {
        each: max(
            engine.compare(
                prints[each.language, each.challenge, each.one], prints[each.language, each.challenge, each.other]
            )
        )
        for each in made.asked
    }


def as_it_comes(made: Corpus) -> dict[Asked, float]:
    """Run copydetect with its own lexers and defaults (25 and 30 characters), a submission as one document."""
    engine.load()
    utils = importlib.import_module("copydetect.utils")
    ending = {"python": "x.py", "java": "x.java", "node": "x.ts"}

    def grams(texts: Mapping[str, str], language: str) -> tuple[dict[int, list[int]], int]:
        plain, _ = utils.filter_code("\n".join(texts[path] for path in sorted(texts)), ending[language])
        _, places = utils.get_document_fingerprints(plain, 25, 6) if len(plain) > 30 else (set(), {})
        return places, len(plain)

    shares = {}
    for each in made.asked:
        given, _ = grams(made.starters[each.language, each.challenge], each.language)
        sides = []
        for name in (each.one, each.other):
            places, length = grams(made.texts[each.language, each.challenge, name], each.language)
            own = {key: found for key, found in places.items() if key not in given}
            sides.append((own, utils.get_token_coverage(own, 25, length)))
        found = utils.find_fingerprint_overlap(set(sides[0][0]), set(sides[1][0]), sides[0][0], sides[1][0])
        lengths = [utils.get_copied_slices(places, 25) for places in found]
        shares[each] = max(
            float((slices[1] - slices[0]).sum() / covered) if covered else 0.0
            for slices, (_, covered) in zip(lengths, sides, strict=True)
        )
    return shares


_DOLOS = """
import {FingerprintIndex, TokenizedFile, File, Region} from '%s';
import fs from 'fs';
const places = tokens => tokens.map((_, i) => new Region(i, 0, i, 1));
const made = (name, tokens) => new TokenizedFile(new File(name, ''), tokens, places(tokens));
const shares = JSON.parse(fs.readFileSync(0)).map(([starter, one, other]) => {
  const index = new FingerprintIndex(23, 17);
  index.addIgnoredFile(made('starter', starter));
  const [a, b] = [made('a', one), made('b', other)];
  index.addFiles([a, b]);
  const pair = index.getPair(a, b);
  const entry = file => index.entries().find(each => each.file === file);
  const own = file => Math.max(1, entry(file).kgrams.length - entry(file).ignored.size);
  return Math.max(pair.leftCovered / own(a), pair.rightCovered / own(b));
});
console.log(JSON.stringify(shares));
"""


def dolos(made: Corpus, package: Path) -> dict[Asked, float]:
    """Run Dolos' index with its defaults over the named nodes of tree-sitter's trees, as its tokenizer lists them."""
    parsers = dict(_parsers())
    tokens = {
        name: [token for path in sorted(texts) for token in _nodes(parsers, texts[path], path)]
        for name, texts in made.texts.items()
    }
    given = {
        place: [token for path in sorted(texts) for token in _nodes(parsers, texts[path], path)]
        for place, texts in made.starters.items()
    }
    asked = [
        (
            given[each.language, each.challenge],
            tokens[each.language, each.challenge, each.one],
            tokens[each.language, each.challenge, each.other],
        )
        for each in made.asked
    ]
    with tempfile.TemporaryDirectory() as folder:
        program = Path(folder, "dolos.mjs")
        program.write_text(_DOLOS % (package.resolve() / "dist" / "index.js"))
        done = subprocess.run(["node", program], input=json.dumps(asked), capture_output=True, text=True, check=True)  # noqa: S607
    return dict(zip(made.asked, json.loads(done.stdout), strict=True))


def _parsers() -> Iterator[tuple[str, Any]]:
    sitter = importlib.import_module("tree_sitter")
    for endings, package, name in (
        ((".py",), "tree_sitter_python", "language"),
        ((".java",), "tree_sitter_java", "language"),
        ((".js", ".mjs", ".cjs"), "tree_sitter_javascript", "language"),
        ((".ts", ".mts", ".cts"), "tree_sitter_typescript", "language_typescript"),
    ):
        parser = sitter.Parser(sitter.Language(getattr(importlib.import_module(package), name)()))
        yield from ((ending, parser) for ending in endings)


def _nodes(parsers: Mapping[str, Any], text: str, path: str) -> Iterator[str]:
    parser = parsers.get(Path(path).suffix)
    return _walked(parser.parse(text.encode()).root_node) if parser else iter(())


def _walked(node: Any) -> Iterator[str]:  # noqa: ANN401 - it has no types
    is_told = "comment" not in node.type
    if is_told:
        yield from ("(", node.type)
    for child in node.named_children:
        yield from _walked(child)
    if is_told:
        yield ")"


_JPLAG = """
import de.jplag.*; import de.jplag.options.*; import java.io.File; import java.util.Set;
public class Measure { public static void main(String[] a) throws Exception {
  Language l = a[0].equals("java") ? new de.jplag.java.Language() : new de.jplag.python3.Language();
  for (File c : new File(a[1]).listFiles()) {
    JPlagOptions o = new JPlagOptions(l, Set.of(new File(c, "submissions")), Set.of())
      .withSimilarityThreshold(0).withMaximumNumberOfComparisons(-1);
    JPlagResult r;
    try { r = new JPlag(o.withBaseCodeSubmissionDirectory(new File(c, "base"))).run(); }
    catch (de.jplag.exceptions.BasecodeException e) { r = new JPlag(o).run(); }
    for (JPlagComparison x : r.getAllComparisons())
      System.out.println(c.getName() + "\\t" + x.firstSubmission().getName() + "\\t" + x.secondSubmission().getName()
        + "\\t" + x.maximalSimilarity());
  } } }
"""


def jplag(made: Corpus, jars: Path) -> dict[Asked, float]:
    """Run JPlag 4.3 with its defaults on Java and Python; what it says it cannot read is not among the pairs."""
    found = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "Measure.java").write_text(_JPLAG)
        path = f"{jars.resolve()}/*"
        for language in ("java", "python"):
            for (of, challenge, who), texts in made.texts.items():
                if of == language:
                    _lay(folder / language / challenge / "submissions" / who, texts)
                    _lay(folder / language / challenge / "base", made.starters[of, challenge])
            command = ["java", "-XX:ActiveProcessorCount=1", "-cp", path, str(folder / "Measure.java"), language]
            done = subprocess.run([*command, str(folder / language)], capture_output=True, text=True, check=True)
            for line in done.stdout.splitlines():
                challenge, one, other, share = line.split("\t")
                found[language, challenge, frozenset((one, other))] = float(share)
    names = {each: (each.language, each.challenge, frozenset((each.one, each.other))) for each in made.asked}
    return {each: found[name] for each, name in names.items() if name in found}


def _lay(folder: Path, texts: Mapping[str, str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for path, text in texts.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)


def rows(name: str, made: Corpus, shares: Mapping[Asked, float]) -> Iterator[str]:
    """Write a row a language: how well the engine separates, and what it missed."""
    for language in disguises.LANGUAGES:
        asked = [each for each in made.asked if each.language == language]
        copies = [shares[each] for each in asked if each.is_copy and each in shares]
        others = [shares[each] for each in asked if not each.is_copy and each in shares]
        if not copies or not others:
            yield f"| {name} | {language} | not tried | | | | |"
            continue
        area = sum((copy > other) + 0.5 * (copy == other) for copy in copies for other in others)
        below = [each for each in asked if each.is_copy and each in shares and shares[each] <= max(others)]
        kinds = ", ".join(sorted({each.other.partition("@")[2] for each in below})) or "none"
        unread = sum(each not in shares for each in asked)
        told = (
            name,
            language,
            f"{area / len(copies) / len(others):.3f}",
            f"{len(copies) - len(below)} of {len(copies)}",
            f"{max(others):.2f}",
            f"{min(copies):.2f}",
            f"{kinds}; {unread} pairs not read" if unread else kinds,
        )
        yield f"| {' | '.join(told)} |"


def table(made: Corpus, engines: Mapping[str, Engine]) -> str:
    """Measure every engine."""
    heads = ("Engine", "Language", "AUC", "Copies above every independent pair", "Largest independent", "Smallest copy")
    lines = [f"| {' | '.join(heads)} | Missed |", f"|{'---|' * (len(heads) + 1)}"]
    for name, run in engines.items():
        lines += rows(name, made, run(made))
    independent = sum(not each.is_copy for each in made.asked)
    copies = len(made.asked) - independent
    note = "Shares are the larger of a pair's two. Pairs that the lines themselves show to be related are left out."
    lines += ["", f"{copies} copies and {independent} independent pairs, seed {disguises.SEED}. {note}"]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Measure, print, and write if asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dolos", type=Path)
    parser.add_argument("--jplag", type=Path)
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    engines: dict[str, Engine] = {"copydetect over our tokens": ours, "copydetect as it comes": as_it_comes}
    if given.dolos:
        engines["Dolos (dolos-core 1.2.1, tree-sitter)"] = lambda made: dolos(made, given.dolos)
    if given.jplag:
        engines["JPlag 4.3.0"] = lambda made: jplag(made, given.jplag)
    told = table(corpus(), engines)
    sys.stdout.write(told)
    if given.write:
        before, rest = DOCUMENT.read_text("utf-8").split(BEGIN)
        DOCUMENT.write_text(f"{before}{BEGIN}{told}{END}{rest.split(END)[1]}", encoding="utf-8")


if __name__ == "__main__":
    main()
