"""Functions and objects of a Node.js submission: values each way, exceptions, promises, and code that fights back."""

from __future__ import annotations

import base64
import math
from typing import TYPE_CHECKING, Any

import pytest
from host_boxes import CLASSES, FUNCTIONS, PROGRAM, imported, values
from node_boxes import LIMITS, NODE, Bench, call, method, new

from grader.model import ClassInterface, Interface, Parameter, Signature

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from grader.sandbox.docker import DockerSandbox

pytestmark = pytest.mark.docker

signatures = imported("signatures")
ECHO = "exports.same = (value) => value;\nexports.number = () => 1;\n"
RESET: dict[str, object] = {"op": "reset"}


@pytest.fixture(scope="module")
def node_bench(engine: DockerSandbox, node_image: str) -> Iterator[Bench]:
    with Bench(engine, node_image) as bench:
        yield bench


def solution(body: str) -> dict[str, str]:
    """A submission whose ``same`` has this body."""
    head = "const kept = [];\nexports.number = () => 1;\nexports.same = function (value) {\n"
    return {"index.js": f"{head}{body}\n}};\n"}


def result(answer: dict[str, Any]) -> object:
    assert "value" in answer, answer
    return values.decode(answer["value"])


def gives(bench: Bench, body: str, *arguments: object) -> object:
    """What ``same`` with this body gives, as a value that nobody has declared anything of."""
    return result(bench.calls(solution(body), FUNCTIONS, "same", arguments)[0])


def each_gives(bench: Bench, expressions: Sequence[str]) -> list[object]:
    """The same of many expressions, in one process."""
    cases = "".join(f"case {at}: return {expression};\n" for at, expression in enumerate(expressions))
    answers = bench.calls(
        solution(f"switch (value) {{\n{cases}}}"), FUNCTIONS, "same", *((at,) for at in range(len(expressions)))
    )
    return [result(answer) for answer in answers]


def each_conforms(bench: Bench, declared: Sequence[tuple[str, str, str, tuple[object, ...]]]) -> list[object]:
    """What the suite gets from functions, each given by (parameter's type, result's type, expression, arguments)."""
    functions, source, requests = {}, "", []
    for at, (takes, returns, expression, arguments) in enumerate(declared):
        params = (Parameter(name="value", type=takes),)
        functions[f"same_{at}"] = Signature(params=params, returns=returns)
        source += f"exports.same{at} = (value) => ({expression});\n"
        requests.append(call(f"same_{at}", *arguments))
    answers = bench.asks({"index.js": source}, Interface(kind="function", functions=functions), *requests)
    wanted = [signatures.parse(returns) for _, returns, _, _ in declared]
    return [signatures.conform(result(answer), type_) for answer, type_ in zip(answers, wanted, strict=True)]


def raised(bench: Bench, body: str) -> dict[str, Any]:
    """What ``same`` with this body raises."""
    answer = bench.calls(solution(body), FUNCTIONS, "same", ())[0]
    assert "raised" in answer, answer
    found: dict[str, Any] = answer["raised"]
    return found


def kinds(raised: dict[str, Any]) -> set[str]:
    """The built-in kinds that an exception is of."""
    return {kind for kind, names in NODE.kinds.items() if not set(names).isdisjoint(raised["types"])}


# ── values ──

VALUES: list[object] = [
    None,
    True,
    0,
    -(2**53) + 1,
    2**53,
    -(10**3000),
    0.1,
    -0.0,
    math.inf,
    -math.inf,
    "",
    "ä\n\u2028\U0001f600\x00",
    b"",
    bytes(range(256)),
    [],
    [[1, [2]], "x"],
    {1, 2},
    {},
    {"a": {"b": None}, "__proto__": {"x": 1}, "constructor": 2},
    {1: "one", None: 5},
    {"$int": "7"},
]


def test_values_come_back_as_they_went(node_bench: Bench) -> None:
    answers = node_bench.calls({"index.js": ECHO}, FUNCTIONS, "same", *[(value,) for value in VALUES])
    assert [result(answer) for answer in answers] == VALUES
    assert [type(result(answer)) for answer in answers] == [type(value) for value in VALUES]


def test_what_this_language_does_not_tell_apart_comes_back_equal_all_the_same(node_bench: Bench) -> None:
    sent = [1.0, (1, (2, 3)), frozenset({("a", 1)}), [math.nan]]
    answers = node_bench.calls({"index.js": ECHO}, FUNCTIONS, "same", *[(value,) for value in sent])
    *found, nothing = [result(answer) for answer in answers]
    assert found == [1, [1, [2, 3]], {("a", 1)}]
    assert isinstance(nothing, list)
    assert math.isnan(nothing[0])


COUNTERPARTS: dict[str, object] = {
    "undefined": None,
    "[1, , undefined]": [1, None, None],
    "10n": 10,
    "2n ** 64n": 2**64,
    "2 ** 53": 2**53,
    "new Map([['a', new Set([1])]])": {"a": {1}},
    "new Map([[1, 2], ['x', 3]])": {1: 2, "x": 3},
    "Buffer.from('hi')": b"hi",
    "new Uint8Array([1, 2])": b"\x01\x02",
    "new ArrayBuffer(2)": b"\0\0",
    "new Float64Array([0.5, 1])": [0.5, 1],
    "new BigInt64Array([3n])": [3],
    "Object.create(null)": {},
    "Object.assign(Object.create(null), { a: 1 })": {"a": 1},
    "new (class Stack extends Array {})(3).fill(0)": [0, 0, 0],
    "[Object(1), Object('s')]": [1, "s"],
    "new Proxy([1, 2], {})": [1, 2],
    "({ get a() { return 1; } })": {"a": 1},
    "(function () { return arguments; })(1, 2)": [1, 2],
    "'\\ud800'": "\ufffd",
}


def test_a_value_of_this_language_has_its_counterpart(node_bench: Bench) -> None:
    found = each_gives(node_bench, list(COUNTERPARTS))
    assert dict(zip(COUNTERPARTS, found, strict=True)) == COUNTERPARTS


OPAQUE = {
    "new Date()": "Date",
    "/x/": "RegExp",
    "new Error('x')": "Error",
    "() => 1": "function",
    "Symbol('x')": "symbol",
    "new (class Entry { key = 1 })()": "Entry",
    "Promise.resolve(1)": "Promise",
    "new WeakMap()": "WeakMap",
}


def test_what_is_not_data_is_equal_to_nothing(node_bench: Bench) -> None:
    found = gives(node_bench, f"return [{', '.join(OPAQUE)}];")
    assert isinstance(found, list)
    assert all(isinstance(item, values.Opaque) for item in found)
    assert [item.type_name for item in found] == list(OPAQUE.values())


RESULTS: list[tuple[str, str, object]] = [
    ("int", "-0", 0),
    ("int", "Math.round(-0.2)", 0),
    ("float", "2", 2.0),
    ("float", "1e21", 1e21),
    ("float", "3n", 3.0),
    ("list[int]", "new Uint8Array([1, 2])", [1, 2]),
    ("map[int, str]", "{ 1: 'a', '-2': 'b' }", {1: "a", -2: "b"}),
    ("map[int, str]", "new Map([[1, 'a']])", {1: "a"}),
    ("map[str, int]", "{ 1: 2 }", {"1": 2}),
    ("list[map[int, int]]", "[{ 1: 2 }]", [{1: 2}]),
    ("tuple[int, str]", "[1, 'a']", (1, "a")),
    ("set[int]", "new Set([1])", {1}),
    ("bytes", "Buffer.from('x')", b"x"),
    ("none", "undefined", None),
    ("int?", "null", None),
]


def test_a_result_is_taken_as_what_is_declared(node_bench: Bench) -> None:
    found = each_conforms(node_bench, [("any?", returns, expression, ()) for returns, expression, _ in RESULTS])
    wanted = [expected for _, _, expected in RESULTS]
    assert found == wanted
    assert list(map(type, found)) == list(map(type, wanted))


ARGUMENTS: list[tuple[str, object, str]] = [
    ("map[str, int]", {"a": 1}, "value instanceof Map && value.get('a') === 1"),
    ("map[str, int]", {"$x": 1}, "value instanceof Map && value.get('$x') === 1"),
    ("map[int, list[int]]", {1: [2]}, "value instanceof Map && value.get(1)[0] === 2"),
    ("list[map[str, int]]", [{"a": 1}], "value[0] instanceof Map"),
    ("any", {"a": 1}, "Object.getPrototypeOf(value) === Object.prototype && value.a === 1"),
    ("any", {1: 2}, "value instanceof Map"),
    ("set[str]", {"a"}, "value instanceof Set"),
    ("tuple[int, str]", (1, "a"), "Array.isArray(value)"),
    ("bytes", b"x", "value instanceof Uint8Array && value[0] === 120"),
    ("int", 2**53 - 1, "value === Number.MAX_SAFE_INTEGER"),
    ("int", 2**53, "value === 2n ** 53n"),
    ("float", 2**60, "value === 2 ** 60"),
    ("float", math.nan, "Number.isNaN(value)"),
    ("int?", None, "value === null"),
]


def test_an_argument_arrives_as_what_is_declared(node_bench: Bench) -> None:
    tests = [(declared, "bool", test, (value,)) for declared, value, test in ARGUMENTS]
    assert each_conforms(node_bench, tests) == [True] * len(ARGUMENTS)


def test_an_argument_that_is_left_out_is_undefined_so_that_defaults_apply(node_bench: Bench) -> None:
    files = {"index.js": "exports.number = () => 1; exports.same = (value = 'default') => value;"}
    answers = node_bench.calls(files, FUNCTIONS, "same", (), (None,))
    assert [result(answer) for answer in answers] == ["default", None]


def test_an_own_key_named_proto_changes_no_prototype(node_bench: Bench) -> None:
    body = "return [value.x, ({}).x, Object.keys(value)];"
    assert gives(node_bench, body, {"__proto__": {"x": 1}}) == [None, None, ["__proto__"]]


def test_a_value_that_is_nested_too_deeply_or_holds_itself_is_refused_where_it_is_made(node_bench: Bench) -> None:
    body = (
        "let found = []; if (!value) found[0] = found; for (let n = 0; n < value; n++) found = [found]; return found;"
    )
    deep, cyclic, fine = node_bench.calls(solution(body), FUNCTIONS, "same", (100,), (0,), (60,))
    assert deep["raised"]["types"] == cyclic["raised"]["types"] == ["BadValue"]
    assert "value" in fine


# ── objects ──

COUNTER = """
export class QuotaError extends RangeError {}
export class Counter {
  constructor(start) {
    if (start === null) throw new RangeError("no start");
    this.total = start;
  }
  add(more) {
    if (more > 100) throw new QuotaError(`${more} is too much`);
    this.total += more;
    return this.total;
  }
  async get() {
    await null;
    return this.total;
  }
}
"""


def test_an_object_keeps_its_state_from_call_to_call(node_bench: Bench) -> None:
    requests = [new("Counter", 5), method("add", 2), new("Counter", 1), method("get", of=2), method("get")]
    answers = node_bench.asks({"index.mjs": COUNTER}, CLASSES, *requests)
    assert [answer["value"] for answer in answers] == [{"$object": 1}, 7, {"$object": 2}, 1, 7]


def test_replayed_calls_are_answered_in_order_with_an_exception_in_its_place(node_bench: Bench) -> None:
    calls: list[object] = [["add", [1]], ["add", [101]], ["get", []], *[["add", [0]]] * 5_000]
    replay: dict[str, object] = {"op": "replay", "object": 1, "calls": calls}
    _, answer = node_bench.asks({"index.mjs": COUNTER}, CLASSES, new("Counter", 0), replay)
    first, second, *rest = answer["value"]
    assert first == {"value": 1}
    assert second["raised"]["types"] == ["QuotaError", "RangeError"]
    assert rest == [{"value": 1}] * 5_001


def test_a_constructor_that_raises_makes_no_object(node_bench: Bench) -> None:
    refused, made = node_bench.asks({"index.mjs": COUNTER}, CLASSES, new("Counter", None), new("Counter", 0))
    assert refused["raised"]["message"] == "no start"
    assert made["value"] == {"$object": 1}


def test_a_method_that_the_object_turns_out_not_to_have_is_no_type_error_of_the_candidates(node_bench: Bench) -> None:
    files = {"index.js": "exports.Counter = class { constructor(x) { if (x) this.add = () => 1; this.get = 2; } };"}
    answers = node_bench.asks(files, CLASSES, new("Counter", 0), method("add", 1), method("get", 1))
    assert [answer["raised"]["types"] for answer in answers[1:]] == [["NoSuchMethod"]] * 2


def test_declared_names_are_spelled_the_languages_way(node_bench: Bench) -> None:
    signature = Signature(params=(), returns="int")
    declared = ClassInterface(new=(), methods={"least_recent": signature})
    interface = Interface(kind="function", functions={"add_all": signature}, classes={"Cache": declared})
    source = "export const addAll = () => 1; export class Cache { leastRecent() { return 2; } }"
    requests = [call("add_all"), new("Cache"), method("least_recent")]
    answers = node_bench.asks({"index.mjs": source}, interface, *requests)
    assert [answer["value"] for answer in answers] == [1, {"$object": 1}, 2]


# ── exceptions ──


@pytest.mark.parametrize(
    ("thrown", "types", "of"),
    [
        ("new RangeError('no')", ["RangeError"], {"invalid_argument"}),
        ("new Error('no')", ["Error"], {"invalid_argument"}),
        ("new TypeError('no')", ["TypeError"], {"wrong_type"}),
        ("new (class NotFoundError extends Error {})('no')", ["NotFoundError"], {"not_found"}),
        ("new (class UnsupportedError extends Error {})('no')", ["UnsupportedError"], {"unsupported"}),
        ("new (class Mine extends RangeError {})('no')", ["Mine", "RangeError"], {"invalid_argument"}),
        ("new (class Mine extends Error {})('no')", ["Mine"], set()),
        ("Object.assign(new Error('no'), { name: 'ValidationError' })", ["ValidationError"], {"invalid_argument"}),
        ("Object.assign(new Error('no'), { code: 'E_X' })", ["Error", "E_X"], {"invalid_argument"}),
        ("{ name: 'NotFoundError', message: 'no' }", ["NotFoundError"], {"not_found"}),
        ("'no'", ["string"], set()),
        ("{ message: 'no' }", ["Object"], set()),
    ],
)
def test_an_exception_is_of_the_kind_that_its_names_stand_for(
    node_bench: Bench, thrown: str, types: list[str], of: set[str]
) -> None:
    found = raised(node_bench, f"throw {thrown};")
    assert found["types"] == types
    assert found["message"] == "no"
    assert kinds(found) == of


def test_an_exception_of_the_system_is_no_refusal_of_an_argument(node_bench: Bench) -> None:
    found = raised(node_bench, "require('fs').readFileSync('/nowhere');")
    assert found["types"] == ["ENOENT"]
    assert kinds(found) == set()


def test_nothing_at_all_can_be_thrown(node_bench: Bench) -> None:
    assert raised(node_bench, "throw undefined;") == {"types": ["undefined"], "message": "", "trace": ""}
    assert raised(node_bench, "throw null;")["types"] == ["null"]


def test_a_trace_has_the_candidates_own_frames_only(node_bench: Bench) -> None:
    trace = raised(node_bench, "function inner() { throw new Error('x'); }\ninner();")["trace"]
    assert trace.splitlines() == ["    at inner (index.js:4:26)", "    at exports.same (index.js:5:1)"]


@pytest.mark.parametrize(
    "thrown",
    [
        "new Proxy(new Error('x'), { get() { throw new Error('y'); }, getPrototypeOf() { throw 1; } })",
        "{ get message() { throw 1; }, get name() { throw 2; }, get stack() { throw 3; } }",
        "Object.defineProperty(new Error('x'), 'stack', { value: { replace() {} } })",
        "Object.setPrototypeOf({}, { constructor: { name: 'x' } })",
    ],
)
def test_an_exception_that_does_not_want_to_be_looked_at_is_one_all_the_same(node_bench: Bench, thrown: str) -> None:
    assert raised(node_bench, f"throw {thrown};")["types"]


# ── promises and the event loop ──


def test_promises_are_awaited_whoever_made_them(node_bench: Bench) -> None:
    body = """
    if (value === 1) return new Promise((resolve) => setTimeout(resolve, 20, "late"));
    if (value === 2) return { then(resolve) { setImmediate(resolve, "thenable"); } };
    if (value === 3) return Promise.reject(new RangeError("rejected"));
    return (async () => { await null; throw new TypeError("thrown"); })();
    """
    answers = node_bench.calls(solution(body), FUNCTIONS, "same", (1,), (2,), (3,), (4,))
    assert [answer.get("value") for answer in answers[:2]] == ["late", "thenable"]
    assert [answer["raised"]["message"] for answer in answers[2:]] == ["rejected", "thrown"]


def test_a_promise_that_nothing_can_settle_is_told_at_once(node_bench: Bench) -> None:
    never, after = node_bench.calls(
        solution("return value ? 2 : new Promise(() => {});"), FUNCTIONS, "same", (0,), (1,)
    )
    assert never["raised"]["types"] == ["NeverSettled"]
    assert after["value"] == 2


@pytest.mark.parametrize("way", ["setInterval(() => kept.push(1), 5)", "setInterval(() => kept.push(1), 5).unref()"])
def test_timers_go_on_between_two_calls(node_bench: Bench, way: str) -> None:
    body = f"if (value === 0) {way}; if (value === 1) return new Promise((r) => setTimeout(r, 50)); return kept.length;"
    answers = node_bench.calls(solution(body), FUNCTIONS, "same", (0,), (1,), (2,))
    assert answers[2]["value"] >= 2


def test_a_timer_that_came_due_while_nothing_was_asked_comes_before_the_next_call(node_bench: Bench) -> None:
    body = "if (value === 0) setTimeout(() => kept.push(1), 1).unref(); return kept.length;"
    busy: dict[str, object] = {"op": "call", "function": "number", "args": []}
    source = solution(body)["index.js"].replace(
        "() => 1;", "() => { const end = Date.now() + 30; while (Date.now() < end); };"
    )
    answers = node_bench.asks({"index.js": source}, FUNCTIONS, call("same", 0), busy, call("same", 1))
    assert answers[2]["value"] == 1


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (
            "setTimeout(() => { throw new Error('later'); }, 1); return new Promise(() => setInterval(() => 1, 9));",
            "later",
        ),
        ("Promise.reject(new Error('nobody')); return new Promise(() => setInterval(() => 1, 9));", "nobody"),
    ],
    ids=["uncaught", "unhandled"],
)
def test_what_nobody_catches_ends_the_process_as_it_does_everywhere(node_bench: Bench, body: str, words: str) -> None:
    files = solution(f"{body} return new Promise(() => setInterval(() => 1, 9));")
    died = node_bench.calls(files, FUNCTIONS, "same", ())[0]["died"]
    assert died["exit_code"] == 1
    assert f"Error: {words}".encode() in base64.b64decode(died["stderr"])


# ── processes ──


@pytest.mark.parametrize(
    ("body", "exit_code", "signal"),
    [
        ("process.exit(5);", 5, None),
        ("process.exitCode = 3; process.exit();", 3, None),
        ("process.kill(process.pid, 'SIGKILL');", None, 9),
        ("process.abort();", None, 6),
    ],
)
def test_a_process_that_ends_in_the_middle_of_a_call_is_answered_for(
    node_bench: Bench, body: str, exit_code: int | None, signal: int | None
) -> None:
    died = node_bench.calls(solution(body), FUNCTIONS, "same", ())[0]["died"]
    assert (died["exit_code"], died["signal"], died["heap_exhausted"]) == (exit_code, signal, False)


@pytest.mark.parametrize(
    "body",
    [
        "for (;;) kept.push({ at: kept.length });",
        "for (let at = 0; ; at++) kept.push(`${at}`.repeat(1000));",
        "const grow = () => { kept.push(new Array(10000).fill(0.5)); setImmediate(grow); }; return new Promise(grow);",
    ],
)
def test_a_heap_that_is_used_up_is_told(node_bench: Bench, body: str) -> None:
    died = node_bench.calls(solution(body), FUNCTIONS, "same", ())[0]["died"]
    assert died["heap_exhausted"] is True
    assert died["usage"]["oom_kills"] == 0


def test_a_heap_is_used_to_its_end_before_it_is_called_used_up(node_bench: Bench) -> None:
    megabytes = (LIMITS.memory_bytes >> 20) * 2 // 5  # of the box, the agent and Node beside it
    body = "while (kept.length < value) kept.push(Array.from({ length: 1 << 17 }, Math.random)); return kept.length;"
    assert gives(node_bench, body, megabytes) == megabytes


def test_prints_never_disturb_the_protocol_and_are_kept(node_bench: Bench) -> None:
    body = (
        "console.log('driver {}', value); console.error('{\"id\": 1}'); process.stdout.write('raw\\n'); return value;"
    )
    answer, report = node_bench.asks(solution(body), FUNCTIONS, call("same", "x"), RESET)
    assert answer["value"] == "x"
    printed = {name: base64.b64decode(text).decode() for name, text in report["reset"]["printed"].items()}
    assert printed == {"stdout": "driver {} x\nraw\n", "stderr": '{"id": 1}\n'}


PIPES = """
const { readdirSync, readlinkSync } = require("fs");
const links = readdirSync("/proc/self/fd").map((name) => {
  try { return readlinkSync(`/proc/self/fd/${name}`); } catch { return ""; }
});
module.exports = links.filter((link) => link.startsWith("pipe:"));
if (require.main === module) console.log(JSON.stringify(module.exports));
"""


def test_a_fixed_environment_and_nothing_open_of_ours_in_what_it_starts(node_bench: Bench) -> None:
    body = """
    const { execFileSync } = require("child_process");
    const own = require("./pipes");
    const inherited = JSON.parse(execFileSync(process.execPath, [`${__dirname}/pipes.js`]));
    const shared = inherited.filter((link) => own.includes(link));
    return [{ ...process.env }, process.cwd(), process.argv.length, own.length > 3, shared.length];
    """
    files = {**solution(body), "pipes.js": PIPES}
    environ, folder, arguments, has_ours, shared = node_bench.calls(files, FUNCTIONS, "same", ())[0]["value"]
    assert environ == {
        "PATH": "/usr/local/bin:/usr/bin:/bin",
        "HOME": "/tmp/scratch",
        "TMPDIR": "/tmp/scratch",
        "LANG": "C.UTF-8",
        "TZ": "UTC",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    assert (folder, arguments, has_ours) == ("/tmp/scratch", 2, True)
    # What it has of ours is at most the stream for its errors, which it is meant to have.
    assert shared <= 1


def test_nothing_in_memory_reaches_the_next_test(node_bench: Bench) -> None:
    asked: list[dict[str, object]] = [call("same", 1), call("same", 1), RESET, call("same", 1)]
    answers = node_bench.asks(solution("return kept.push(value);"), FUNCTIONS, *asked)
    assert [answers[at]["value"] for at in (0, 1, 3)] == [1, 2, 1]


def test_a_call_that_never_ends_ends_with_the_test(node_bench: Bench) -> None:
    asked: list[dict[str, object]] = [call("same", 1) | {"within_s": 1.0}]
    assert node_bench.asks(solution("for (;;);"), FUNCTIONS, *asked) == [{}]


def test_a_reply_beyond_sixteen_mebibytes_ends_the_process_and_is_told(node_bench: Bench) -> None:
    answers = node_bench.calls(solution("return 'x'.repeat(value);"), FUNCTIONS, "same", (1 << 20,), (17 << 20,))
    assert answers[0]["value"] == "x" * (1 << 20)
    assert answers[1]["died"]["usage"]["output_limit"] is True


def test_a_request_of_many_megabytes_is_read_whole(node_bench: Bench) -> None:
    text = "ä" * (4 << 20)
    answers = node_bench.calls(solution("return value.length;"), FUNCTIONS, "same", (text,), ("x",))
    assert [answer["value"] for answer in answers] == [len(text), 1]


# ── code that fights back ──

DEEDS = [
    "Object.prototype.toJSON = Array.prototype.toJSON = String.prototype.toJSON = () => 'forged';",
    "JSON.parse = JSON.stringify = Array.isArray = Object.keys = () => 1;",
    "Promise.prototype.then = () => 1; globalThis.Promise = null;",
    "Map.prototype.forEach = Map.prototype.get = Set.prototype.forEach = () => 1;",
    "Buffer.from = Buffer.prototype.toString = Buffer.prototype.indexOf = Buffer.prototype.copy = () => 0;",
    "require('fs').writeSync = require('fs').readSync = () => 0; process.exit = () => {};",
    "globalThis.setImmediate = globalThis.setTimeout = () => {}; Date.now = () => 0; process.removeAllListeners();",
    "for (const name of ['push', 'map', 'includes', 'join']) Array.prototype[name] = () => { throw 1; };",
    "for (const name of ['slice', 'split', 'replaceAll', 'isWellFormed']) String.prototype[name] = () => { throw 1; };",
    "Reflect.apply = Reflect.construct = Function.prototype.call = Function.prototype.apply = () => 1;",
    "Object.defineProperty(Object.prototype, 'value', { get() { return 7; } }); Object.prototype.kind = 'forged';",
    "require('util').types.isMap = () => false; RegExp.prototype.exec = () => null;",
    "Error.prepareStackTrace = () => { throw 1; }; Error.stackTraceLimit = 0;",
    "class Liar extends Map { forEach() {} get size() { return 0; } }; globalThis.made = new Liar([[1, { a: 'b' }]]);",
]


@pytest.mark.parametrize("deed", DEEDS)
def test_replacing_what_is_built_in_gains_nothing_and_breaks_nothing_of_ours(node_bench: Bench, deed: str) -> None:
    before = "if (value !== 0) return globalThis.made ?? new globalThis.Pair([[1, { a: 'b' }]]);"
    files = solution(f"{before}\n{deed}")
    files["index.js"] = "globalThis.Pair = Map;\n" + files["index.js"]
    answers = node_bench.calls(files, FUNCTIONS, "same", (0,), (1,), (2,))
    assert [answer.get("value") for answer in answers] == [
        None,
        {"$map": [[1, {"a": "b"}]]},
        {"$map": [[1, {"a": "b"}]]},
    ]


@pytest.mark.parametrize(
    "expression",
    [
        "{ toJSON() { return 42; }, a: 1 }",
        "{ valueOf() { return 42; }, [Symbol.toPrimitive]() { return 42; }, toString() { return '42'; }, a: 1 }",
    ],
)
def test_an_object_that_would_like_to_be_something_else_is_what_it_is(node_bench: Bench, expression: str) -> None:
    found = gives(node_bench, f"return {expression};")
    assert isinstance(found, dict)
    assert found["a"] == 1


@pytest.mark.parametrize(
    "expression",
    ["{ get a() { throw new RangeError('got'); } }", "new Proxy({}, { ownKeys() { throw new RangeError('got'); } })"],
)
def test_what_a_look_at_the_result_throws_is_the_calls_exception(node_bench: Bench, expression: str) -> None:
    assert raised(node_bench, f"return {expression};")["message"] == "got"


def test_the_file_that_is_run_may_be_named_like_one_of_ours(node_bench: Bench) -> None:
    files = {"index.js": "exports.same = require('./values.cjs').same; exports.number = () => 1;", "values.cjs": ECHO}
    assert node_bench.calls(files, FUNCTIONS, "same", (5,))[0]["value"] == 5


# ── programs ──


def test_a_program_is_run_with_its_arguments_files_and_stdin(node_bench: Bench) -> None:
    source = (
        "import { readFileSync, readdirSync } from 'node:fs';\n"
        "console.log(JSON.stringify([process.argv.slice(2), readdirSync('.'), readFileSync(0, 'utf8')]));\n"
        "console.error('words'); process.exit(3);\n"
    )
    run = {
        "op": "run",
        "args": ["a", "b c"],
        "files": {"x.txt": base64.b64encode(b"x").decode()},
        "stdin": base64.b64encode(b"in").decode(),
    }
    ran = node_bench.asks({"index.mjs": source}, PROGRAM, run)[0]["ran"]
    assert ran["exit_code"] == 3
    assert base64.b64decode(ran["stdout"]) == b'[["a","b c"],["x.txt"],"in"]\n'
    assert base64.b64decode(ran["stderr"]) == b"words\n"


def test_a_program_whose_heap_is_used_up_is_told(node_bench: Bench) -> None:
    files = {"index.js": "const kept = []; for (;;) kept.push({ at: kept.length });"}
    ran = node_bench.asks(files, PROGRAM, {"op": "run", "args": []})[0]["ran"]
    assert (ran["exit_code"], ran["heap_exhausted"]) == (None, True)


def test_a_program_without_an_entry_is_refused_in_words(node_bench: Bench) -> None:
    failed = node_bench.asks({"notes.txt": ""}, PROGRAM, {"op": "run", "args": []})[0]["failed"]
    assert failed["kind"] == "compile_error"
    assert failed["message"].startswith("No entry point: looked for index.js, main.js, two_words.js, solution.js")
