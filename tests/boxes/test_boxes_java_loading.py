"""Java submissions that do not load, and programs: what was asked for, what was found, and how they end."""

from __future__ import annotations

import base64
import gzip
from typing import TYPE_CHECKING, Any

import pytest
from host_boxes import quick
from java_boxes import LIMITS, Line, Place, asked, text
from msgspec import structs

from grader.model import ClassInterface, Interface, Parameter, Signature

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from grader.model import Limits
    from grader.sandbox.docker import DockerSandbox

pytestmark = pytest.mark.docker

KEY = Parameter(name="key", type="str")
CACHE = Interface(
    kind="function",
    classes={
        "LruCache": ClassInterface(
            new=(Parameter(name="capacity", type="int"),),
            methods={
                "get": Signature(params=(KEY,), returns="int?"),
                "put": Signature(params=(KEY, Parameter(name="ttl_ms", type="int?"))),
            },
        )
    },
)
FUNCTIONS = Interface(
    kind="function",
    functions={
        "sort_all": Signature(params=(Parameter(name="words", type="list[str]"),), returns="list[str]"),
        "count": Signature(params=(KEY,), returns="int"),
    },
)
PROGRAM = Interface(kind="program")

PUT = "void put(String key, Long ttlMs) {}"
GET = "Long get(String key) { return 1L; }"
NEW = "LruCache(int capacity) {}"
SORT = "static java.util.List<String> sortAll(java.util.List<String> words) { return words; }"
COUNT = "static int count(String key) { return key.length(); }"


@pytest.fixture(scope="module")
def java_place(engine: DockerSandbox, java_image: str) -> Place:
    return Place(engine, java_image)


def cache(*members: str) -> dict[str, str]:
    return {"LruCache.java": f"class LruCache {{ {' '.join(members)} }}"}


def solution(*members: str, name: str = "Solution") -> dict[str, str]:
    return {f"{name}.java": f"class {name} {{ {' '.join(members)} }}"}


def loaded(place: Place, files: Mapping[str, str], interface: Interface, **ask: float) -> dict[str, Any]:
    """The answer to the wish to load a submission."""
    with asked(place, files, interface, structs.replace(LIMITS, per_call_s=5.0)) as line:
        answer = line.ask(op="load", **ask)
        answer.pop("author", None)
        return answer


NOT_LOADED: dict[str, tuple[Interface, dict[str, str], str, str]] = {
    "no class": (CACHE, solution(), "compile_error", "A class LruCache is wanted. Found classes: Solution."),
    "two classes": (
        CACHE,
        {"a/LruCache.java": "package a; class LruCache {}", "b/LruCache.java": "package b; class LruCache {}"},
        "compile_error",
        "One class is wanted, and there are a.LruCache, b.LruCache. Keep one.",
    ),
    "an interface": (
        CACHE,
        {"LruCache.java": "interface LruCache {}"},
        "compile_error",
        "LruCache is abstract or an interface, so no object of it can be made.",
    ),
    "no such constructor": (
        CACHE,
        cache("LruCache() {}", "LruCache(int a, int b) {}", GET, PUT),
        "compile_error",
        "LruCache has no constructor LruCache(capacity); it has: LruCache(), LruCache(int, int).",
    ),
    "a private constructor": (
        CACHE,
        cache("private " + NEW, GET, PUT),
        "compile_error",
        "LruCache(capacity) is private, so nobody else can call it.",
    ),
    "another method name": (
        CACHE,
        cache(NEW, "Long fetch(String key) { return 1L; }", PUT, "Long getIt(String key) { return 1L; }"),
        "compile_error",
        "LruCache has no method get(key); it has: getIt(String), put(String, Long), fetch(String).",
    ),
    "too few parameters": (
        CACHE,
        cache(NEW, GET, "void put(String key) {}"),
        "compile_error",
        "LruCache has no method put(key, ttl_ms); it has: put(String), get(String).",
    ),
    "another type": (
        CACHE,
        cache(NEW, GET, "void put(java.util.List<Long> key, Long ttlMs) {}"),
        "compile_error",
        "LruCache.put(key, ttl_ms): str is declared, which cannot become List<Long>. It has: put(List<Long>, Long).",
    ),
    "nothing back": (
        CACHE,
        cache(NEW, PUT, "void get(String key) {}"),
        "compile_error",
        "LruCache.get(key) gives nothing back (void), but int? is declared.",
    ),
    "no holder": (
        FUNCTIONS,
        solution(SORT, name="Sorting") | solution(COUNT, name="Counting"),
        "compile_error",
        "Static methods of a class Solution are wanted: sortAll(words), count(key). Found classes: Sorting, Counting.",
    ),
    "a method of an object": (
        FUNCTIONS,
        solution(SORT, "int count(String key) { return 1; }"),
        "compile_error",
        "Solution.count(key) is not static, so it cannot be called without an object.",
    ),
    "a failing initialiser": (
        FUNCTIONS,
        solution(SORT, COUNT, 'static final int SIZE = Integer.parseInt("x");'),
        "run_time_error",
        'Initialising Solution raised java.lang.NumberFormatException: For input string: "x"',
    ),
    "an initialiser without memory": (
        FUNCTIONS,
        solution(SORT, COUNT, "static { recurse(); } static void recurse() { recurse(); }"),
        "run_time_error",
        "Initialising Solution raised java.lang.StackOverflowError",
    ),
}


@pytest.mark.parametrize("mistake", NOT_LOADED)
def test_a_submission_that_does_not_load_is_told_what_is_wanted_and_what_is_there(
    java_place: Place, mistake: str
) -> None:
    interface, files, kind, message = NOT_LOADED[mistake]
    assert loaded(java_place, files, interface) == {"failed": {"kind": kind, "message": message}}


def test_functions_may_be_in_the_only_class_that_has_them_all(java_place: Place) -> None:
    files = solution(SORT, COUNT, name="Words") | solution(COUNT, name="Other")
    assert loaded(java_place, files, FUNCTIONS) == {"value": {"entry": "Words"}}


def test_a_submission_that_exits_while_it_is_loaded_is_answered_for(java_place: Place) -> None:
    died = loaded(java_place, solution(SORT, COUNT, "static { System.exit(4); }"), FUNCTIONS)["died"]
    assert (died["exit_code"], died["heap_exhausted"]) == (4, False)


def test_an_endless_initialiser_gives_no_answer_and_can_be_ended(java_place: Place) -> None:
    files = solution(SORT, COUNT, "static { while (System.nanoTime() != 0); }")
    with asked(java_place, files, FUNCTIONS) as line:
        assert line.ask(op="load", within_s=2.0) == {}
        assert "usage" in line.reset()


# ── programs ──

MAIN = """
package com.acme;

import java.io.*;
import java.nio.file.*;
import java.util.*;
import java.util.zip.GZIPInputStream;

public class Main {
    public static void main(String[] arguments) throws Exception {
        switch (arguments[0]) {
            case "arguments" -> System.out.print(String.join("|", arguments));
            case "files" -> {
                try (var files = Files.list(Path.of(""))) {
                    files.sorted().forEach(System.out::println);
                }
            }
            case "stdin" -> System.out.print(new String(System.in.readAllBytes(), "UTF-8").length());
            case "exit" -> System.exit(7);
            case "throw" -> throw new IllegalStateException("\\u00e4");
            case "err" -> System.err.print("err");
            case "hoard" -> {
                List<byte[]> kept = new ArrayList<>();
                while (true) kept.add(new byte[1 << 20]);
            }
            case "gunzip" -> {
                var file = new GZIPInputStream(new FileInputStream(arguments[1]));
                try (var in = new BufferedReader(new InputStreamReader(file))) {
                    System.out.print(in.lines().mapToLong(String::length).sum());
                }
            }
            case "resource" -> System.out.print(new String(Main.class.getResourceAsStream("/word.txt").readAllBytes()));
            case "threads" -> {
                for (int i = 0; i < 1000; i++) new Thread(Main::sleep).start();
            }
            default -> System.out.print("unknown");
        }
    }

    static void sleep() {
        try {
            Thread.sleep(60_000);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
"""
FILES = {"src/main/java/com/acme/Main.java": MAIN, "src/main/resources/word.txt": "a resource"}


@pytest.fixture(scope="module")
def program(java_place: Place) -> Iterator[Line]:
    with asked(java_place, FILES, PROGRAM) as line:
        yield line


def ran(program: Line, *args: str, stdin: bytes = b"", **files: bytes) -> dict[str, Any]:
    """How one run went."""
    given = {name: base64.b64encode(content).decode() for name, content in files.items()}
    answer = program.ask(op="run", args=list(args), stdin=base64.b64encode(stdin).decode(), files=given)
    program.reset()
    assert answer["author"] == "agent"
    content: dict[str, Any] = answer["ran"]
    return content


def test_a_program_is_found_in_any_package_without_being_started(program: Line) -> None:
    assert program.ask(op="load") == {"author": "driver", "value": {"entry": "com.acme.Main"}}


def test_arguments_arrive_as_they_were_given(program: Line) -> None:
    arguments = ["arguments", "-x", "", "two words", "ä*$HOME;", "@file", "-Xmx1g"]
    assert text(ran(program, *arguments), "stdout") == "|".join(arguments)


def test_files_and_stdin_are_there(program: Line) -> None:
    assert text(ran(program, "files", a=b"", b=b""), "stdout") == "a\nb\n"
    assert text(ran(program, "stdin", stdin="ä".encode() * 500_000), "stdout") == "500000"
    assert text(ran(program, "resource"), "stdout") == "a resource"


def test_how_a_program_ended_is_told(program: Line) -> None:
    assert ran(program, "exit")["exit_code"] == 7
    assert text(ran(program, "err"), "stderr") == "err"
    thrown = ran(program, "throw")
    assert thrown["exit_code"] == 1
    assert text(thrown, "stderr").startswith(
        'Exception in thread "main" java.lang.IllegalStateException: ä\n\tat com.acme'
    )


def test_a_program_without_memory_is_told_by_its_machine_and_by_nothing_on_stdout(program: Line) -> None:
    content = ran(program, "hoard")
    assert (content["exit_code"], content["heap_exhausted"], content["stdout"]) == (3, True, "")
    assert content["usage"]["oom_kills"] == 0


def test_a_log_larger_than_the_memory_is_read(program: Line) -> None:
    log = gzip.compress((b"x" * 99 + b"\n") * 2_000_000)
    assert text(ran(program, "gunzip", "log", log=log), "stdout") == "198000000"


def test_more_threads_than_allowed_are_refused_and_counted(java_place: Place) -> None:
    limits: Limits = structs.replace(quick(), processes=48, memory_bytes=160 << 20)
    with asked(java_place, FILES, PROGRAM, limits) as line:
        answer = line.ask(op="run", args=["threads"], within_s=3.0)
        assert answer == {} or "unable to create native thread" in text(answer["ran"], "stderr")
        assert line.reset()["usage"]["process_peak"] == 48


@pytest.mark.parametrize(
    ("files", "words"),
    [
        (
            {"Thing.java": "class Thing {}"},
            "looked for a class Main or Solution with public static void main(String[]), and found none.",
        ),
        (
            {
                name: f"package {name[0]}; class Tool {{ public static void main(String[] a) {{}} }}"
                for name in ("a/Tool.java", "b/Tool.java")
            },
            "and found a.Tool, b.Tool.",
        ),
    ],
)
def test_a_program_without_an_entry_does_not_load_or_run(java_place: Place, files: dict[str, str], words: str) -> None:
    with asked(java_place, files, PROGRAM) as line:
        for operation in ("load", "run"):
            failed = line.ask(op=operation, args=[])["failed"]
            assert failed["kind"] == "compile_error"
            assert words in failed["message"]
