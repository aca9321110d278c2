"""Java: classes with the declared names, static methods of a class Solution, or a program with a main method."""

from __future__ import annotations

import html
import re
import textwrap
from collections.abc import Collection, Iterator, Sequence

from grader.languages.base import Language, Native
from grader.model import Challenge, ClassInterface, Parameter, Signature
from grader.notation import Type, parse_type

LINE_LENGTH = 100  # the most common formatters' default

_PLAIN = {"none": "void", "bool": "boolean", "int": "long", "float": "double", "str": "String", "bytes": "byte[]"}
_BOXED = {"none": "Void", "bool": "Boolean", "int": "Long", "float": "Double"}
_GENERIC = {"list": "List", "set": "Set", "map": "Map"}

KEYWORDS = """
abstract assert boolean break byte case catch char class const continue default do double else enum extends final
finally float for goto if implements import instanceof int interface long native new package private protected public
return short static strictfp super switch synchronized this throw throws transient try void volatile while true false
null _
"""
OBJECTS_OWN = "getClass hashCode equals clone toString notify notifyAll wait finalize"
"""Methods that every object has, with signatures of their own."""

FILE = """\
{imports}{javadoc}
public class {name} {{
{body}
}}
"""

METHOD = """\
/** See the brief. */
{signature} {{
    throw new UnsupportedOperationException();
}}"""

MAIN = """\
/** Do what the brief asks; {@code System.exit} gives the exit code. */
public static void main(String[] arguments) {
    throw new UnsupportedOperationException();
}"""

SERVER_IMPORTS = """\
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;

"""
SERVER = """\
/** Answer what the brief asks for; any framework will do as well. */
public static void main(String[] arguments) throws IOException {
    int port = Integer.parseInt(System.getenv().getOrDefault("PORT", "8080"));
    HttpServer server = HttpServer.create(new InetSocketAddress(port), 0);
    server.createContext("/", exchange -> {
        exchange.sendResponseHeaders(501, -1);
        exchange.close();
    });
    server.start();
}"""

README = """\
# {title}

{summary}
The brief says what exactly.

{how}

{loading}
"""

RUN = """\
Run it with

    javac -d out *.java
    java -cp out Main ARGUMENTS

as we do, in an empty working directory."""

SERVE = """\
It is a server that listens on all addresses, at the port that the variable PORT names. Start it with

    PORT=8080 java Main.java"""

SERVING = (
    "Java 21. We compile your sources, in packages or not, in `src/` or `src/main/java/`, with what `pom.xml` "
    "asks for (Maven itself and Gradle are not run), and start the class that is called Main, Application, App or"
    " Server, else the only one that has a `main` method. Your own tests are in `src/test/java/`, or files named "
    "`*Test.java`."
)

CALL = """\
There is nothing to start: we compile your sources and call what {files} declare{s}.
So keep the names and the arguments. See from a shell in this folder that it compiles:

    javac -d out *.java"""

LOADING = (
    "Java 21. {entry} Add as many files beside it as you like, in packages or not, in `src/` or `src/main/java/`; "
    "a Maven project (`pom.xml`) will do as well, and Gradle is not run. {types}"
    "Your own tests are in `src/test/java/`, or files named `*Test.java`."
)
CALLED = "The class may stand in any package."
STARTED = "We start `Main.java`, else `Solution.java`, in any package, else the only class that has a `main` method."
TYPES = (
    "Where we wrote `long`, `Long`, `List`, `Set` or `Map`, you may write another type that takes the same values: "
    "`int`, `Optional<Long>`, an array, a record for a tuple. An argument that is left out arrives as `null`, or "
    "as an empty `Optional`. "
)


def starter(challenge: Challenge) -> dict[str, str]:
    """Write the files a candidate begins with, by path: stubs of what is declared, and how they are run."""
    if challenge.interface.kind == "program":
        return {"README.md": _readme(challenge, ()), "Main.java": _file(challenge, "Main", [MAIN])}
    if challenge.interface.kind == "service":
        return {"README.md": _readme(challenge, ()), "Main.java": SERVER_IMPORTS + _file(challenge, "Main", [SERVER])}
    sources = dict(_sources(challenge))
    return {"README.md": _readme(challenge, tuple(sources)), **sources}


def java_type(type_: Type, *, boxed: bool = False) -> str:
    """Write a declared type as a Java type: ``map[str, int?]`` is ``Map<String, Long>``."""
    if type_.name in _GENERIC:
        return f"{_GENERIC[type_.name]}<{', '.join(java_type(inner, boxed=True) for inner in type_.args)}>"
    if type_.name == "tuple":
        return "List<Object>"
    plain = _PLAIN.get(type_.name, "Object")
    return _BOXED.get(type_.name, plain) if boxed or type_.optional else plain


def _sources(challenge: Challenge) -> Iterator[tuple[str, str]]:
    interface = challenge.interface
    if interface.functions:
        methods = [_method(name, signature, static=True) for name, signature in interface.functions.items()]
        yield "Solution.java", _file(challenge, "Solution", methods)
    for name, declared in interface.classes.items():
        yield f"{name}.java", _file(challenge, name, _members(name, declared))


def _members(class_name: str, declared: ClassInterface) -> list[str]:
    constructor = [_stub(f"public {class_name}", declared.new)] if declared.new else []
    return constructor + [_method(name, signature, static=False) for name, signature in declared.methods.items()]


def _method(name: str, signature: Signature, *, static: bool) -> str:
    returns = java_type(parse_type(signature.returns))
    return _stub(f"public {'static ' if static else ''}{returns} {LANGUAGE.spelled(name)}", signature.params)


def _stub(head: str, params: Sequence[Parameter]) -> str:
    arguments = [f"{java_type(parse_type(param.type))} {LANGUAGE.spelled(param.name)}" for param in params]
    line = f"{head}({', '.join(arguments)})"
    if len(line) > LINE_LENGTH - len("     {"):
        line = f"{head}(\n" + ",\n".join(f"        {argument}" for argument in arguments) + ")"
    return METHOD.format(signature=line)


def _file(challenge: Challenge, name: str, methods: Sequence[str]) -> str:
    body = textwrap.indent("\n\n".join(methods), "    ")
    used = [generic for generic in sorted(_GENERIC.values()) if re.search(rf"\b{generic}<", body)]
    imports = "".join(f"import java.util.{generic};\n" for generic in used)
    return FILE.format(imports=f"{imports}\n" if imports else "", javadoc=_javadoc(challenge), name=name, body=body)


def _javadoc(challenge: Challenge) -> str:
    """Write title and summary as a comment; a Unicode escape and ``*/`` mean something even there."""
    text = [f"{challenge.title.removesuffix('.')}.", f"<p>{challenge.summary}"]
    lines = "\n\n".join(textwrap.fill(_escaped(part), LINE_LENGTH - len(" * ")) for part in text).splitlines()
    inside = "\n".join(f" * {line}".rstrip() for line in lines)
    return f"/**\n{inside}\n */"


def _escaped(text: str) -> str:
    paragraph = "<p>" if text.startswith("<p>") else ""
    plain = html.escape(text.removeprefix("<p>"), quote=False)
    return paragraph + plain.replace("\\", "&#92;").replace("*/", "*&#47;")


def _readme(challenge: Challenge, files: Sequence[str]) -> str:
    kind = challenge.interface.kind
    program = kind == "program"
    shown = " and ".join(f"`{name}`" for name in files)
    loading = LOADING.format(entry=STARTED if program else CALLED, types="" if program else TYPES)
    called = CALL.format(files=shown, s="s" if len(files) == 1 else "")
    return README.format(
        title=challenge.title,
        summary=challenge.summary,
        how={"program": RUN, "service": SERVE}.get(kind, called),
        loading=textwrap.fill(
            SERVING if kind == "service" else loading, 88, break_on_hyphens=False, break_long_words=False
        ),
    )


def _always(_paths: Collection[str]) -> bool:
    return True


LANGUAGE = Language(
    name="java",
    title="Java",
    extensions=(".java",),
    image="java",
    style="camel",
    function_entries=("Solution",),
    program_entries=("Main", "Solution"),
    service_entries=("Main", "Application", "App", "Server"),
    test_patterns=("src/test/*", "*/src/test/*", "test/*", "tests/*", "*Test.java", "*Tests.java", "Test[A-Z]*.java"),
    reserved=frozenset([*KEYWORDS.split(), *OBJECTS_OWN.split()]),
    kinds={
        "invalid_argument": ("java.lang.IllegalArgumentException",),
        "wrong_type": ("java.lang.ClassCastException", "java.lang.NullPointerException"),
        "not_found": ("java.util.NoSuchElementException", "java.lang.IndexOutOfBoundsException"),
        "unsupported": ("java.lang.UnsupportedOperationException",),
    },
    starter=starter,
    needs_build=_always,
    tests_are_built=True,
    native=Native(frameworks=("junit",), files=("*.java",), cites=r'@Tag\("(R\d+)"\)', citing='@Tag("R1")'),
    builder_reads_manifest=True,
    # An array larger than the heap is refused before a page of it is touched: the kernel's peak bears nothing out.
    memory_floor=0.0,
)
