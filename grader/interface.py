"""The ``interface`` of a challenge.yaml: what the suite may call, checked so that every language can offer it."""

from __future__ import annotations

from collections.abc import Sequence

from grader.languages.base import Language
from grader.mapping import Mapping
from grader.mistakes import near_miss
from grader.model import ClassInterface, Interface, NativeSuite, Parameter, QueryInterface, Signature
from grader.notation import (
    Type,
    parse_class_name,
    parse_dotted_name,
    parse_folder,
    parse_name,
    parse_target,
    parse_type,
    parse_variable,
)

KINDS = ("function", "program", "service", "queries", "native")
# Keys that one kind alone has, and what is said of them in another.
BELONGS = {
    "suites": ("native", 'the suite of such a challenge is pytest, once for all languages. Remove "suites".'),
    "ready": ("service", 'only a service is waited for. Remove "ready".'),
    "environment": ("service", 'only a service is started with variables. Remove "environment".'),
    "queries": ("queries", 'only a challenge of the kind "queries" has them. Remove "queries".'),
}
UNDECLARED = {
    "program": "a program is run as a command",
    "service": "a service is asked over HTTP",
    "queries": "each query is a function of its own",
    "native": "a native suite imports what it tests",
}
DECLARATIONS = ("functions", "classes", "errors")
# The suite's own stand-in for an object answers to these, so a declared method of that name could not be called.
TAKEN_METHODS = ("replay",)


def read_interface(challenge: Mapping, languages: Sequence[Language]) -> Interface:
    """Read a challenge's interface; mistakes are noted, and what they leave is not to be used."""
    if "interface" not in challenge:
        return Interface(kind="")
    given = challenge.mapping("interface")
    given.allow(("kind",), (*DECLARATIONS, *BELONGS))
    kind = given.text("kind")
    if kind and kind not in KINDS:
        given.note("kind", f'unknown kind "{kind}".{near_miss(kind, KINDS)}')
    for key, (owner, why) in BELONGS.items():
        if key in given and kind != owner:
            given.note(key, why)
    if kind in UNDECLARED:
        _refuse(given, UNDECLARED[kind])
    for language in languages:
        if kind in KINDS and kind not in language.interfaces:
            challenge.note("languages", f'{language.title} cannot be handed in for a challenge of the kind "{kind}".')
    return _READERS.get(kind, _function)(challenge, given, languages)


def _function(_challenge: Mapping, given: Mapping, languages: Sequence[Language]) -> Interface:
    kind = given.text("kind")
    if kind == "function" and "functions" not in given and "classes" not in given:
        given.note("kind", 'a function challenge declares what the suite calls. Add "functions" or "classes".')
    return Interface(
        kind=kind,
        functions=_signatures(given, "functions", languages),
        classes=_classes(given, languages),
        errors=_errors(given, languages),
    )


def _program(_challenge: Mapping, _given: Mapping, _languages: Sequence[Language]) -> Interface:
    return Interface(kind="program")


def _service(_challenge: Mapping, given: Mapping, _languages: Sequence[Language]) -> Interface:
    ready = given.parsed("ready", parse_target, "/")
    return Interface(kind="service", ready=ready, environment=_environment(given))


def _asked(_challenge: Mapping, given: Mapping, languages: Sequence[Language]) -> Interface:
    queries = _queries(given, languages)
    # Whatever a function gives, text or rows, is looked at by the examiner.
    functions = {name: Signature(params=query.params, returns="any") for name, query in queries.items()}
    return Interface(kind="queries", functions=functions, queries=queries)


def _native(challenge: Mapping, given: Mapping, languages: Sequence[Language]) -> Interface:
    return Interface(kind="native", suites=_suites(given, challenge.mapping("requirements"), languages))


_READERS = {"program": _program, "service": _service, "queries": _asked, "native": _native}


def _refuse(given: Mapping, why: str) -> None:
    for key in DECLARATIONS:
        if key in given:
            given.note(key, f'{why}: it has no "{key}". Remove them.')


def _queries(given: Mapping, languages: Sequence[Language]) -> dict[str, QueryInterface]:
    if "queries" not in given:
        given.note("kind", 'a challenge of this kind declares what is asked. Add "queries".')
        return {}
    declared = given.filled_mapping("queries")
    found = {}
    for name in declared:
        declared.check_key(name, parse_name)
        query = declared.mapping(name)
        query.allow(("columns",), ("params",))
        columns = query.texts("columns")
        for column in columns:
            query.check_text(column.text, column.line, parse_name)
        found[name] = QueryInterface(
            params=_parameters(query, "params", languages), columns=tuple(column.text for column in columns)
        )
    return found


def _environment(given: Mapping) -> dict[str, str]:
    declared = given.mapping("environment")
    for name in declared:
        declared.check_key(name, parse_variable)
    return {name: declared.text(name) for name in declared}


def _suites(given: Mapping, requirements: Mapping, languages: Sequence[Language]) -> dict[str, NativeSuite]:
    if "suites" not in given:
        given.note("kind", 'a native challenge has a suite in each of its languages. Add "suites".')
        return {}
    declared = given.filled_mapping("suites")
    declared.allow([language.name for language in languages])
    return {
        language.name: _suite(declared.mapping(language.name), requirements, language)
        for language in languages
        if language.name in declared
    }


def _suite(given: Mapping, requirements: Mapping, language: Language) -> NativeSuite:
    known = language.native
    given.allow(("framework",), ("cases", *(["place"] if known.place else [])))
    framework = given.text("framework")
    if framework and framework not in known.frameworks:
        given.note("framework", f'unknown framework "{framework}".{near_miss(framework, known.frameworks)}')
    place = given.parsed("place", parse_folder, known.place) if known.place else ""
    return NativeSuite(framework=framework, cases=_cases(given, requirements), place=place)


def _cases(given: Mapping, requirements: Mapping) -> dict[str, tuple[str, ...]]:
    """Read patterns of the names of the cases that speak for each requirement without citing it themselves."""
    below = given.filled_mapping("cases")
    known = list(requirements)
    for name in below:
        if name not in known:
            below.note(name, f'unknown requirement "{name}".{near_miss(name, known)}')
    return {name: tuple(item.text for item in below.texts(name)) for name in below}


def _signatures(given: Mapping, key: str, languages: Sequence[Language]) -> dict[str, Signature]:
    declared = given.filled_mapping(key)
    for name in declared:
        declared.check_key(name, parse_name)
        _refuse_reserved(declared, declared.line_of(name), name, languages)
    return {name: _signature(declared.mapping(name), languages) for name in declared}


def _signature(given: Mapping, languages: Sequence[Language]) -> Signature:
    given.allow((), ("params", "returns"))
    returns = given.parsed("returns", parse_type, Type(name="none"))
    return Signature(params=_parameters(given, "params", languages), returns=str(returns))


def _classes(given: Mapping, languages: Sequence[Language]) -> dict[str, ClassInterface]:
    declared = given.filled_mapping("classes")
    for name in declared:
        declared.check_key(name, parse_class_name)
    return {name: _class(declared.mapping(name), languages) for name in declared}


def _class(given: Mapping, languages: Sequence[Language]) -> ClassInterface:
    given.allow(("methods",), ("new",))
    methods = _signatures(given, "methods", languages)
    for name in TAKEN_METHODS:
        if name in methods:
            given.mapping("methods").note(name, f'a method "{name}" would hide the suite\'s own. Rename it.')
    return ClassInterface(new=_parameters(given, "new", languages), methods=methods)


def _parameters(given: Mapping, key: str, languages: Sequence[Language]) -> tuple[Parameter, ...]:
    parameters: dict[str, Parameter] = {}
    left_out = ""
    for item in given.mappings(key):
        item.allow(("name", "type"))
        name = item.parsed("name", parse_name, "")
        type_ = item.parsed("type", parse_type, Type(name="any"))
        _refuse_reserved(item, item.line_of("name"), name, languages)
        if name in parameters and name:
            item.note("name", f'parameter "{name}" is declared twice. Rename one.')
        if left_out and not type_.optional:
            item.note(
                "name", f'parameter "{name}" follows "{left_out}", which may be left out. Put it before that one.'
            )
        if type_.optional:
            left_out = left_out or name
        parameters[name] = Parameter(name=name, type=str(type_))
    return tuple(parameters.values())


def _refuse_reserved(given: Mapping, line: int, name: str, languages: Sequence[Language]) -> None:
    for language in languages:
        if language.spelled(name) in language.reserved:
            given.note_at(line, f'"{name}" is a reserved word of {language.title}. Rename it.')


def _errors(given: Mapping, languages: Sequence[Language]) -> dict[str, dict[str, tuple[str, ...]]]:
    kinds = given.filled_mapping("errors")
    for kind in kinds:
        kinds.check_key(kind, parse_name)
    return {kind: _error_types(kinds.mapping(kind), languages) for kind in kinds}


def _error_types(given: Mapping, languages: Sequence[Language]) -> dict[str, tuple[str, ...]]:
    given.allow([language.name for language in languages])
    types: dict[str, tuple[str, ...]] = {}
    for name in given:
        found = given.texts(name)
        for text, line in found:
            given.check_text(text, line, parse_dotted_name)
        types[name] = tuple(item.text for item in found)
    return types
