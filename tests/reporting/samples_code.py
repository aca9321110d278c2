"""What the analysis would say of two submissions: a small tidy one, and a larger one with faults and hostile text."""

from __future__ import annotations

from grader.model import (
    AnalysedFile,
    Finding,
    Function,
    HotSpot,
    Measure,
    Norm,
    NotMeasured,
    Place,
    Practice,
    Quality,
    Repeated,
    Severity,
    Signpost,
    SourceKind,
    Suppression,
    Tool,
)

TOOLS = (
    Tool(name="bandit", version="1.9.1"),
    Tool(name="complexipy", version="5.1.0"),
    Tool(name="lizard", version="1.19.0"),
    Tool(name="mypy", version="1.19.0"),
    Tool(name="pylint", version="4.1.4"),
    Tool(name="ruff", version="0.14.6"),
)
PUT = """\
    def put(self, key, value, ttl_ms=None):
        # The clock is read once, so that one call sees one time.
        now = self._clock()
        if self._capacity == 0:
            return
        try:
            self._forget_expired(now)
        except Exception:
            pass
        if key in self._entries:
            self._order.remove(key)
        elif len(self._entries) >= self._capacity:
            oldest = self._order.pop(0)
            del self._entries[oldest]
        deadline = None if ttl_ms is None else now + ttl_ms / 1000
        self._entries[key] = (value, deadline)
        self._order.append(key)
        eval(f"self._{'hits' if key else 'misses'}.add(1)")
        return \"\"\"two
lines\"\"\"
"""
GET = """\
    def get(self, key: str) -> object:
        if key not in self._entries:
            return None
        value, deadline = self._entries[key]
        return value
"""


NORMS = {
    "cognitive_worst": Norm(
        title="Cognitive complexity of the hardest function",
        criterion="design",
        kind="tool default",
        source="SonarSource S3776, PMD CognitiveComplexity and complexipy agree on 15",
        limit=15,
    ),
    "cognitive_over": Norm(
        title="Functions over cognitive complexity 15",
        criterion="design",
        kind="house rule",
        source="One such function is worth a look; the limit of 15 is that of the measure above",
        limit=0,
        unit="%",
    ),
    "cyclomatic_worst": Norm(
        title="Cyclomatic complexity of the most branched function",
        criterion="design",
        kind="tool default",
        source="Checkstyle, PMD and pylint warn above 10; radon ranks up to 10 as A and B",
        limit=10,
    ),
    "cyclomatic_over": Norm(
        title="Functions over cyclomatic complexity 5",
        criterion="design",
        kind="benchmark",
        source="Building Maintainable Software (SIG), four stars; a benchmark of systems",
        limit=25,
        unit="%",
    ),
    "function_lines_worst": Norm(
        title="Lines of code of the longest function",
        criterion="design",
        kind="tool default",
        source="PMD NcssCount, 60 statements a method",
        limit=60,
    ),
    "parameters_worst": Norm(
        title="Parameters of the function that takes the most",
        criterion="design",
        kind="tool default",
        source="pylint max-args 5; Checkstyle allows 7",
        limit=5,
    ),
    "duplicated": Norm(
        title="Lines that stand in the code twice",
        criterion="design",
        kind="vendor policy",
        source="The Sonar way gate, 3 % on new code; found at jscpd's granularity of 5 lines and 50 tokens",
        limit=3,
        unit="%",
    ),
    "documented": Norm(
        title="Public types and functions with a doc comment",
        criterion="design",
        kind="context",
        source="No published norm is worth quoting for a few hundred lines",
        unit="%",
    ),
    "suppressed": Norm(
        title="Places where a tool was told to look away",
        criterion="design",
        kind="context",
        source="A justified suppression is no fault; nothing here obeyed them",
    ),
}
CONCEPTS: dict[str, tuple[Severity, str, str]] = {
    "code_from_strings": ("high", "security", "Text is run as code"),
    "swallowed_error": ("medium", "design", "An error is swallowed"),
    "mutable_default": ("medium", "correctness", "A default value is shared between calls"),
    "catches_everything": ("low", "design", "Everything is caught, mistakes in the code as well"),
    "unused_variable": ("low", "design", "A value is never used"),
    "private_access": ("low", "design", "Reaches into what another keeps private"),
    "unused_import": ("note", "design", "An import is not used"),
    "prints": ("note", "design", "Prints instead of logging"),
}


def measure(name: str, value: float, where: Place | None = None, *, context: bool = False) -> Measure:
    norm = NORMS[name]
    within = None if norm.limit is None else value <= norm.limit
    return Measure(name=name, value=value, norm=norm, within=within, where=where, context=context)


def finding(concept: str, path: str, line: int, message: str, *tools: str, url: str = "") -> Finding:
    severity, criterion, title = CONCEPTS[concept]
    return Finding(
        concept=concept,
        title=title,
        criterion=criterion,
        severity=severity,
        path=path,
        line=line,
        message=message,
        tools=tools,
        help=url,
    )


def own_rule(severity: Severity, path: str, line: int, title: str, message: str, tool: str) -> Finding:
    """A finding that only a tool's own rule names."""
    return Finding(
        concept="",
        title=title,
        criterion="design",
        severity=severity,
        path=path,
        line=line,
        message=message,
        tools=(tool,),
    )


def function(name: str, line: int, lines: int, cyclomatic: int, cognitive: int | None, parameters: int = 1) -> Function:
    return Function(
        path="lru_cache.py",
        name=name,
        line=line,
        end_line=line + lines - 1,
        code_lines=lines,
        cyclomatic=cyclomatic,
        cognitive=cognitive,
        parameters=parameters,
    )


def tidy() -> Quality:
    """Ninety lines without a fault worth naming, so shares are context."""
    worst = Place(path="lru_cache.py", line=41, end_line=58, name="LruCache.put")
    return Quality(
        written_lines=74,
        test_lines=55,
        few_lines=200,
        files=(
            AnalysedFile(path="README.md", kind=SourceKind.OTHER, lines=54, written=0),
            AnalysedFile(path="lru_cache.py", kind=SourceKind.SOURCE, lines=96, written=74),
            AnalysedFile(path="tests/test_lru_cache.py", kind=SourceKind.TEST, lines=71, written=55),
        ),
        measures=(
            measure("cognitive_worst", 5, worst),
            measure("cognitive_over", 0, context=True),
            measure("cyclomatic_worst", 6, worst),
            measure("cyclomatic_over", 16.7, context=True),
            measure("function_lines_worst", 18, worst),
            measure("duplicated", 0, context=True),
            measure("documented", 100, context=True),
        ),
        findings=(
            finding(
                "private_access", "tests/test_lru_cache.py", 12, "Private member accessed: `_entries`", "ruff SLF001"
            ),
            finding("prints", "lru_cache.py", 93, "`print` found", "ruff T201"),
        ),
        practices=(
            Practice(
                name="tests_present",
                question="Are there tests of the candidate's own?",
                criterion="own_tests",
                yes=True,
                evidence="1 test file, 55 lines; unit level",
                where=(Place(path="tests/test_lru_cache.py"),),
            ),
            Practice(
                name="readme_decisions",
                question="Does the README state assumptions, decisions or what was left out?",
                criterion="communication",
                yes=True,
                evidence="README.md: “I chose an OrderedDict because it moves a key in constant time.”",
                where=(Place(path="README.md", line=21),),
            ),
        ),
        functions=(
            function("LruCache.__init__", 12, 6, 2, 1, 3),
            function("LruCache.get", 22, 14, 4, 4, 2),
            function("LruCache.put", 41, 18, 6, 5, 4),
        ),
        repeated=(),
        hot_spots=(
            HotSpot(
                where=Place(path="lru_cache.py", line=22, end_line=26, name="LruCache.get"),
                why="14 lines, cyclomatic 4, cognitive 4",
                score=56.0,
                code=GET.rstrip("\n"),
            ),
        ),
        guide=(
            Signpost(where=Place(path="lru_cache.py"), why="The entry: the suite or the server begins here."),
            Signpost(where=worst, why="The hardest function to follow: cognitive 5, cyclomatic 6."),
            Signpost(where=Place(path="tests/test_lru_cache.py"), why="The largest of the candidate's own test files."),
        ),
        strengths=(
            "No function is hard to follow: the hardest has cognitive complexity 5.",
            "No tool found anything of medium or high severity.",
            "There are tests of the candidate's own.",
        ),
        suppressions=(),
        tools=TOOLS,
        not_measured=(
            NotMeasured(
                what="Known vulnerabilities of packages",
                why="No advisory database comes with this version; versions and their fixing are in the report.",
            ),
        ),
    )


def faulty(hostile: tuple[str, ...] = ()) -> Quality:
    """Enough code for shares to count, faults of every severity, and a place for each hostile text in every list."""
    put = Place(path="lru_cache.py", line=41, end_line=72, name="LruCache.put")
    return Quality(
        written_lines=331,
        test_lines=0,
        few_lines=200,
        files=(
            AnalysedFile(path="lru_cache.py", kind=SourceKind.SOURCE, lines=241, written=205),
            AnalysedFile(path="store.py", kind=SourceKind.SOURCE, lines=140, written=126),
            AnalysedFile(path="setup.py", kind=SourceKind.STARTER, lines=12, written=0),
            AnalysedFile(path="dist/bundle.py", kind=SourceKind.GENERATED, lines=4_800, written=4_800),
            AnalysedFile(path="data/words.py", kind=SourceKind.TOO_LARGE, lines=20_400, written=0),
            *(AnalysedFile(path=text, kind=SourceKind.OTHER, lines=3, written=0) for text in hostile),
        ),
        measures=(
            measure("cognitive_worst", 23, put),
            measure("cognitive_over", 8.3),
            measure("cyclomatic_worst", 14, put),
            measure("cyclomatic_over", 33.3),
            measure("function_lines_worst", 61, put),
            measure("parameters_worst", 5, put),
            measure("duplicated", 12.4, Place(path="store.py", line=20, end_line=41)),
            measure("documented", 12.5),
            *(measure("suppressed", 3, Place(path=text, line=2, name=text)) for text in hostile),
        ),
        findings=(
            finding(
                "code_from_strings",
                "lru_cache.py",
                58,
                "Use of possibly insecure function - consider using safer ast.literal_eval.",
                "bandit B307",
                "pylint W0123",
                url="https://bandit.readthedocs.io/en/1.9.1/blacklists/blacklist_calls.html#b307-eval",
            ),
            finding(
                "swallowed_error",
                "lru_cache.py",
                48,
                "`try`-`except`-`pass` detected, consider logging the error",
                "ruff S110",
                "bandit B110",
                url="https://docs.astral.sh/ruff/rules/try-except-pass",
            ),
            finding("mutable_default", "store.py", 31, "Dangerous default value [] as argument", "pylint W0102"),
            finding(
                "catches_everything", "lru_cache.py", 48, "Catching too general exception Exception", "pylint W0718"
            ),
            *(
                finding("unused_variable", "store.py", 50 + number, f"Unused variable 'row_{number}'", "pylint W0612")
                for number in range(7)
            ),
            own_rule("low", "store.py", 88, "consider using with", "Consider using 'with'", "pylint R1732x"),
            *(
                finding("unused_import", "store.py", number, f"`os{number}` unused", "ruff F401")
                for number in range(1, 15)
            ),
            *(
                Finding(
                    concept="",
                    title=text,
                    criterion=text,
                    severity="medium",
                    path=text,
                    line=number,
                    message=text,
                    tools=(text, f"ruff {text}"),
                    help=text,
                )
                for number, text in enumerate(hostile)
            ),
            *(
                finding("prints", "hostile.py", 7 + number, text, text, url=f"https://a.example/{text}")
                for number, text in enumerate(hostile)
            ),
        ),
        practices=(
            Practice(
                name="tests_present",
                question="Are there tests of the candidate's own?",
                criterion="own_tests",
                yes=False,
                evidence="No file that looks like a test.",
            ),
            Practice(
                name="no_swallowed_errors",
                question="Are errors handled rather than swallowed?",
                criterion="design",
                yes=False,
                evidence="1 swallowed error.",
                where=(Place(path="lru_cache.py", line=48),),
            ),
            Practice(
                name="logs",
                question="Does it log rather than print?",
                criterion="design",
                yes=None,
                evidence="No server.",
            ),
            Practice(
                name="no_secrets",
                question="Are the files free of keys and passwords?",
                criterion="security",
                yes=True,
                evidence="None was recognised.",
            ),
            *(
                Practice(
                    name=text,
                    question=text,
                    criterion="communication",
                    yes=False,
                    evidence=text,
                    where=(Place(path=text, line=3, name=text),),
                )
                for text in hostile
            ),
        ),
        functions=(
            function("LruCache.get", 20, 14, 4, 4, 2),
            function("LruCache.put", 41, 61, 14, 23, 5),
            *(function(f"step_{number}", 110 + 10 * number, 8, 2, number % 5) for number in range(12)),
            function("unknown", 400, 3, 1, None),
            *(
                Function(path=text, name=text, line=number, end_line=number + 2, code_lines=3)
                for number, text in enumerate(hostile, start=1)
            ),
        ),
        repeated=(
            Repeated(
                first=Place(path="store.py", line=20, end_line=41),
                second=Place(path="store.py", line=90, end_line=111),
                lines=22,
            ),
            *(Repeated(first=Place(path=text, line=1), second=Place(path=text, line=9), lines=6) for text in hostile),
        ),
        hot_spots=(
            HotSpot(
                where=put,
                why="61 lines, cyclomatic 14, cognitive 23, 3 findings",
                score=4_200.0,
                code=PUT.rstrip("\n"),
            ),
            *(
                HotSpot(
                    where=Place(path="hostile.py", line=7, end_line=7 + len(hostile), name=text),
                    why=text,
                    score=1.0,
                    # The host cuts the lines of a file at line breaks and to a length.
                    code="\n".join(each.replace("\n", " ")[:300] for each in hostile),
                )
                for text in hostile[:3]
            ),
        ),
        guide=(
            Signpost(where=Place(path="lru_cache.py"), why="The entry: the suite or the server begins here."),
            Signpost(where=Place(path="store.py"), why="Carries the logic: 126 lines, 19 branches."),
            Signpost(where=put, why="The hardest function to follow: cognitive 23, cyclomatic 14."),
            *(Signpost(where=Place(path=text, name=text), why=text) for text in hostile),
        ),
        strengths=hostile[:2],
        suppressions=(
            Suppression(where=Place(path="store.py", line=12), text="import os  # noqa: F401"),
            *(Suppression(where=Place(path=text, line=2), text=text) for text in hostile),
        ),
        tools=(*TOOLS, *(Tool(name=text, version=text) for text in hostile[:2])),
        not_measured=(
            NotMeasured(what="data/words.py", why="Not analysed: 20,400 lines, more than 10,000."),
            NotMeasured(what="vulture", why="The tool did not get through: stopped after 60 s"),
            *(NotMeasured(what=text, why=text) for text in hostile),
        ),
    )
