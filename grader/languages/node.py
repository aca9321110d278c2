"""Node.js: a module in JavaScript or TypeScript that exports the declared names, or a program that is run."""

from __future__ import annotations

import contextlib
import json
import re
import textwrap
from collections.abc import Collection, Mapping, Sequence

from grader.languages.base import Language, Native
from grader.model import Challenge, ClassInterface, Parameter, Signature
from grader.notation import Type, parse_type

LINE_LENGTH = 80  # Prettier's default, so that a candidate's first save changes nothing
PROSE = 88

TYPESCRIPT = (".ts", ".mts", ".cts", ".tsx")
DECLARATIONS = (".d.ts", ".d.mts", ".d.cts")

ON_INSTALL = ("install", "prepare", "publish", "pack", "dependencies")

RESERVED = """
arguments await break case catch class const continue debugger default delete do else enum eval export extends false
finally for function if implements import in instanceof interface let new null package private protected public return
static super switch this throw true try typeof undefined var void while with yield constructor prototype
"""

_PLAIN = {
    "none": "void",
    "bool": "boolean",
    "int": "number",
    "float": "number",
    "str": "string",
    "bytes": "Uint8Array",
    "any": "unknown",
}
_GENERIC = {"list": "Array", "set": "Set", "map": "Map"}
_NOT_DONE = 'throw new Error("not implemented");'

PROGRAM = """\
/**
 * Do what the brief asks; what comes back is the exit code.
 *
 * @param {string[]} args
 * @returns {Promise<number>}
 */
async function main(args) {
  throw new Error("not implemented");
}

process.exitCode = await main(process.argv.slice(2));
"""

SERVER = """\
import { createServer } from "node:http";

// Answer what the brief asks for; any framework will do as well.
const server = createServer((request, response) => {
  response.writeHead(501).end();
});

server.listen(Number(process.env.PORT ?? 8080));
"""

README = """\
# {title}

{summary}
The brief says what exactly.

{how}

{loading}
"""

RUN = """\
Run it with

    node index.js ARGUMENTS

as we do, in an empty working directory."""

SERVE = """\
It is a server that listens on all addresses, at the port that the variable PORT names. Start it with

    PORT=8080 npm start"""

SERVING = (
    "Node.js 24. We start what `package.json` says under `scripts.start` (or a `Procfile` after `web:`), else the"
    " first of {entries} that is there, at the top, in `src/`, `app/` or `lib/`. TypeScript will do as well: we "
    "compile it, and start what became of the file that `start` names. Packages are those that `package.json` "
    "asks for. Your own tests are files named `*.test.js` or `*.spec.js`, or in `test/` or `__tests__/`."
)

IMPORT = """\
There is nothing to start: we import `index.js` and call what it exports, so keep the names and the arguments.
Try it from a shell in this folder:

    node --input-type=module -e 'console.log(await import("./index.js"))'"""

LOADING = (
    "Node.js 24. We take the file that `package.json` names ({fields}), else the first of {entries} that is there, at "
    "the top or in `src/`. {exports}TypeScript will do as well (`index.ts`): we compile it, and run no script of "
    "`package.json`. Add as many files beside it as you like. Your own tests are files named `*.test.js` or "
    "`*.spec.js`, or in `test/` or `__tests__/`."
)
EXPORTS = (
    "ES modules or CommonJS, named exports or a default export that holds them. What is nothing may be `null` or "
    "`undefined`. A promise is awaited. An integer beyond the safe ones is a BigInt. "
)


# ── The starter ──


def starter(challenge: Challenge) -> dict[str, str]:
    """Write the files a candidate begins with, by path: stubs of what is declared, and how they are run."""
    own = {"program": PROGRAM, "service": SERVER}
    code = own.get(challenge.interface.kind) or _stubs(challenge)
    return {
        "README.md": _readme(challenge),
        "index.js": f"{_header(challenge)}\n{code}",
        "package.json": _manifest(challenge),
    }


def hint(type_: Type) -> str:
    """Write a declared type as JSDoc has it: ``map[str, int?]`` is ``Map<string, number | null>``."""
    if type_.name == "tuple":
        name = f"[{', '.join(map(hint, type_.args))}]"
    elif type_.args:
        name = f"{_GENERIC[type_.name]}<{', '.join(map(hint, type_.args))}>"
    else:
        name = _PLAIN[type_.name]
    return f"{name} | null" if type_.optional and type_.name != "any" else name


def _manifest(challenge: Challenge) -> str:
    content: dict[str, object] = {"name": challenge.slug, "version": "1.0.0", "private": True, "type": "module"}
    entry: dict[str, dict[str, object]] = {
        "program": {"bin": "index.js"},
        "service": {"scripts": {"start": "node index.js"}},
    }
    content |= entry.get(challenge.interface.kind, {"main": "index.js"})
    return json.dumps(content | {"engines": {"node": ">=24"}}, indent=2) + "\n"


def _stubs(challenge: Challenge) -> str:
    interface = challenge.interface
    parts = [
        _stub(f"export function {LANGUAGE.spelled(name)}", signature.params, signature.returns)
        for name, signature in interface.functions.items()
    ]
    parts += [_class(name, declared) for name, declared in interface.classes.items()]
    return "\n\n".join(parts) + "\n"


def _class(name: str, declared: ClassInterface) -> str:
    members = [_stub("constructor", declared.new)] if declared.new else []
    members += [_method(name, signature) for name, signature in declared.methods.items()]
    body = textwrap.indent("\n\n".join(members), "  ")
    return f"/** See the brief. */\nexport class {LANGUAGE.spelled(name)} {{\n{body}\n}}"


def _method(name: str, signature: Signature) -> str:
    return _stub(LANGUAGE.spelled(name), signature.params, signature.returns)


def _stub(opening: str, params: Sequence[Parameter], returns: str | None = None) -> str:
    arguments = [_argument(param) for param in params]
    line = f"{opening}({', '.join(arguments)}) {{"
    if len(line) > LINE_LENGTH - 2:
        line = f"{opening}(\n" + "".join(f"  {argument},\n" for argument in arguments) + ") {"
    return f"{_comment(params, returns)}\n{line}\n  {_NOT_DONE}\n}}"


def _argument(param: Parameter) -> str:
    return LANGUAGE.spelled(param.name) + (" = null" if parse_type(param.type).optional else "")


def _comment(params: Sequence[Parameter], returns: str | None) -> str:
    lines = [_tag(param) for param in params]
    if returns is not None:
        lines.append(f"@returns {{{hint(parse_type(returns))}}}")
        lines = ["See the brief.", "", *lines]
    return "/**\n" + "".join(f" * {line}".rstrip() + "\n" for line in lines) + " */"


def _tag(param: Parameter) -> str:
    type_, name = parse_type(param.type), LANGUAGE.spelled(param.name)
    return f"@param {{{hint(type_)}}} " + (f"[{name}]" if type_.optional else name)


def _header(challenge: Challenge) -> str:
    text = f"{challenge.title.removesuffix('.')}.\n\n{textwrap.fill(challenge.summary, LINE_LENGTH - 3)}"
    escaped = text.replace("*/", "*\\/")
    return "/**\n" + "".join(f" * {line}".rstrip() + "\n" for line in escaped.splitlines()) + " */\n"


def _readme(challenge: Challenge) -> str:
    kind = challenge.interface.kind
    entries = ", ".join(f"`{name}.js`" for name in LANGUAGE.entries(challenge))
    loading = LOADING.format(
        fields="`bin` or `main`" if kind == "program" else "`exports` or `main`",
        entries=entries,
        exports="" if kind == "program" else EXPORTS,
    )
    return README.format(
        title=challenge.title,
        summary=challenge.summary,
        how={"program": RUN, "service": SERVE}.get(kind, IMPORT),
        loading=textwrap.fill(
            SERVING.format(entries=entries) if kind == "service" else loading,
            PROSE,
            break_on_hyphens=False,
            break_long_words=False,
        ),
    )


# ── What is handed in ──


def needs_build(paths: Collection[str]) -> bool:
    """Tell whether there is TypeScript among the files that says more than types, or how a tool is set up."""
    return any(
        path.endswith(TYPESCRIPT)
        and not path.endswith(DECLARATIONS)
        and not re.search(r"(^|/)node_modules/|\.config\.[cm]?ts$", path)
        for path in paths
    )


def notes(files: Mapping[str, bytes]) -> tuple[str, ...]:
    """Tell which scripts and tools of a submission are not run, and which of its settings are not read."""
    scripts = _object(files, "package.json", "scripts")
    found = [f'package.json: the script "{name}" is not run' for name in sorted(scripts) if _is_hook(name, scripts)]
    if _object(files, "tsconfig.json", "compilerOptions").get("plugins"):
        found.append("tsconfig.json: plugins of the compiler are not loaded")
    tools = sorted(path for path in files if re.match(r"(\.babelrc|babel\.config|\.swcrc|\.npmrc|\.yarnrc)", path))
    return (*found, *(f"{path} is not read" for path in tools))


def _is_hook(name: str, scripts: Collection[str]) -> bool:
    """Tell whether npm would run a script on its own: while it installs, or before or after another one."""
    of = re.sub(r"^(pre|post)", "", name)
    return name in ON_INSTALL or (of != name and (of in ON_INSTALL or of in scripts))


def _object(files: Mapping[str, bytes], path: str, key: str) -> Mapping[str, object]:
    """Read an object in a JSON file, empty where there is none; that a file is broken is the build's to tell."""
    with contextlib.suppress(ValueError, RecursionError):
        content = json.loads(files.get(path, b"{}"))
        found = content.get(key) if isinstance(content, dict) else None
        return found if isinstance(found, dict) else {}
    return {}


LANGUAGE = Language(
    name="node",
    title="Node.js",
    extensions=(".js", ".mjs", ".cjs", ".ts", ".mts", ".cts"),
    image="node",
    style="camel",
    function_entries=("index", "solution", "{slug}", "main"),
    program_entries=("index", "main", "{slug}", "solution"),
    service_entries=("server", "index", "app", "main", "{slug}", "solution"),
    test_patterns=("*.test.*", "*.spec.*", "__tests__/*", "*/__tests__/*", "test/*", "tests/*"),
    reserved=frozenset(RESERVED.split()),
    kinds={
        "invalid_argument": (
            "RangeError",
            "Error",
            "InvalidArgumentError",
            "ValidationError",
            "ERR_INVALID_ARG_VALUE",
            "ERR_OUT_OF_RANGE",
        ),
        "wrong_type": ("TypeError", "ERR_INVALID_ARG_TYPE"),
        "not_found": ("NotFoundError",),
        "unsupported": ("UnsupportedError", "NotImplementedError"),
    },
    starter=starter,
    needs_build=needs_build,
    notes=notes,
    memory_floor=0.45,
    native=Native(
        frameworks=("jest", "vitest", "mocha", "node:test"),
        files=("*.test.*", "*.spec.*"),
        cites=r"\[(R\d+)\]",
        citing="[R1] in the title",
        place="test",
    ),
)
