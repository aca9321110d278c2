"""Java's starter is what its challenges declare; its names, kinds and tests are told by rules of its own."""

from __future__ import annotations

from fnmatch import fnmatch

import pytest

from grader.languages import all_languages, find
from grader.languages.java import LANGUAGE, java_type
from grader.model import Challenge, ClassInterface, Interface, Limits, Parameter, Signature
from grader.notation import parse_type


def challenge_of(interface: Interface, *, title: str = "Sorted words", summary: str = "Words in order.") -> Challenge:
    return Challenge(
        slug="sorted-words",
        title=title,
        version="1.0.0",
        summary=summary,
        languages=("java",),
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


PROGRAM = challenge_of(Interface(kind="program"))


def test_java_is_found_by_looking() -> None:
    assert find("java") is LANGUAGE
    assert LANGUAGE in all_languages()


def test_names_are_spelled_in_camel_case() -> None:
    assert [LANGUAGE.spelled(name) for name in ("add_all", "get", "ttl_ms")] == ["addAll", "get", "ttlMs"]


def test_everything_is_compiled_first() -> None:
    assert LANGUAGE.needs_build(["Main.java"])


@pytest.mark.parametrize("word", ["class", "default", "true", "getClass", "wait", "hashCode"])
def test_a_word_that_java_needs_for_itself_cannot_be_declared(word: str) -> None:
    assert word in LANGUAGE.reserved


@pytest.mark.parametrize(
    ("path", "is_test"),
    [
        ("src/test/java/com/acme/Helper.java", True),
        ("app/src/test/java/Helper.java", True),
        ("SolutionTest.java", True),
        ("com/acme/SolutionTests.java", True),
        ("TestSolution.java", True),
        ("Testimony.java", False),
        ("src/main/java/Solution.java", False),
        ("Latest.java", False),
    ],
)
def test_the_candidates_own_tests_are_told_by_folder_and_name(path: str, is_test: bool) -> None:  # noqa: FBT001
    names = (path, path.rpartition("/")[2])
    assert any(fnmatch(name, pattern) for pattern in LANGUAGE.test_patterns for name in names) is is_test


@pytest.mark.parametrize(
    ("declared", "expected"),
    [
        ("none", "void"),
        ("int", "long"),
        ("int?", "Long"),
        ("float?", "Double"),
        ("bool", "boolean"),
        ("str?", "String"),
        ("any", "Object"),
        ("bytes", "byte[]"),
        ("list[int?]", "List<Long>"),
        ("list[bytes]", "List<byte[]>"),
        ("map[str, list[float]]", "Map<String, List<Double>>"),
        ("tuple[int, str]?", "List<Object>"),
        ("set[str]", "Set<String>"),
        ("list[any]", "List<Object>"),
    ],
)
def test_a_declared_type_becomes_a_java_type(declared: str, expected: str) -> None:
    assert java_type(parse_type(declared)) == expected


def test_functions_become_static_methods_of_solution() -> None:
    challenge = function("sort_words", "list[str]", words="list[str]", most="int?")
    assert LANGUAGE.starter(challenge)["Solution.java"] == (
        "import java.util.List;\n"
        "\n"
        "/**\n"
        " * Sorted words.\n"
        " *\n"
        " * <p>Words in order.\n"
        " */\n"
        "public class Solution {\n"
        "    /** See the brief. */\n"
        "    public static List<String> sortWords(List<String> words, Long most) {\n"
        "        throw new UnsupportedOperationException();\n"
        "    }\n"
        "}\n"
    )


def test_a_class_becomes_a_stub_with_its_constructor() -> None:
    methods = {"get_all": Signature(params=(Parameter(name="key", type="str"),), returns="map[str, int]")}
    declared = ClassInterface(new=(Parameter(name="capacity", type="int"),), methods=methods)
    challenge = challenge_of(Interface(kind="function", classes={"Cache": declared, "Other": ClassInterface()}))
    files = LANGUAGE.starter(challenge)
    assert set(files) == {"README.md", "Cache.java", "Other.java"}
    assert files["Cache.java"].startswith("import java.util.Map;\n\n/**\n * Sorted words.\n")
    assert files["Cache.java"].endswith(
        "public class Cache {\n"
        "    /** See the brief. */\n"
        "    public Cache(long capacity) {\n"
        "        throw new UnsupportedOperationException();\n"
        "    }\n"
        "\n"
        "    /** See the brief. */\n"
        "    public Map<String, Long> getAll(String key) {\n"
        "        throw new UnsupportedOperationException();\n"
        "    }\n"
        "}\n"
    )


def test_a_long_signature_takes_a_line_for_each_argument() -> None:
    text = LANGUAGE.starter(function("merge", "none", **{f"argument_{n}": "map[str, list[int]]" for n in "abc"}))
    assert "void merge(\n            Map<String, List<Long>> argumentA,\n" in text["Solution.java"]
    assert max(map(len, text["Solution.java"].splitlines())) <= 100


@pytest.mark.parametrize("title", ["Ends a comment */", "Back\\u000aslash", "<b> & @param", "Ends with a stop."])
def test_no_title_breaks_the_stub(title: str) -> None:
    text = LANGUAGE.starter(challenge_of(Interface(kind="program"), title=title))["Main.java"]
    comment, _, rest = text.partition("*/")
    assert rest.startswith("\npublic class Main {\n")
    assert "\\" not in comment


def test_the_readme_names_every_entry_that_we_look_for() -> None:
    for challenge in (PROGRAM, function("sort", "none")):
        readme = LANGUAGE.starter(challenge)["README.md"]
        assert [entry for entry in LANGUAGE.entries(challenge) if f"`{entry}.java`" not in readme] == []
