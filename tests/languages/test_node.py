"""Node.js: when it is built, what is said of a submission, and the starter that challenges declare."""

from __future__ import annotations

import json
from fnmatch import fnmatch

import msgspec
import pytest

from grader.languages import all_languages, find
from grader.languages.node import LANGUAGE, hint, needs_build, notes
from grader.model import Challenge, ClassInterface, Interface, Limits, Parameter, Signature
from grader.notation import parse_type


def challenge_of(interface: Interface) -> Challenge:
    return Challenge(
        slug="sorted-words",
        title="Sorted words",
        version="1.0.0",
        summary="Words in order.",
        languages=("node",),
        time_box="2h",
        interface=interface,
        requirements=(),
        limits=Limits(),
        rubric="algorithm",
        folder="/nowhere",
        sha256="",
    )


def function(name: str, returns: str, **params: str) -> Challenge:
    given = tuple(Parameter(name=key, type=value) for key, value in params.items())
    return challenge_of(Interface(kind="function", functions={name: Signature(params=given, returns=returns)}))


def index_of(challenge: Challenge) -> str:
    return LANGUAGE.starter(challenge)["index.js"]


PROGRAM = challenge_of(Interface(kind="program"))


# ── The form ──


def test_node_is_found_by_looking() -> None:
    assert find("node") is LANGUAGE
    assert LANGUAGE in all_languages()


def test_names_are_spelled_in_camel_case() -> None:
    assert [LANGUAGE.spelled(name) for name in ("add_all", "get", "ttl_ms")] == ["addAll", "get", "ttlMs"]


def test_the_entry_is_index_first() -> None:
    assert LANGUAGE.entries(function("sort", "none")) == ("index", "solution", "sorted_words", "main")
    assert LANGUAGE.entries(PROGRAM) == ("index", "main", "sorted_words", "solution")


@pytest.mark.parametrize("word", ["class", "default", "await", "arguments", "eval", "let", "constructor", "null"])
def test_a_word_that_javascript_needs_for_itself_cannot_be_declared(word: str) -> None:
    assert word in LANGUAGE.reserved


@pytest.mark.parametrize(
    ("path", "is_test"),
    [
        ("index.test.js", True),
        ("src/deep/cache.spec.ts", True),
        ("__tests__/cache.js", True),
        ("src/__tests__/cache.js", True),
        ("test/cache.js", True),
        ("tests/unit/cache.mjs", True),
        ("index.js", False),
        ("src/contest.js", False),
        ("src/latest/a.js", False),
        ("testing.js", False),
    ],
)
def test_own_tests_are_told_by_their_names(path: str, is_test: bool) -> None:  # noqa: FBT001
    assert any(fnmatch(path, pattern) for pattern in LANGUAGE.test_patterns) is is_test


def test_no_type_name_stands_for_two_kinds() -> None:
    names = [name for names in LANGUAGE.kinds.values() for name in names]
    assert len(names) == len(set(names))


# ── What is handed in ──


@pytest.mark.parametrize(
    ("paths", "needed"),
    [
        (["index.js", "package.json"], False),
        (["index.js", "types/index.d.ts"], False),
        (["index.js", "vitest.config.ts"], False),
        (["index.js", "node_modules/x/index.ts"], False),
        (["src/index.ts"], True),
        (["index.mts"], True),
        (["index.cts"], True),
        (["index.js", "view.tsx"], True),
    ],
)
def test_only_typescript_is_built(paths: list[str], needed: bool) -> None:  # noqa: FBT001
    assert needs_build(paths) is needed


def test_what_is_not_run_or_read_is_said() -> None:
    scripts = {"postinstall": "x", "prepare": "x", "pretest": "x", "test": "x", "start": "x", "premium": "x"}
    files = {
        "package.json": json.dumps({"scripts": scripts}).encode(),
        "tsconfig.json": b'{"compilerOptions": {"plugins": [{}]}}',
        ".babelrc": b"{}",
        "index.js": b"",
    }
    assert notes(files) == (
        'package.json: the script "postinstall" is not run',
        'package.json: the script "prepare" is not run',
        'package.json: the script "pretest" is not run',
        "tsconfig.json: plugins of the compiler are not loaded",
        ".babelrc is not read",
    )


@pytest.mark.parametrize("manifest", [b"", b"{", b"[]", b"null", b'{"scripts": []}', b"\xff", b"[" * 100_000])
def test_a_broken_manifest_is_not_these_notes_business(manifest: bytes) -> None:
    assert notes({"package.json": manifest, "tsconfig.json": manifest}) == ()


# ── The starter ──


@pytest.mark.parametrize(
    ("declared", "expected"),
    [
        ("none", "void"),
        ("int?", "number | null"),
        ("any?", "unknown"),
        ("bytes", "Uint8Array"),
        ("list[int?]", "Array<number | null>"),
        ("map[str, list[float]]", "Map<string, Array<number>>"),
        ("tuple[int, str]?", "[number, string] | null"),
        ("set[str]", "Set<string>"),
        ("bool", "boolean"),
    ],
)
def test_a_declared_type_becomes_one_of_jsdoc(declared: str, expected: str) -> None:
    assert hint(parse_type(declared)) == expected


def test_a_function_becomes_a_stub() -> None:
    assert index_of(function("sort_words", "list[str]", words="list[str]", most_of="int?")) == (
        "/**\n"
        " * Sorted words.\n"
        " *\n"
        " * Words in order.\n"
        " */\n"
        "\n"
        "/**\n"
        " * See the brief.\n"
        " *\n"
        " * @param {Array<string>} words\n"
        " * @param {number | null} [mostOf]\n"
        " * @returns {Array<string>}\n"
        " */\n"
        "export function sortWords(words, mostOf = null) {\n"
        '  throw new Error("not implemented");\n'
        "}\n"
    )


def test_a_class_becomes_a_stub_with_its_constructor() -> None:
    methods = {"get_it": Signature(params=(Parameter(name="key", type="str"),), returns="int?"), "clear": Signature()}
    declared = ClassInterface(new=(Parameter(name="capacity", type="int"),), methods=methods)
    assert index_of(challenge_of(Interface(kind="function", classes={"Cache": declared}))).endswith(
        "/** See the brief. */\n"
        "export class Cache {\n"
        "  /**\n"
        "   * @param {number} capacity\n"
        "   */\n"
        "  constructor(capacity) {\n"
        '    throw new Error("not implemented");\n'
        "  }\n"
        "\n"
        "  /**\n"
        "   * See the brief.\n"
        "   *\n"
        "   * @param {string} key\n"
        "   * @returns {number | null}\n"
        "   */\n"
        "  getIt(key) {\n"
        '    throw new Error("not implemented");\n'
        "  }\n"
        "\n"
        "  /**\n"
        "   * See the brief.\n"
        "   *\n"
        "   * @returns {void}\n"
        "   */\n"
        "  clear() {\n"
        '    throw new Error("not implemented");\n'
        "  }\n"
        "}\n"
    )


def test_a_long_signature_takes_a_line_for_each_argument() -> None:
    text = index_of(function("merge", "none", **{f"a_rather_long_argument_{n}": "map[str, int]" for n in "abc"}))
    assert "merge(\n  aRatherLongArgumentA,\n  aRatherLongArgumentB,\n  aRatherLongArgumentC,\n) {" in text
    assert max(len(line) for line in text.splitlines() if "@param" not in line) <= 80


def test_no_title_ends_the_comment_that_it_stands_in() -> None:
    challenge = msgspec.structs.replace(function("sort", "none"), title="All */ of it")
    assert index_of(challenge).startswith("/**\n * All *\\/ of it.\n")


def test_the_manifest_is_an_es_modules_and_names_the_entry() -> None:
    manifest = json.loads(LANGUAGE.starter(function("sort", "none"))["package.json"])
    assert (manifest["type"], manifest["main"], manifest["name"]) == ("module", "index.js", "sorted-words")
    assert json.loads(LANGUAGE.starter(PROGRAM)["package.json"])["bin"] == "index.js"


def test_the_readme_names_every_entry_that_we_look_for() -> None:
    for challenge in (PROGRAM, function("sort", "none")):
        readme = LANGUAGE.starter(challenge)["README.md"]
        assert [entry for entry in LANGUAGE.entries(challenge) if f"`{entry}.js`" not in readme] == []
