"""TypeScript: what the builder makes of it runs as Node would run what the candidate's own tools make."""

from __future__ import annotations

import io
import json
import tarfile
from typing import TYPE_CHECKING

import pytest
from host_boxes import FUNCTIONS, PROGRAM
from node_boxes import Bench, call

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from grader.model import Build, Interface
    from grader.sandbox.docker import DockerSandbox

pytestmark = pytest.mark.docker

SAME = "export const same = (value?: unknown): unknown => value;\n"
NUMBER = "export function number(): number { return 1; }\n"
FINE = SAME + NUMBER


@pytest.fixture(scope="module")
def node_bench(engine: DockerSandbox, node_image: str) -> Iterator[Bench]:
    with Bench(engine, node_image) as bench:
        yield bench


def config(**options: object) -> str:
    return json.dumps({"compilerOptions": options})


def built(
    bench: Bench, files: Mapping[str, str | bytes], interface: Interface = FUNCTIONS, *, tests: bool = False
) -> Build:
    """What is made of a submission that can be built."""
    made = bench.build(files, interface, tests=tests)
    assert made.failure is None, made.failure
    return made


def refused(bench: Bench, files: Mapping[str, str | bytes]) -> str:
    """Why one was not built."""
    made = bench.build(files, FUNCTIONS)
    assert made.failure is not None
    assert made.failure.kind == "compile_error"
    return made.failure.message


def contents(made: Build) -> dict[str, str]:
    """The files that were made, by name."""
    found = {}
    with tarfile.open(fileobj=io.BytesIO(made.archive)) as tar:
        for member in tar.getmembers():
            content = tar.extractfile(member)
            assert content is not None
            found[member.name] = content.read().decode("utf-8", "replace")
    return found


def gives(bench: Bench, files: Mapping[str, str | bytes], *arguments: object) -> object:
    """What ``same`` gives once all is built."""
    made = built(bench, files)
    answer = bench.asks(files, FUNCTIONS, call("same", *arguments), build=made)[0]
    assert "value" in answer, answer
    found: object = answer["value"]
    return found


# ── Layouts and formats ──


@pytest.mark.parametrize(
    ("files", "entry"),
    [
        ({"index.ts": FINE}, "index.js"),
        ({"src/index.ts": FINE, "package.json": '{"main": "dist/index.js"}'}, "src/index.js"),
        ({"src/a.ts": FINE, "package.json": '{"main": "dist/src/a.js"}'}, "src/a.js"),
        ({"a.ts": FINE, "package.json": '{"exports": {".": {"import": "./build/a.js"}}}'}, "a.js"),
        ({"index.mts": FINE}, "index.mjs"),
        ({"index.cts": FINE, "package.json": '{"type": "module"}'}, "index.cjs"),
        ({"index.ts": FINE, "package.json": '{"type": "module"}'}, "index.js"),
        ({"two-words.ts": FINE, "types.d.ts": "declare const x: number;"}, "two-words.js"),
        ({"index.js": "module.exports = require('./part');", "part.ts": FINE}, "index.js"),
    ],
    ids=lambda given: " ".join(given) if isinstance(given, dict) else None,
)
def test_the_entry_is_found_by_its_source_or_by_the_output_that_stands_for_it(
    node_bench: Bench, files: dict[str, str], entry: str
) -> None:
    made = built(node_bench, files)
    assert made.facts["entry"] == entry
    assert entry in contents(made)
    assert node_bench.load(files, FUNCTIONS, made) == {"value": {"entry": made.facts["source"]}}


@pytest.mark.parametrize("kind", ["module", "commonjs"])
def test_imports_are_found_as_the_candidates_own_tools_find_them(node_bench: Bench, kind: str) -> None:
    files = {
        "package.json": json.dumps({"type": kind}),
        "tsconfig.json": '{"compilerOptions": {"paths": {"@/*": ["./src/*"]}, "outDir": "dist", /* why not */ }}',
        "src/index.ts": (
            "import { Level, type Named } from './lib/level';\n"
            "import { doubled } from '@/lib/doubled.js';\n"
            "import { listed } from './lib';\n"
            "import data from './data.json';\n"
            "export { number } from './number.ts';\n"
            "export const same = async (value: number): Promise<unknown[]> => {\n"
            "  const { late } = await import('./lib/late');\n"
            "  const named: Named = { name: 'n' };\n"
            "  return [Level.High, doubled(value), listed, data.x, late, named.name];\n"
            "};\n"
        ),
        "src/number.ts": NUMBER,
        "src/data.json": '{"x": 3}',
        "src/lib/level.ts": "export enum Level { Low, High }\nexport interface Named { name: string }\n",
        "src/lib/doubled.ts": "export const doubled = (value: number) => value * 2;\n",
        "src/lib/index.ts": "export const listed = 'listed';\n",
        "src/lib/late.ts": "export const late = 'late';\n",
    }
    if kind == "commonjs":
        files["tsconfig.json"] = files["tsconfig.json"].replace(
            "}, ", '}, "esModuleInterop": true, "module": "node16", '
        )
    assert gives(node_bench, files, 5) == [1, 10, "listed", 3, "late", "n"]


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("const kept = await Promise.resolve(4);\nexport const same = () => kept;\n", 4),
        ("export const same = () => import.meta.filename;\n", "/build/index.js"),
    ],
)
def test_what_only_a_module_may_say_makes_one_though_nothing_else_does(
    node_bench: Bench, source: str, value: object
) -> None:
    assert gives(node_bench, {"index.ts": source + NUMBER}) == value


def test_whatever_else_was_handed_in_stands_beside_the_output(node_bench: Bench) -> None:
    files = {
        "index.ts": f"import {{ readFileSync }} from 'fs';\n{NUMBER}"
        "export const same = () => readFileSync(`${__dirname}/data/words.txt`, 'utf8') + require('./plain').x;\n",
        "plain.js": "exports.x = '!';\n",
        "data/words.txt": "words",
    }
    assert set(contents(built(node_bench, files))) == {"index.js", "plain.js", "data/words.txt"}
    assert gives(node_bench, files) == "words!"


def test_a_script_finds_the_output_where_tsconfig_puts_it(node_bench: Bench) -> None:
    files = {
        "package.json": '{"bin": "bin/run.js"}',
        "bin/run.js": "#!/usr/bin/env node\nrequire('../dist/main.js');\n",
        "tsconfig.json": json.dumps({"compilerOptions": {"outDir": "dist"}, "include": ["src"]}),
        "src/main.ts": "import { word } from './word';\nconsole.log(word);\nprocess.exit(7);\n",
        "src/word.ts": "export const word: string = 'hello';\n",
    }
    made = built(node_bench, files, PROGRAM)
    assert {"src/main.js", "dist/main.js", "dist/word.js"} <= set(contents(made))
    run: dict[str, object] = {"op": "run", "args": []}
    assert node_bench.asks(files, PROGRAM, {"op": "load"}, run, build=made)[1]["ran"]["exit_code"] == 7


def test_own_tests_and_tools_are_compiled_only_where_they_are_wanted(node_bench: Bench) -> None:
    files = {
        "src/index.ts": FINE,
        "src/index.test.ts": "import { same } from './index';\nsame();\n",
        "test/more.ts": "export {};\n",
        "jest.config.ts": "export default {};\n",
    }
    assert set(contents(built(node_bench, files))) == {"src/index.js"}
    assert {"src/index.test.js", "test/more.js"} <= set(contents(built(node_bench, files, tests=True)))


# ── What tsconfig.json chooses ──

DECORATED = """
import 'reflect-metadata';
function logged(target: object, name: string, property: PropertyDescriptor) {
  const types = Reflect.getMetadata('design:paramtypes', target, name).map((type: Function) => type.name);
  const inner = property.value;
  property.value = function (...given: unknown[]) { return [types, inner.apply(this, given)]; };
}
class Service { @logged run(value: number): number { return value; } }
export const same = (value: number) => new Service().run(value);
"""


def test_decorators_with_metadata_work_as_configured(node_bench: Bench) -> None:
    options = config(experimentalDecorators=True, emitDecoratorMetadata=True, strict=True)
    files = {"index.ts": DECORATED + NUMBER, "tsconfig.json": options}
    assert gives(node_bench, files, 5) == [["Number"], 5]


def test_decorators_of_the_language_work_without_any_option(node_bench: Bench) -> None:
    source = """
    const twice = (inner: (value: number) => number, _: unknown) => (value: number) => inner(value) * 2;
    class Service { @twice run(value: number) { return value; } }
    export const same = (value: number) => new Service().run(value);
    """
    assert gives(node_bench, {"index.ts": source + NUMBER}, 5) == 10


@pytest.mark.parametrize("imported", ["import fs from 'fs';", "import * as fs from 'fs';"])
def test_imports_of_scripts_follow_the_candidates_choice(node_bench: Bench, imported: str) -> None:
    files = {
        "tsconfig.json": config(module="commonjs", esModuleInterop="* as" not in imported),
        "index.ts": f"{imported}\nexport const same = () => typeof fs.readFileSync;\n{NUMBER}",
    }
    assert gives(node_bench, files) == "function"


@pytest.mark.parametrize("parent", ["@tsconfig/node22/tsconfig.json", "./no-such-file.json", "/etc/passwd"])
def test_options_may_come_from_a_package_or_from_nowhere(node_bench: Bench, parent: str) -> None:
    files = {"index.ts": FINE, "tsconfig.json": json.dumps({"extends": parent})}
    assert gives(node_bench, files, 5) == 5


def test_a_trace_tells_the_line_of_the_source(node_bench: Bench) -> None:
    source = f"interface Unused {{\n  a: 1;\n}}\n{NUMBER}export const same = () => {{\n  throw new Error('x');\n}};"
    files = {"src/index.ts": source}
    answer = node_bench.asks(files, FUNCTIONS, call("same"), build=built(node_bench, files))[0]
    assert "(src/index.ts:6:9)" in answer["raised"]["trace"]


# ── Mistakes ──


def test_what_cannot_be_parsed_is_told_with_line_and_caret(node_bench: Bench) -> None:
    words = refused(node_bench, {"src/index.ts": "export {};\nconst x = ;\n"})
    assert words == "src/index.ts:2:11: error TS1109: Expression expected.\nconst x = ;\n          ^"


def test_of_many_mistakes_the_first_are_told(node_bench: Bench) -> None:
    words = refused(node_bench, {"index.ts": "const = 1;\n" * 30})
    assert words.count("error TS") == 10
    assert words.endswith("more")


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({"index.ts": FINE, "tsconfig.json": '{"compilerOptions": {'}, "tsconfig.json:1:22: error TS1005"),
        ({"index.ts": FINE, "package.json": "{"}, "package.json:1:2: not valid JSON"),
        ({"index.ts": FINE, "src/part.ts": b"// \xe9\n"}, "src/part.ts:1: not UTF-8 text"),
        ({"one.ts": "", "two.ts": ""}, "No entry point: looked for index.ts, solution.ts, two_words.ts, main.ts"),
    ],
    ids=["tsconfig", "package", "utf-8", "no entry"],
)
def test_what_is_wrong_before_it_is_compiled_is_told(
    node_bench: Bench, files: dict[str, str | bytes], words: str
) -> None:
    assert words in refused(node_bench, files)


def test_type_errors_fail_nothing(node_bench: Bench) -> None:
    files = {"index.ts": f"{FINE}const wrong: number = 'text';\nexport const kept = wrong;\n", "tsconfig.json": "{}"}
    made = built(node_bench, files)
    assert node_bench.asks(files, FUNCTIONS, call("same", 5), build=made)[0]["value"] == 5
    # Whether the check is done in time depends on the machine; what it says, once it says something, does not.
    told = "TypeScript: tsc would report 1 type error, which decides nothing: index.ts:3:7: error TS2322: Type 'string'"
    assert [note for note in made.notes if not note.startswith((told, "TypeScript: types were not checked"))] == []


def test_missing_types_of_a_package_are_no_type_errors(node_bench: Bench) -> None:
    files = {"index.ts": f"{FINE}export const pad = async () => (await import('left-pad')).default;\n"}
    assert [note for note in built(node_bench, files).notes if "type error" in note] == []


SCRIPTS = dict.fromkeys(("preinstall", "install", "prepare", "build", "prebuild"), "node plugin.js")


@pytest.mark.parametrize(
    "trick",
    [
        {"tsconfig.json": config(plugins=[{"name": "./plugin.js", "transform": "./plugin.js"}])},
        {"package.json": json.dumps({"scripts": SCRIPTS})},
        {"node_modules/typescript/lib/typescript.js": "require('../../../plugin.js')"},
        {"tsconfig.json": config(outDir="/tmp/elsewhere", rootDir="/", tsBuildInfoFile="/tmp/elsewhere/info")},
    ],
    ids=["plugins", "scripts", "another compiler", "folders"],
)
def test_nothing_of_the_submissions_runs_while_it_is_built(node_bench: Bench, trick: dict[str, str]) -> None:
    files = {"index.ts": FINE, "plugin.js": "process.kill(process.ppid, 'SIGKILL');", **trick}
    assert gives(node_bench, files, 5) == 5


NESTED = f"export const nested = {'[' * 4000}{']' * 4000};\n"


@pytest.mark.parametrize(
    ("brought", "words"),
    [
        ({"nested.ts": NESTED}, "nested.ts is nested too deeply for the compiler"),
        ({"sub/more.ts": NUMBER, "sub/package.json": "{"}, "sub/package.json: not valid JSON"),
        ({"index.js/data.json": "{}"}, "index.js cannot be written"),
        ({"more.ts": "// an old line end\r\u2028\rconst = 1;\n"}, "more.ts:4:7: error TS1134"),
    ],
    ids=["deep", "another manifest", "a folder in the way", "old line ends"],
)
def test_what_breaks_the_compiler_is_the_submissions_fault(
    node_bench: Bench, brought: dict[str, str], words: str
) -> None:
    assert words in refused(node_bench, {"index.ts": FINE, **brought})


def test_files_that_tsconfig_means_but_that_are_not_there_are_left_out(node_bench: Bench) -> None:
    meant = {"files": ["index.ts", "gone.ts", "/grader/session.cjs"], "compilerOptions": {"allowJs": True}}
    assert gives(node_bench, {"index.ts": FINE, "tsconfig.json": json.dumps(meant)}, 5) == 5
