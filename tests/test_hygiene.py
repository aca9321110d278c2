"""The grader's own hygiene: no shell, nothing unpickled or unpacked blindly, and strict reading of whatever crosses.

What each rule forbids is looked for in the syntax tree of every program of ours, on the host and in boxes; the
exceptions stand here, each with its reason, and one that nobody needs any more is a failure as well.
"""

from __future__ import annotations

import ast
import base64
import io
import json
import re
import struct
import subprocess
import sys
import tarfile
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import locks
import msgspec
import osv_sets
import pytest
from samples import accepted as sample_grade

from grader import cli
from grader.blind.manifests import authors
from grader.building import plain_files
from grader.building import understood as built
from grader.checks.own_tests import understood as own_tests
from grader.checks.quality.box import understood as quality
from grader.checks.quality.declared import declared
from grader.checks.seeded import understood as seeded
from grader.configuration import Advisories, Configuration, load_configuration
from grader.dependencies import fetching, manager_of
from grader.dependencies.layer import repacked
from grader.errors import BuilderFailed, ConfigurationError, ExamFailed, FetcherFailed, UserError
from grader.events import read_events
from grader.history import Told as History
from grader.languages import find
from grader.model import Grade, Limits, NotMeasured
from grader.native.told import Line
from grader.paths import DATA as ROOT
from grader.paths import SANDBOX
from grader.reporting.result_json import read as read_result
from grader.review.documents import MOST_BYTES, read_document
from grader.review.log import read_log
from grader.sandbox import images
from grader.sandbox.base import BoxSpec, Ending
from grader.sandbox.docker import container_config
from grader.sandbox.errand import Returned
from grader.untrusted import Unreadable, decoded, without_passwords

# ── what no program of ours does ──

FORBIDDEN = {
    "eval": "runs a text",
    "exec": "runs a text",
    "compile": "makes a program of a text",
    "os.system": "asks a shell",
    "os.popen": "asks a shell",
    "subprocess.getoutput": "asks a shell",
    "subprocess.getstatusoutput": "asks a shell",
    "yaml.load": "makes objects of any kind; compose with a SafeLoader",
    "yaml.load_all": "makes objects of any kind",
    "yaml.unsafe_load": "makes objects of any kind",
    "yaml.full_load": "makes objects of any kind",
    "tempfile.mktemp": "names a file that somebody else may make",
    "shutil.unpack_archive": "unpacks what it is told to, where it is told to",
    "shutil.rmtree": "removes what a path says, and a path may be a candidate's",
}
MODULES = {"pickle", "cPickle", "marshal", "shelve", "dill", "cloudpickle", "xml", "xmlrpc", "telnetlib", "pty", "code"}
METHODS = {
    "extractall": "unpacks whatever an archive says, wherever it says",
    "put_archive": "writes into a live box (THREATS.md A08)",
    "get_archive": "reads from a live box (A08)",
    "exec_create": "runs something in a live box (A08)",
    "exec_start": "runs something in a live box (A08)",
    "exec_run": "runs something in a live box (A08)",
    "copy_to_container": "writes into a live box (A08)",
}
KEYWORDS = {("shell", True): "asks a shell", ("verify", False): "believes any certificate"}

EXCEPTIONS = {
    (
        "sandbox/python/driver.py",
        "compile",
    ): "in the candidate's box: whether their source is Python, never run from it",
    ("sandbox/analysis/common.py", "pickle"): "a list of imports for mypy's cache; it is read, and never run",
    ("sandbox/analysis/common.py", "xml"): "likewise",
    ("sandbox/java/builder.py", "xml"): "a pom.xml, in a box with a bound on memory; expat resolves nothing outside",
    ("sandbox/java/gradle.py", "xml"): "escapes what is written, and reads nothing",
    ("sandbox/analysis/java/flatten.py", "xml"): "at build time, rules of PMD's own jar",
    ("sandbox/analysis/java/jars.py", "xml"): "at build time, our own spotbugs.xml",
    ("grader/reporting/junit.py", "xml"): "writes, and reads nothing",
    ("sandbox/examiner/contract_answer.py", "verify=False"): "a field of an answer that has been had; nothing is sent",
    ("sandbox/examiner/contract_document.py", "verify=False"): "likewise",
    ("grader/running.py", "shutil.rmtree"): "a folder that it made itself, of reports on their way",
    ("grader/regrade/flow.py", "shutil.rmtree"): "a folder that it made itself, of a history on its way",
    ("grader/regrade/sets.py", "shutil.rmtree"): "a set of its own, by a name that was checked",
    ("grader/batch/retention.py", "shutil.rmtree"): "what a batch wrote itself; links are not followed",
    ("sandbox/node/resolving.py", "shutil.rmtree"): "a folder of ours, in a box that ends; links are not followed",
    ("sandbox/node/testing.py", "shutil.rmtree"): "likewise, in the candidate's own box",
    ("sandbox/java/testing.py", "shutil.rmtree"): "likewise",
    ("sandbox/fetcher/fetcher.py", "shutil.rmtree"): "likewise",
    ("sandbox/python/resolving.py", "shutil.rmtree"): "likewise",
    ("sandbox/database/database.py", "shutil.rmtree"): "likewise, before any candidate can reach the database",
}


def programs() -> list[Path]:
    found = [*(ROOT / "grader").rglob("*.py"), *SANDBOX.rglob("*.py")]
    # What candidates would write: examples, and the grader's data where it is installed.
    return sorted(path for path in found if not {"_data", "probe", "__pycache__"} & set(path.parts))


def dotted(node: ast.expr) -> str:
    """A name as it is written: ``os.path.join``; only its end where it begins with a value."""
    if isinstance(node, ast.Name):
        return node.id
    return f"{dotted(node.value)}.{node.attr}" if isinstance(node, ast.Attribute) else ""


def offences(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """All that is forbidden, by the name that an exception would have, and where."""
    known = {}
    for node in ast.walk(tree):
        for name, whole in imported(node):
            known[name] = whole
            if whole.split(".")[0] in MODULES:
                yield whole.split(".")[0], node.lineno  # type: ignore[attr-defined]  # an import has a line
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call))
    for node in calls:
        yield from ((what, node.lineno) for what in called(node, known))


def imported(node: ast.AST) -> Iterator[tuple[str, str]]:
    """The names that an import makes, and what each stands for."""
    if isinstance(node, ast.Import):
        yield from ((alias.asname or alias.name.split(".")[0], alias.name) for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        yield from ((alias.asname or alias.name, f"{node.module}.{alias.name}") for alias in node.names)


def called(node: ast.Call, known: dict[str, str]) -> Iterator[str]:
    """What is forbidden about one call."""
    head, _, rest = dotted(node.func).partition(".")
    if (whole := ".".join(filter(None, (known.get(head, head), rest)))) in FORBIDDEN:
        yield whole
    if isinstance(node.func, ast.Attribute) and node.func.attr in METHODS:
        yield node.func.attr
    for keyword in node.keywords:
        value = keyword.value.value if isinstance(keyword.value, ast.Constant) else None
        if isinstance(value, bool) and (str(keyword.arg), value) in KEYWORDS:
            yield f"{keyword.arg}={value}"


def test_no_program_of_ours_does_what_is_forbidden_but_for_the_exceptions_and_each_of_these_is_needed() -> None:
    found = {
        (path.relative_to(ROOT).as_posix(), what, line)
        for path in programs()
        for what, line in offences(ast.parse(path.read_text("utf-8")))
    }
    assert sorted(each for each in found if each[:2] not in EXCEPTIONS) == []
    assert EXCEPTIONS.keys() - {each[:2] for each in found} == set()


ASKED = {
    *("attach_socket", "build", "containers", "create_container_from_config", "create_volume", "history", "images"),
    *("import_image_from_stream", "info", "inspect_container", "inspect_image", "kill", "post", "remove_container"),
    *("remove_image", "remove_volume", "start", "stats", "version", "volumes", "wait"),
}
"""All that is ever asked of an engine: nothing that reads from, writes into or runs anything in a box (A08)."""


def test_the_engine_is_asked_for_nothing_but_what_stands_in_a_list() -> None:
    asked = set()
    for path in (ROOT / "grader" / "sandbox").rglob("*.py"):
        calls = (node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call))
        asked |= {name.rpartition(".")[2] for node in calls if "client." in (name := dotted(node.func))}
    assert asked - ASKED == set()
    assert {"attach_socket", "create_container_from_config"} <= asked


@pytest.mark.parametrize(
    ("source", "what"),
    [
        ("import subprocess\nsubprocess.run('a', shell=True)", "shell=True"),
        ("import os as o\no.system('a')", "os.system"),
        ("from os import popen\npopen('a')", "os.popen"),
        ("eval('1')", "eval"),
        ("import pickle", "pickle"),
        ("from pickle import loads", "pickle"),
        ("import xml.dom.minidom as m", "xml"),
        ("import yaml\nyaml.load(b'')", "yaml.load"),
        ("tar.extractall('/')", "extractall"),
        ("self.client.exec_create(1, 'sh')", "exec_create"),
        ("import requests\nrequests.get('a', verify=False)", "verify=False"),
        ("from shutil import rmtree as r\nr('/')", "shutil.rmtree"),
    ],
)
def test_what_is_forbidden_is_found_by_whatever_name_it_has(source: str, what: str) -> None:
    assert what in [name for name, _ in offences(ast.parse(source))]


def scripts() -> list[Path]:
    return sorted(SANDBOX.rglob("*.sh"))


@pytest.mark.parametrize("path", scripts(), ids=lambda path: path.name)
def test_a_shell_script_ends_with_its_first_mistake(path: Path) -> None:
    lines = [line for line in path.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    assert lines[0] == "set -eu"


@pytest.mark.parametrize("path", [*scripts(), *SANDBOX.rglob("Dockerfile")], ids=lambda path: f"{path.parent.name}")
def test_no_shell_script_evaluates_a_text_or_trusts_a_connection_blindly(path: Path) -> None:
    text = path.read_text("utf-8")
    # A COPY and an ARG are all that a build is told: nothing of a candidate is there while one runs.
    assert re.findall(r"\beval\b|--trusted-host|--insecure|\bcurl\b.*\|\s*sh|strict-ssl|--no-check", text) == []


def test_every_package_that_an_image_installs_is_held_against_a_hash() -> None:
    told = "\n".join(path.read_text("utf-8") for path in SANDBOX.rglob("Dockerfile"))
    installs = [line for line in told.splitlines() if "pip install" in line]
    assert installs
    assert [line for line in installs if "--require-hashes" not in line] == []
    assert "npm install" not in told  # npm ci alone takes what the lock has, by its hash


# ── what we install ──


def project(folder: Path, **files: str) -> Path:
    """A project with these locks, at the places where ours are."""
    for name, text in {
        "requirements-dev.txt": "",
        **{name.replace("__", "/"): text for name, text in files.items()},
    }.items():
        path = folder / "sandbox" / name if "/" in name else folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder


PINNED = f"click==1.0.0 \\\n    --hash=sha256:{'a' * 64}\n"
IN_NPM = {"packages": {"": {"name": "x"}, "node_modules/left-pad": {"version": "1.0.0", "integrity": "sha512-AA=="}}}
IN_MAVEN = f"{'b' * 64}  ./org/acme/core/1.0/core-1.0.jar\n{'b' * 64}  ./org/acme/core/1.0/core-1.0.pom\n"


def locks_in(folder: Path) -> Path:
    return project(
        folder,
        **{
            "requirements-dev.txt": PINNED,
            "node/builtin/package-lock.json": json.dumps(IN_NPM),
            "java/builtin/checksums.sha256": IN_MAVEN,
        },
    )


def test_every_package_that_is_locked_has_a_hash() -> None:
    wrong, said = locks.audit(ROOT, None)
    assert wrong == []
    assert said[-1].endswith("not audited")
    files = {each.file for each in locks.locked(ROOT)}
    there = {*ROOT.glob("sandbox/**/requirements.txt"), *ROOT.glob("sandbox/**/package-lock.json")}
    assert files >= {"requirements-dev.txt", "sandbox/python/builtin.txt", "sandbox/java/builtin/checksums.sha256"}
    assert files >= {path.relative_to(ROOT).as_posix() for path in there}


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("requirements-dev.txt", "click==1.0.0\n", "requirements-dev.txt:1: click has no hash"),
        ("requirements-dev.txt", PINNED + "rich>=2\n", "requirements-dev.txt:3: rich>=2 has no hash"),
        ("requirements-dev.txt", "-e git+https://h/a\n", "requirements-dev.txt:1: -e has no hash"),
        ("requirements-dev.txt", "a==1\n" + PINNED, "requirements-dev.txt:1: a has no hash"),
        (
            "node/package-lock.json",
            json.dumps({"packages": {"node_modules/a": {"version": "1"}}}),
            "sandbox/node/package-lock.json:1: a has no hash",
        ),
        ("java/checksums.sha256", "core-1.0.jar\n", "sandbox/java/checksums.sha256:1: core-1.0.jar has no hash"),
    ],
)
def test_a_package_without_a_hash_is_found(tmp_path: Path, name: str, text: str, says: str) -> None:
    wrong, _ = locks.audit(project(tmp_path, **{name: text}), None)
    assert [each for each in wrong if each.startswith(says)] != []
    assert len(wrong) == 1


def test_a_pin_with_a_known_vulnerability_is_found_in_every_kind_of_lock(tmp_path: Path) -> None:
    root = locks_in(tmp_path)
    osv_sets.export(tmp_path / "osv", osv_sets.entry("click"))
    osv_sets.export(tmp_path / "osv", osv_sets.entry("left-pad", ecosystem="npm"), ecosystem="npm")
    osv_sets.export(tmp_path / "osv", osv_sets.entry("org.acme:core", ecosystem="Maven"), ecosystem="Maven")
    wrong, said = locks.audit(root, Advisories(osv=str(tmp_path / "osv")))
    assert [each.rpartition(" (")[0] for each in wrong] == [
        "requirements-dev.txt:1: click 1.0.0: It breaks",
        "sandbox/node/builtin/package-lock.json:1: left-pad 1.0.0: It breaks",
        "sandbox/java/builtin/checksums.sha256:1: org.acme:core 1.0: It breaks",
    ]
    assert "locks: PyPI: 1 packages, by 1 advisories up to 2026-11-20" in said


def test_a_set_without_our_pins_finds_nothing_and_one_that_is_not_there_is_no_clean_bill(tmp_path: Path) -> None:
    root = locks_in(tmp_path)
    for ecosystem in ("PyPI", "npm", "Maven"):
        osv_sets.export(tmp_path / "osv", osv_sets.entry("other:one", ecosystem=ecosystem), ecosystem=ecosystem)
    assert locks.audit(root, Advisories(osv=str(tmp_path / "osv")))[0] == []
    (tmp_path / "osv" / "npm.zip").unlink()
    wrong, _ = locks.audit(root, Advisories(osv=str(tmp_path / "osv")))
    assert len(wrong) == 1
    assert "npm: cannot be used" in wrong[0]


# ── what crosses ──

ENDED = Ending(exit_code=0, stopped=False, out_of_memory=False, output_bytes=0, output_cut=False, stderr="")
DEEP = b"[" * 100_000 + b"]" * 100_000
HOSTILE = {
    "nested deep": b'{"x":' + DEEP + b"}",
    "not UTF-8": b'{"event":"started","name":"\xff","state":"\xff","why":"\xff","registry":"\xff","done":"\xff",'
    b'"needs":"\xff","tools":"\xff","without":"\xff","review_version":"\xff","at":"\xff","schema_version":"\xff"}',
    "half a surrogate pair": b'{"event":"started","name":"\\ud800","state":"\\ud800","why":"\\ud800",'
    b'"registry":"\\ud800","done":"\\ud800","needs":"\\ud800","tools":"\\ud800","without":"\\ud800"}',
    "a list": b"[]",
    "NaN": b"NaN",
    "nothing": b"",
    "cut off": b'{"event":',
}


def returned(line: bytes) -> Returned:
    return Returned(line=line or b" ", ending=ENDED)


@pytest.mark.parametrize("line", HOSTILE.values(), ids=HOSTILE)
def test_whatever_a_box_says_is_refused_as_our_trouble_and_is_no_bug(line: bytes) -> None:
    with pytest.raises(ExamFailed, match="not in the protocol"):
        list(read_events(iter([line])))
    with pytest.raises(BuilderFailed, match=r"cannot be read|says nothing"):
        built(line or b" ", ENDED, "image")
    assert isinstance(own_tests(returned(line)), NotMeasured)
    assert isinstance(quality(returned(line)), NotMeasured)
    assert seeded(line, ["a"], [0]).why_not == "the box of these runs ended without a result"
    if line:
        with pytest.raises(FetcherFailed, match="cannot be read"):
            fetching._understood(line.replace(b'"x"', b'"part"'))
    for kind in (Line, History):
        with pytest.raises(Unreadable):
            decoded(line.replace(b'"x"', b'"file"').replace(b'{"file"', b'{"history"'), kind)


@pytest.mark.parametrize(
    "line",
    [
        b'{"event":"finished","count":1e999}',
        b'{"event":"finished","count":-1}',
        b'{"event":"finished","count":' + b"9" * 5_000 + b"}",
        b'{"event":"finished","count":99999999999999999999}',
        b'{"event":"case","name":"a","outcome":"passed","verdict":"accepted","duration_s":-1}',
        b'{"event":"case","name":"a","outcome":"passed","verdict":"accepted","duration_s":1,"usage":{"a":1e30}}',
        b'{"event":"case","name":"a","outcome":"PASSED","verdict":"accepted","duration_s":1}',
        b'{"event":"shutdown"}',
    ],
)
def test_an_event_has_numbers_that_can_be_and_words_that_are_known(line: bytes) -> None:
    with pytest.raises(ExamFailed, match="not in the protocol"):
        list(read_events(iter([line])))


def test_a_field_that_is_said_twice_counts_once_and_one_that_nobody_knows_does_not() -> None:
    assert decoded(b'{"why":"a","why":"b","score":100}', History) == History(why="b")


def told_by_builder(**built_: Any) -> bytes:  # noqa: ANN401
    return msgspec.json.encode({"built": {"archive": base64.b64encode(bytes(10_240)).decode(), **built_}})


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ({"packages": [{"name": 1}]}, "cannot be read"),
        ({"packages": {"name": "a"}}, "cannot be read"),
        ({"packages": [{"name": "a", "version": "1"}] * 50_001}, "50,001 packages"),
        ({"a": "x" * (5 << 20)}, "4 MiB of facts"),
    ],
)
def test_what_a_builder_tells_of_packages_has_one_form_and_a_size(facts: dict[str, Any], says: str) -> None:
    with pytest.raises(BuilderFailed, match=says):
        built(told_by_builder(facts=facts), ENDED, "image")


def test_facts_that_msgspec_would_take_and_a_later_encoder_would_not_are_refused() -> None:
    line = told_by_builder().replace(b'"archive"', b'"facts":{"a":' + b"[" * 200 + b"]" * 200 + b'},"archive"')
    with pytest.raises(BuilderFailed, match="nested more than 16 deep"):
        built(line, ENDED, "image")


def header(name: bytes, size: bytes, kind: bytes) -> bytes:
    block = bytearray(512)
    block[: len(name)] = name
    block[100:108], block[108:116], block[116:124] = b"0000644\0", b"0000000\0", b"0000000\0"
    block[124 : 124 + len(size)] = size
    block[136:148], block[156:157], block[257:265] = b"00000000000\0", kind, b"ustar  \0"
    block[148:156] = b" " * 8
    block[148:156] = b"%06o\0 " % sum(block)
    return bytes(block)


TARS = {
    "a size below nothing": header(b"a", b"\xff" * 11 + b"\x00", b"0") + bytes(1024),
    "a chain of long names": header(b"././@LongLink", b"00000000001\0", b"L") * 1 * 1 + bytes(512),
    "thousands of long names": (header(b"././@LongLink", b"00000000001\0", b"L") + b"a" + bytes(511)) * 5_000,
    "thousands of pax headers": (header(b"x", b"00000000000\0", b"x")) * 5_000 + bytes(1024),
    "a link": header(b"a", b"00000000000\0", b"2") + bytes(1024),
    "a device": header(b"a", b"00000000000\0", b"3") + bytes(1024),
    "sparse": header(b"a", b"00000000000\0", b"S") + bytes(1024),
    "not a tar": b"x" * 2048,
}


@pytest.mark.parametrize("content", TARS.values(), ids=TARS)
@pytest.mark.parametrize("reader", [plain_files, lambda content: repacked(io.BytesIO(content), "dependencies")])
def test_a_tar_that_came_out_of_a_box_is_plain_or_refused(reader: Callable[[bytes], object], content: bytes) -> None:
    with pytest.raises((ValueError, tarfile.TarError, RecursionError)) as caught:
        reader(content)
    # For the builder's the caller takes all three; a layer's are one.
    assert reader is plain_files or isinstance(caught.value, ValueError)


@pytest.mark.parametrize("content", TARS.values(), ids=TARS)
def test_a_builders_broken_tar_is_our_trouble(content: bytes) -> None:
    with pytest.raises(BuilderFailed, match="cannot be read"):
        built(told_by_builder(archive=base64.b64encode(content).decode()), ENDED, "image")


@pytest.mark.parametrize(
    "address",
    ["", "file:///etc/passwd", "http://", "http://[::1", "https://h:99999/", "https://h:x/", "https://" + "h" * 3_000],
)
def test_a_box_cannot_send_the_proxy_to_what_is_no_registry(address: str) -> None:
    assert not fetching._is_address(address)
    assert fetching._is_address("https://registry.example:8443/simple")


# ── what a program of ours in a box makes of what a candidate's process says ──

EVENTS = [
    {"event": "test", "mark": "m", "name": "t", "outcome": "failed", "message": "\ud800", "seconds": 0.1},
    {"event": "test", "mark": "m", "name": ["t"], "outcome": ["failed"], "seconds": "long", "labels": {"a": 1}},
    {"event": ["test"], "mark": {"m": 1}, "name": None, "seconds": 1e400},
    {"event": "started", "mark": "m", "name": "\udfff"},
]
TELLING = """
import json, sys
sys.path[:0] = [f"{sys.argv[1]}/{folder}" for folder in ("tests", "agent", "wire", "python")]
import native, own, testrun, values
from unit import Unit
ran = testrun.Ran(["t"])
testrun._take(bytearray(sys.stdin.buffer.read()), ran)
native._tell({"file": native._told(Unit("t.py", [], ["t.py"]), ran, "m")})
native._tell({"seconds": 0.0, "finished": True, "left_out": 0} | own._told(ran, own.Budget()))
"""


def test_no_report_of_a_test_can_be_such_that_the_host_cannot_read_what_its_box_says() -> None:
    lines = "".join(json.dumps(event).replace("Infinity", "1e400") + "\n" for event in EVENTS) + "[1]\nnonsense\n"
    command = [sys.executable, "-c", TELLING, str(SANDBOX)]
    done = subprocess.run(command, input=lines.encode(), capture_output=True, check=True)
    suite, theirs = done.stdout.splitlines()
    file = decoded(suite, Line).file
    assert file is not None
    assert [(case.name, case.outcome, case.message) for case in file.cases] == [
        ("t", "failed", "?"),
        ("['t']", "error", ""),
    ]
    assert [test["outcome"] for test in json.loads(theirs)["tests"]] == ["failed", "error"]


ANSWERING = """
import sys
sys.path[:0] = [f"{sys.argv[1]}/{folder}" for folder in ("examiner", "wire", "agent")]
import httpx, service, submission
answer = service.Answer(200, content=sys.stdin.buffer.read(), request=httpx.Request("GET", "http://h/"))
try:
    print("read", answer.json())
except submission.CandidateFailure as failure:
    print(failure.verdict, failure.message)
"""


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (b'{"total": NaN}', "wrong_answer GET / answered what is not JSON"),
        (b'{"total": -Infinity}', "wrong_answer GET / answered what is not JSON"),
        (b'{"total": 1e999}', "wrong_answer GET / answered what is not JSON"),
        (b'{"total": 1, "total": 2}', "wrong_answer GET / answered what is not JSON"),
        (DEEP, "wrong_answer GET / answered what is not JSON"),
        (b'{"total": ' + b"9" * 5_000 + b"}", "wrong_answer GET / answered what is not JSON"),
        (b"\xff", "wrong_answer GET / answered what is not JSON"),
        (b'\xef\xbb\xbf{"total": 1.5}', "read {'total': 1.5}"),
    ],
)
def test_a_suite_is_given_no_number_that_no_other_can_be_held_against(body: bytes, says: str) -> None:
    command = [sys.executable, "-c", ANSWERING, str(SANDBOX)]
    done = subprocess.run(command, input=body, capture_output=True, check=True)
    assert done.stdout.decode("utf-8", "replace").startswith(says)


# ── what a candidate hands in, as far as the host itself reads it ──

DEEP_MARKER = b"a; " + b"(" * 5_000 + b"python_version<'3'"
CHAIN = {f"requirements-{n}.txt": f"-r requirements-{n + 1}.txt\n".encode() for n in range(2_000)}
MANIFESTS: dict[str, tuple[str, dict[str, bytes], str]] = {
    "deep JSON": ("node", {"package.json": b'{"dependencies":' + DEEP + b"}"}, "nested too deep"),
    "a number of 5,000 digits": ("node", {"package.json": b'{"a":' + b"9" * 5_000 + b"}"}, "number that is too long"),
    "not UTF-8": ("node", {"package.json": b'{"\xff":1}'}, "not UTF-8"),
    "deep TOML": ("python", {"pyproject.toml": b"a = " + DEEP}, "nested too deep"),
    "5,000 digits in TOML": ("python", {"pyproject.toml": b"a = " + b"9" * 5_000}, "too long"),
    "half a million dots": ("python", {"pyproject.toml": b"[a" + b".a" * 500_000 + b"]"}, "too long"),
    "ten megabytes of TOML": ("python", {"pyproject.toml": b"#" * (7 << 20)}, "too long"),
    "a marker that is nested deep": ("python", {"requirements.txt": DEEP_MARKER}, "nested too deep"),
    "files that name each other": (
        "python",
        {"requirements.txt": b"-r requirements-0.txt\n", **CHAIN},
        "too many files",
    ),
}


@pytest.mark.parametrize(("language", "files", "says"), MANIFESTS.values(), ids=MANIFESTS)
def test_no_manifest_is_a_bug_of_ours_or_takes_long_to_refuse(
    language: str, files: dict[str, bytes], says: str
) -> None:
    manager = manager_of(language)
    assert manager is not None
    assert says in manager.read(files).problem
    # The checks of quality and the blind mode read the same files.
    assert isinstance(declared(files, {}, find(language)), list)
    for path, content in files.items():
        assert list(authors(path, content.decode("utf-8", "replace"))) == []


# ── what a person or a browser hands in ──


def test_a_review_that_is_nested_deep_is_no_review_and_no_bug() -> None:
    for content in (b'{"review_version":1,"x":' + DEEP + b"}", b'{"review_version":1,"review":' + DEEP + b"}"):
        with pytest.raises(UserError, match="not a review"):
            read_document(content, sample_grade(), name="review.json")
    with pytest.raises(UserError, match="the most for a review"):
        read_document(b" " * (MOST_BYTES + 1), sample_grade(), name="review.json")


def test_a_log_and_a_result_that_are_nested_deep_are_a_mistake_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "events.jsonl").write_bytes(b'{"x":' + DEEP + b"}\n")
    (tmp_path / "result.json").write_bytes(b'{"schema_version":5,"x":' + DEEP + b"}\n")
    with pytest.raises(UserError, match="not an event"):
        read_log(tmp_path)
    with pytest.raises(UserError, match="not a result"):
        read_result(tmp_path)


# ── streams ──


def test_a_line_that_never_ends_is_read_once_and_not_anew_for_every_part() -> None:
    import socket  # noqa: PLC0415

    from grader.sandbox.streams import Streams  # noqa: PLC0415

    near, far = socket.socketpair()
    streams = Streams(near, keep=8 << 20)
    part = b"x" * 65_536
    for _ in range(32):
        far.sendall(struct.pack(">BxxxL", 1, len(part)) + part)
    far.sendall(struct.pack(">BxxxL", 1, 3) + b"\nb\n")
    lines = streams.lines(deadline=time.monotonic() + 60)
    assert next(lines) == part * 32
    assert next(lines) == b"b"
    far.close()
    streams.close()


# ── secrets ──

PASSWORD = "hunter2-s3cret"  # noqa: S105 - nobody's
SECRETS = {
    "PIP_INDEX_URL": f"https://ann:{PASSWORD}@packages.example/simple",
    "NPM_CONFIG_REGISTRY": f"https://{PASSWORD}@packages.example/npm/",
    "MAVEN_MIRROR_URL": f"https://ann:{PASSWORD}@packages.example/maven",
    "https_proxy": f"http://ann:{PASSWORD}@proxy.example:3128",
    "http_proxy": f"ann:{PASSWORD}@proxy.example:3128",
    "NPM_TOKEN": PASSWORD,
    "AWS_SECRET_ACCESS_KEY": PASSWORD,
}


@pytest.mark.parametrize(
    "text", [*list(SECRETS.values())[:5], f"{{'http': '{SECRETS['http_proxy']}'}}", f"x https://a:{PASSWORD}@@h/ y"]
)
def test_a_password_in_an_address_is_told_to_nobody(text: str) -> None:
    assert PASSWORD not in without_passwords(text)
    assert "***@" in without_passwords(text)


@pytest.mark.parametrize("text", ["at 12:30 a@b.c", "http://h:80/a@b", "git@host:a/b", "file.py:3: a@b", "a: b@c"])
def test_what_is_no_password_stays(text: str) -> None:
    assert without_passwords(text) == text


def test_no_box_has_anything_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in SECRETS.items():
        monkeypatch.setenv(name, value)
    spec = BoxSpec(role="candidate", run="r", image="i", command=("a",), limits=Limits(), channel="c")
    assert PASSWORD not in json.dumps(container_config(spec))
    for made in (fetching.dependency_box, fetching.proxy_box):
        assert PASSWORD not in json.dumps(container_config(made("i", "c", run="r", runtime="")))


def test_a_build_is_told_only_what_it_asks_for_and_nothing_of_it_is_a_label_or_a_file() -> None:
    for recipe in images.recipes():
        told = images.build_arguments(recipe, SECRETS)
        assert {name for name, value in told.items() if PASSWORD in value} <= {
            *(name for name in ("PIP_INDEX_URL", "NPM_CONFIG_REGISTRY", "MAVEN_MIRROR_URL")),
            *(name for proxy in ("http_proxy", "https_proxy") for name in (proxy, proxy.upper())),
        }
        assert PASSWORD.encode() not in images.build_context(recipe, images.ca_bundle({}))
        # What is left of an image is one layer copied from its stages: no step that was told anything is its own.
        last = recipe.files["Dockerfile"].decode().rpartition("\nFROM ")[2]
        assert recipe.name == "base" or "ARG" not in last


def test_a_bug_report_has_no_password(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(**_: object) -> None:
        raise RuntimeError(f"no way by {SECRETS['http_proxy']} to {SECRETS['PIP_INDEX_URL']} \ud800")

    monkeypatch.setattr(cli.grade, "main", broken)
    monkeypatch.setattr(sys, "argv", ["grade", "--x", SECRETS["MAVEN_MIRROR_URL"]])
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with pytest.raises(SystemExit):
        cli.main()
    log = next(tmp_path.glob("grade-bug-*.log")).read_text("utf-8")
    assert "no way by ***@proxy.example:3128 to https://***@packages.example/simple" in log
    assert PASSWORD not in log + capsys.readouterr().err


def test_a_mistake_in_an_address_is_told_without_its_password(tmp_path: Path) -> None:
    (tmp_path / "grader.toml").write_text(f'[registries]\nnpm = "ftp://ann:{PASSWORD}@packages.example/"\n')
    with pytest.raises(ConfigurationError) as caught:
        load_configuration({"PIP_INDEX_URL": SECRETS["PIP_INDEX_URL"] + " #"}, tmp_path)
    assert PASSWORD not in str(caught.value)
    assert "packages.example" in str(caught.value)


def test_no_field_of_a_result_is_made_for_what_a_machine_is_configured_with() -> None:
    # Addresses, proxies and authorities are Configuration's alone; a grade has no field that could hold one.
    configured = {field.name for field in msgspec.structs.fields(Configuration)} - {"enabled", "timeout_s", "reviewers"}
    schema = json.dumps(msgspec.json.schema(Grade)["$defs"])
    assert [name for name in configured if f'"{name}"' in schema] == []
