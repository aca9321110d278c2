"""Where attacks are planted, what counts as harm, and that the corpus stands for the whole threat model."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest
import samples

from grader.attacks import REACHED, TRIED, Attack, attacks, gains_nothing, plant
from grader.canaries import words_in
from grader.errors import ChallengeError
from grader.languages import all_languages
from grader.model import Grade, Verdict
from grader.planting import PLANTERS, in_java, in_node, in_python, in_sql

WORD = "canary-0123456789abcdef01234567"


# ── planting ──


def test_every_language_has_a_planter_and_every_planter_a_language() -> None:
    assert set(PLANTERS) == {language.name for language in all_languages()}


def test_in_python_it_runs_before_all_else_and_once(tmp_path: Path) -> None:
    texts = {
        "main.py": '"""Says so."""\n\nfrom __future__ import annotations\nimport part.one\nprint("main", __doc__)\n',
        "part/one.py": "print('one')\n",
    }
    for path, text in {**texts, **in_python(texts, "print('attack')\n")}.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text)
    ran = subprocess.run([sys.executable, "main.py"], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert ran.stdout.split("\n") == ["attack", "one", "main Says so.", ""]


def test_in_python_what_wraps_gets_the_names_last() -> None:
    changed = in_python({"solution.py": "def share():\n    return 1\n"}, "def wrap(names):\n    names['share'] = 2\n")
    names: dict[str, Any] = {"__name__": "solution", "__file__": "/x/solution.py"}
    sys.modules["planted_attack"] = type(sys)("planted_attack")
    exec(changed["planted_attack.py"], sys.modules["planted_attack"].__dict__)  # noqa: S102 - our own two lines
    exec(changed["solution.py"], names)  # noqa: S102
    del sys.modules["planted_attack"]
    assert names["share"] == 2


def test_in_python_what_is_no_python_stays_as_it_is() -> None:
    assert set(in_python({"broken.py": "def (:\n", "notes.txt": "x\n"}, "1\n")) == {"planted_attack.py"}


def test_in_java_the_first_class_of_each_file_calls_it_from_its_own_root() -> None:
    texts = {
        "src/main/java/shop/Api.java": "// class Not {\npackage shop;\n/* record Nor { */\nclass Api extends B<C> {}\n",
        "src/main/java/Kind.java": "enum Kind { A }\n",
        "src/main/java/shop/Till.java": "package shop;\nclass Till {}\n",
    }
    changed = in_java(texts, "package planted;\nCODE")
    assert set(changed) == {
        "src/main/java/shop/Api.java",
        "src/main/java/shop/Till.java",
        "src/main/java/planted/Attack.java",
    }
    assert "class Api extends B<C> { static { planted.Attack.go(); } " in changed["src/main/java/shop/Api.java"]
    assert "class Till { static { planted.Attack.go(); }" in changed["src/main/java/shop/Till.java"]


def test_in_java_no_two_modules_get_a_class_of_one_name() -> None:
    changed = in_java(
        {"core/Main.java": "record Main(int x) { }\n", "web/Api.java": "class Api {}\n"}, "package planted;\nCODE"
    )
    assert changed["core/planted/Attack.java"] == "package planted;\nCODE"
    assert changed["web/planted1/Attack.java"] == "package planted1;\nCODE"
    assert changed["core/Main.java"].startswith("record Main(int x) { static { planted.Attack.go(); }")
    assert changed["web/Api.java"].startswith("class Api { static { planted1.Attack.go(); }")


def test_in_node_what_takes_a_functions_place_acts_on_its_own_where_there_is_none() -> None:
    planted = in_node({"server.js": "listen();\n"}, 'at("share", deed);')["server.js"]
    assert planted.index("const at =") < planted.index('at("share", deed);') < planted.index("listen();")
    assert "later(async () => { if (!kept)" in planted


def test_in_node_it_stands_first_but_behind_the_line_that_names_the_program() -> None:
    changed = in_node(
        {"cli.js": "#!/usr/bin/env node\nrun();\n", "a.ts": "x;\n", "jest.config.js": "", "b.d.ts": ""}, "C"
    )
    assert set(changed) == {"cli.js", "a.ts"}
    assert changed["cli.js"].startswith("#!/usr/bin/env node\nif (!globalThis.__planted)")
    assert changed["a.ts"].startswith("// @ts-nocheck\n")


@pytest.mark.parametrize(("code", "planted"), [("select 1", "select 2\nselect 1"), ("({query}) x", "(select 2) x")])
def test_in_sql_it_takes_the_query_in_or_follows_it(code: str, planted: str) -> None:
    assert in_sql({"q.sql": "select 2;\n", "a.md": ""}, code) == {"q.sql": planted}


def test_what_is_laid_over_a_submission_replaces_its_files(tmp_path: Path) -> None:
    folder = corpus(tmp_path / "corpus", files={"files/README.md": "theirs"})
    (attack,) = attacks(folder)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "README.md").write_text("mine")
    assert (plant(attack, tmp_path / "in", tmp_path / "out") / "README.md").read_text() == "theirs"
    assert not attack.runs


# ── the corpus ──


def corpus(root: Path, *, text: str = "tries: A\nmust: B\nthreats: [C01]\n", files: dict[str, str]) -> Path:
    folder = root / "python" / "one"
    for path, content in {"attack.yaml": text, **files}.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(content)
    return root


def test_an_attack_says_what_it_tries_and_what_must_happen(tmp_path: Path) -> None:
    with pytest.raises(ChallengeError) as told:
        attacks(corpus(tmp_path, text="tries: A\n", files={}))
    assert len(told.value.mistakes) == 3
    assert "Add attack.py" in told.value.mistakes[0] + told.value.mistakes[1] + told.value.mistakes[2]


CORPUS = attacks()


def test_the_corpus_is_large_and_in_every_language() -> None:
    assert len(CORPUS) > 100
    assert {attack.language for attack in CORPUS} == set(PLANTERS)


@pytest.mark.parametrize("attack", CORPUS, ids=lambda attack: f"{attack.language}/{attack.name}")
def test_an_attack_tells_what_it_gets_and_stands_for_a_row(attack: Attack) -> None:
    assert attack.threats
    assert all(re.fullmatch(r"[A-ERSG]\d\d", threat) for threat in attack.threats)
    if attack.runs and attack.language != "sql":
        code = (attack.folder / PLANTERS[attack.language][0]).read_text("utf-8")
        assert not words_in(code.encode())
        assert attack.language != "python" or ast.parse(code)


# ── harm ──


def graded(**changes: object) -> Grade:
    return msgspec.structs.replace(samples.accepted(), **changes)


def harm(grade: Grade, *, most: float = 100) -> str:
    attack = next(attack for attack in CORPUS if attack.runs and not (attack.folder / "files").exists())
    holds, evidence = gains_nothing(grade, attack=attack, most=most, hidden=frozenset({WORD}))
    return "" if holds else evidence


def test_more_points_a_word_of_the_suite_or_something_reached_is_harm() -> None:
    score = graded().score
    assert score is not None
    assert not harm(graded(), most=score)
    assert "without the attack at most" in harm(graded(), most=score - 1)
    assert "word of the hidden suite" in harm(graded(verdict_reason=WORD))
    assert "REACHED the host" in harm(graded(verdict_reason=f"{REACHED} the host"))
    assert harm(graded(score=None))


def test_an_attack_that_was_never_loaded_proves_nothing() -> None:
    unread = graded(verdict=Verdict.COMPILE_ERROR, verdict_reason="no such class")
    assert harm(unread) == "the attack did not run: no such class"
    assert not harm(msgspec.structs.replace(unread, verdict_reason=TRIED))
    with_files = next(attack for attack in CORPUS if attack.runs and (attack.folder / "files").exists())
    holds, evidence = gains_nothing(unread, attack=with_files, most=100, hidden=frozenset())
    assert holds
    assert evidence == "not tried, its files do not go with this example's: no such class"


def test_the_page_of_proof_has_every_attack_and_no_other() -> None:
    page = (Path(__file__).parents[1] / "docs" / "integrity.md").read_text("utf-8")
    rows = re.findall(r"^\| (\w+) \| .* \| [A-ERSG]\d\d", page, re.MULTILINE)
    shown = [attack.name for attack in CORPUS if "function" in attack.interfaces and attack.language != "sql"]
    corpus = Path(__file__).parent / "attacks"
    shown += [
        path.parent.name for area in ("intake", "analysis", "report") for path in corpus.glob(f"{area}/*/attack.yaml")
    ]
    assert sorted(rows) == sorted(shown), "run `python tests/attacks/integrity.py`"
