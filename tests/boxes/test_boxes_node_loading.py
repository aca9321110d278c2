"""Finding and loading a Node.js submission: every layout and module format, and every way to fail, in clear words."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING

import pytest
from host_boxes import FUNCTIONS, PROGRAM
from node_boxes import NODE, Bench, asked, call, method, new

from grader.model import ClassInterface, Interface, Parameter, Signature

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from grader.sandbox.docker import DockerSandbox

pytestmark = pytest.mark.docker

MODULE = "export const same = (value) => value;\nexport function number() { return 1; }\n"
SCRIPT = "exports.same = (value) => value;\nexports.number = () => 1;\n"
ES = '{"type": "module"}'
LOAD: dict[str, object] = {"op": "load"}


@pytest.fixture(scope="module")
def node_bench(engine: DockerSandbox, node_image: str) -> Iterator[Bench]:
    with Bench(engine, node_image) as bench:
        yield bench


def declared(*types: str) -> Signature:
    """A signature whose parameters are named key, value and ttl_ms."""
    params = zip(("key", "value", "ttl_ms"), types, strict=False)
    return Signature(params=tuple(Parameter(name=key, type=type_) for key, type_ in params), returns="any")


CACHE = Interface(
    kind="function",
    classes={
        "LruCache": ClassInterface(
            new=(Parameter(name="capacity", type="int"),),
            methods={"get": declared("str"), "put": declared("str", "int", "int?"), "size": declared()},
        )
    },
)


def loads(bench: Bench, files: Mapping[str, str | bytes], interface: Interface = FUNCTIONS) -> str:
    """The entry that was loaded."""
    answer = bench.load(files, interface)
    assert "value" in answer, answer
    entry: str = answer["value"]["entry"]
    return entry


def refused(
    bench: Bench, files: Mapping[str, str | bytes], interface: Interface = FUNCTIONS, kind: str = "compile_error"
) -> str:
    """Why a submission was not loaded."""
    answer = bench.load(files, interface)
    assert "failed" in answer, answer
    assert answer["failed"]["kind"] == kind, answer
    message: str = answer["failed"]["message"]
    return message


def package(**fields: object) -> str:
    return json.dumps(fields)


# ── Entries ──


@pytest.mark.parametrize(
    ("files", "entry"),
    [
        ({"index.js": SCRIPT}, "index.js"),
        ({"index.js": MODULE}, "index.js"),
        ({"index.js": MODULE, "package.json": ES}, "index.js"),
        ({"solution.mjs": MODULE, "package.json": package(type="commonjs")}, "solution.mjs"),
        ({"two_words.cjs": SCRIPT, "package.json": ES}, "two_words.cjs"),
        ({"two-words.js": SCRIPT}, "two-words.js"),
        ({"src/index.js": SCRIPT}, "src/index.js"),
        ({"anything.js": SCRIPT}, "anything.js"),
        ({"anything.js": SCRIPT, "helper.js": "", "anything.test.js": SCRIPT, "jest.config.js": ""}, "anything.js"),
        ({"lib/a.js": SCRIPT, "index.js": "throw 1;", "package.json": package(main="lib/a.js")}, "lib/a.js"),
        ({"lib/a.js": SCRIPT, "package.json": package(main="./lib/a")}, "lib/a.js"),
        ({"lib/index.js": SCRIPT, "package.json": package(main="lib")}, "lib/index.js"),
        ({"src/a.js": SCRIPT, "package.json": package(main="dist/a.js")}, "src/a.js"),
        ({"solution.js": SCRIPT, "package.json": package(main="index.js")}, "solution.js"),
        ({"a.mjs": MODULE, "package.json": package(exports="./a.mjs", main="b.js")}, "a.mjs"),
        ({"a.js": MODULE, "package.json": package(exports={".": {"types": "./x.d.ts", "import": "./a.js"}})}, "a.js"),
        ({"a.cjs": SCRIPT, "package.json": package(exports={"require": "./a.cjs"})}, "a.cjs"),
        ({"index.js": "\ufeff" + SCRIPT, "package.json": "\ufeff{}"}, "index.js"),
    ],
    ids=lambda given: " ".join(given) if isinstance(given, dict) else None,
)
def test_the_entry_is_found_and_loaded(node_bench: Bench, files: dict[str, str], entry: str) -> None:
    assert loads(node_bench, files) == entry


@pytest.mark.parametrize(
    ("files", "entry"),
    [
        ({"cli.js": "#!/usr/bin/env node\n", "index.js": "", "package.json": package(bin="cli.js")}, "cli.js"),
        (
            {"a.js": "", "b.js": "", "package.json": package(name="@me/two", bin={"one": "a.js", "two": "./b.js"})},
            "b.js",
        ),
        ({"main.js": "throw 1;", "src/index.js": ""}, "main.js"),
        ({"only.mjs": "process.exit(1);"}, "only.mjs"),
    ],
    ids=["bin", "named bin", "main", "only"],
)
def test_the_entry_of_a_program_is_found_without_running_it(
    node_bench: Bench, files: dict[str, str], entry: str
) -> None:
    assert loads(node_bench, files, PROGRAM) == entry


@pytest.mark.parametrize(
    "source",
    [
        "export default { same: (value) => value, number() { return this.same(1); } };",
        "module.exports = { same: (value) => value, number() { return this.same(1); } };",
        "exports.default = { same: (value) => value, number: () => 1 };",
        "class Api { same(value) { return value; } number() { return this.same(1); } } module.exports = new Api();",
        "const same = (value) => value; same.same = same; same.number = () => 1; module.exports = same;",
        "await null; export const same = (value) => value, number = () => 1;",
        "export const [same, number] = await Promise.all([(value) => value, async () => 1]);",
    ],
)
def test_functions_are_found_wherever_they_are_exported(node_bench: Bench, source: str) -> None:
    answers = node_bench.asks({"index.js": source}, FUNCTIONS, call("same", 5), call("number"))
    assert [answer.get("value") for answer in answers] == [5, 1], answers


@pytest.mark.parametrize(
    "source",
    [
        "export class LruCache { get(key) { return key; } put(key, value, ttlMs = null) {} size() {} }",
        "export default class { get(key) { return key; } put(key, value, ttlMs) {} size() {} }",
        "module.exports = class Cache { get(key) { return key; } put(key, value) {} size() {} };",
        "class Base { get(key) { return key; } }\nexport class LruCache extends Base { put(...all) {} size() {} }",
        "export class LruCache { get = (key) => key; constructor(n) { this.put = () => 1; this.size = () => 2; } }",
        "(exports.LruCache = function (n) {}).prototype = { get(key) { return key; }, put(key, value) {}, size() {} };",
        "export class LruCache { get(key, seen) { seen = seen || []; return key; } put() { arguments; } size() {} }",
        "export class LruCache { constructor() {} get() { return arguments[0]; } put() {} size() {} }",
        "export class LruCache { get get() { return (key) => key; } put(key, value) {} size() {} }",
    ],
)
def test_a_class_is_taken_however_it_comes_to_its_methods(node_bench: Bench, source: str) -> None:
    answers = node_bench.asks({"index.js": source}, CACHE, LOAD, new("LruCache", 1), method("get", "k"))
    assert answers[-1].get("value") == "k", answers


def test_packages_of_the_image_are_there_for_scripts_and_modules(node_bench: Bench) -> None:
    script = "const express = require('express'); exports.same = () => typeof express(); exports.number = () => 1;"
    module = "import { z } from 'zod'; export const same = () => z.string().parse('function'), number = () => 1;"
    submissions: list[dict[str, str | bytes]] = [{"index.js": script}, {"index.js": module, "package.json": ES}]
    for files in submissions:
        assert node_bench.calls(files, FUNCTIONS, "same", ())[0].get("value") == "function"


def test_a_file_that_asks_whether_it_is_run_itself_is_told_that_it_is_not(node_bench: Bench) -> None:
    guards = "if (require.main === module || !module.parent) process.exit(9);\n"
    assert loads(node_bench, {"index.js": guards + SCRIPT}) == "index.js"
    module = "if (import.meta.main || import.meta.filename === process.argv[1]) process.exit(9);\n"
    assert loads(node_bench, {"index.mjs": module + MODULE}) == "index.mjs"


def test_a_starter_loads_and_says_that_it_is_not_done(node_bench: Bench) -> None:
    answers = node_bench.asks(dict(NODE.starter(asked(CACHE))), CACHE, LOAD, new("LruCache", 1))
    assert answers[0]["value"] == {"entry": "index.js"}
    assert answers[1]["raised"]["message"] == "not implemented"


def test_a_starter_of_a_program_runs_and_says_that_it_is_not_done(node_bench: Bench) -> None:
    files = dict(NODE.starter(asked(PROGRAM)))
    loaded, ran = node_bench.asks(files, PROGRAM, LOAD, {"op": "run", "args": ["a.log"]})
    assert loaded["value"] == {"entry": "index.js"}
    assert ran["ran"]["exit_code"] == 1
    assert b"Error: not implemented" in base64.b64decode(ran["ran"]["stderr"])


# ── Refused before anything runs ──


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({"readme.txt": ""}, "No entry point: looked for index.js, solution.js, two_words.js, main.js at the top"),
        ({"one.js": "", "two.js": ""}, "in src/, and found one.js, two.js."),
        (
            {"one.js": "", "two.js": "", "package.json": package(main="dist/app.js")},
            "package.json names dist/app.js, which is not there; looked for",
        ),
        ({"one.js": "", "two.js": "", "package.json": package(main="../etc/x.js")}, "names ../etc/x.js, which is not"),
        ({"index.js": SCRIPT, "package.json": '{\n "type": 5 "module"\n}'}, "package.json:2:12: not valid JSON"),
        ({"index.js": SCRIPT, "package.json": b"\xff"}, "package.json is not UTF-8 text"),
        ({"index.js": SCRIPT, "package.json": "[]"}, "package.json does not hold an object"),
        ({"index.js": SCRIPT, "package.json": "[" * 100_000}, "package.json is nested too deeply"),
        (
            {"index.js": SCRIPT, "package.json": package(type="modul")},
            'Node knows "module" and "commonjs". Did you mean',
        ),
        ({"index.js": SCRIPT, "package.json": package(main=5)}, 'package.json: "main" is 5, not a file\'s name.'),
        ({"index.js": SCRIPT, "lib/other.js": b"// fine\n// gr\xfcn\n"}, "lib/other.js:2: not UTF-8"),
    ],
    ids=lambda given: None if isinstance(given, dict) else given[:30],
)
def test_what_is_wrong_before_anything_runs_is_told(
    node_bench: Bench, files: dict[str, str | bytes], words: str
) -> None:
    assert words in refused(node_bench, files)


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("export const sane = 1, other = 2;", "index.js exports no same; did you mean sane?"),
        ("exports.alpha = 1; exports.beta = 2;", "index.js exports no same; it exports alpha, beta."),
        ("", "index.js exports no same; it exports nothing."),
    ],
)
def test_a_missing_export_is_told_with_what_there_is_instead(node_bench: Bench, source: str, message: str) -> None:
    assert refused(node_bench, {"index.js": source}) == message


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("export class Cache {}", "index.js exports no LruCache; it exports Cache."),
        ("export class LRUCache {}", "index.js exports no LruCache; did you mean LRUCache?"),
        ("export const LruCache = (n) => ({});", "declared to be a class, and it is a function that cannot be constr"),
        ("export const LruCache = {};", "LruCache is declared to be a class, and it is an object."),
        (
            "export class LruCache { fetch(key) {} put(key, value) {} size() {} }",
            "LruCache has no method get(key); it has fetch, put, size.",
        ),
        (
            "export class LruCache { get(key) {} put(key, value) {} Size() {} }",
            "LruCache has no method size(); did you mean Size?",
        ),
        (
            "export default function makeCache(capacity) { return {}; }",
            "The default export makeCache, taken for LruCache, has no method get(key); it has nothing.",
        ),
        (
            "class LruCache { put(key, value) {} size() {} }\nLruCache['g' + 'et'] = (key) => 1;\nexport { LruCache };",
            "LruCache has no method get(key); there is a static one, which objects do not have.",
        ),
        (
            "export class LruCache { get(key) {} put(entry) {} size() {} }",
            "LruCache.put is called with (key, value, ttlMs?), and takes (entry).",
        ),
        (
            "export class LruCache { get(key) {} put({ key, value }) {} size() {} }",
            "LruCache.put is called with (key, value, ttlMs?), and takes ({ key, value }).",
        ),
        (
            "export class LruCache { get(store, key) {} put(key, value) {} size() {} }",
            "LruCache.get is called with (key), and takes (store, key).",
        ),
        (
            "export class LruCache { constructor(clock, size) {} get(key) {} put(key, value) {} size() {} }",
            "LruCache is called with (capacity), and takes (clock, size).",
        ),
    ],
    ids=lambda given: given[:40],
)
def test_a_class_that_is_not_as_declared_is_refused_with_what_was_found(
    node_bench: Bench, source: str, words: str
) -> None:
    assert words in refused(node_bench, {"index.js": source}, CACHE)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("exports.same = 5; exports.number = 6;", "same is declared to be a function, and it is a number."),
        ("exports.same = class {}; exports.number = 6;", "same is declared to be a function, and it is a class."),
        (
            "exports.same = (a, b) => a + b; exports.number = () => 1;",
            "same is called with (value?), and takes (a, b).",
        ),
    ],
)
def test_a_function_that_is_not_as_declared_is_refused_with_what_was_found(
    node_bench: Bench, source: str, words: str
) -> None:
    assert refused(node_bench, {"index.js": source}) == words


# ── In the words of V8 and Node ──

BROKEN = "const x = 1;\nfunction same( {\n  return 1;\n}\n"
AT_THREE = ":3\n  return 1;\n         ^\n\nSyntaxError: Unexpected number"


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({"index.js": BROKEN}, f"index.js{AT_THREE}"),
        ({"index.js": f"export {BROKEN}"}, f"index.js{AT_THREE}"),
        ({"index.js": BROKEN, "package.json": ES}, f"index.js{AT_THREE}"),
        ({"index.js": "require('./lib/part');", "lib/part.js": BROKEN}, f"lib/part.js{AT_THREE}"),
        ({"index.mjs": "import './lib/part.mjs';", "lib/part.mjs": BROKEN}, f"lib/part.mjs{AT_THREE}"),
        (
            {"index.mjs": "import { no } from './part.mjs';", "part.mjs": MODULE},
            "does not provide an export named 'no'",
        ),
        ({"index.cjs": MODULE}, "index.cjs:1\nexport const same"),
        (
            {"index.mjs": "import 'left-pad';"},
            "There is no package left-pad, which index.mjs imports: package.json does",
        ),
        (
            {"index.js": "require('@a/b/c');", "package.json": package(dependencies={"@a/b": "1"})},
            "There is no package @a/b, which index.js imports: package.json lists it, but it is not installed.",
        ),
        ({"index.js": "require('./lib/part');"}, "There is no module lib/part, which index.js imports."),
        (
            {"src/index.mjs": "import './part';", "src/part.js": ""},
            "There is no module src/part, which src/index.mjs imports. Did you mean part.js?",
        ),
        ({"index.mjs": "import 'node:nothing';"}, "No such built-in module: node:nothing"),
    ],
    ids=lambda given: " ".join(given) if isinstance(given, dict) else given[:30],
)
def test_what_does_not_compile_or_link_is_told_with_its_place(
    node_bench: Bench, files: dict[str, str], words: str
) -> None:
    assert words in refused(node_bench, files)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("null.x;", "Loading index.js raised TypeError: Cannot read properties of null (reading 'x')\n    at "),
        ("throw 'a text';", "Loading index.js raised string: a text"),
        ("JSON.parse('{');", "Loading index.js raised SyntaxError: Expected property name"),
        ("throw Object.assign(new Error('no'), { kind: 'compile_error' });", "Loading index.js raised Error: no"),
        ("await new Promise(() => {});", "Loading index.js raised NeverSettled: The promise can never settle"),
        ("Object.defineProperty(exports, 'same', { get() { throw new RangeError('late'); } });", "RangeError: late"),
    ],
    ids=lambda given: given[:30],
)
def test_what_is_thrown_while_it_loads_is_an_error_of_its_run(node_bench: Bench, source: str, words: str) -> None:
    assert words in refused(node_bench, {"index.js": source}, kind="run_time_error")


@pytest.mark.parametrize("name", ["index.js", "index.mjs"])
def test_a_submission_that_exits_while_it_loads_is_answered_for(node_bench: Bench, name: str) -> None:
    died = node_bench.asks({name: "process.exit(4);"}, FUNCTIONS, LOAD)[0]["died"]
    assert (died["exit_code"], died["signal"]) == (4, None)


@pytest.mark.parametrize("source", ["for (;;);", "await new Promise((resolve) => setInterval(() => {}, 9));"])
def test_a_submission_that_never_finishes_loading_gives_no_answer(node_bench: Bench, source: str) -> None:
    assert node_bench.asks({"index.mjs": source}, FUNCTIONS, LOAD | {"within_s": 1.0}) == [{}]


# ── Programs ──


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({"index.js": "require('./lib/part');", "lib/part.js": BROKEN}, f"lib/part.js{AT_THREE}"),
        ({"index.mjs": "import './part.mjs';", "part.mjs": BROKEN}, f"part.mjs{AT_THREE}"),
        ({"index.mjs": "import 'left-pad';"}, "There is no package left-pad, which index.mjs imports"),
        ({"index.mjs": "import './part';", "part.js": ""}, "There is no module part, which index.mjs imports. Did you"),
        ({"index.js": "", "lib/part.js": b"// \xff"}, "lib/part.js:1: not UTF-8 text"),
    ],
    ids=lambda given: " ".join(given) if isinstance(given, dict) else given[:30],
)
def test_a_program_that_could_not_run_does_not_load(
    node_bench: Bench, files: dict[str, str | bytes], words: str
) -> None:
    assert words in refused(node_bench, files, PROGRAM)


def test_a_program_is_not_held_to_files_that_it_does_not_reach_or_may_do_without(node_bench: Bench) -> None:
    files = {
        "index.js": "try { require('left-pad'); } catch {}\nrequire('./data.json'); require('./lib/ok');",
        "data.json": "{}",
        "lib/ok.js": "import('zod');",
        "client/app.js": "export const App = () => <p>hello</p>;",
        "test/broken.test.js": BROKEN,
    }
    assert loads(node_bench, files, PROGRAM) == "index.js"
