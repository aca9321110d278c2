"""What the doctor concludes from what a box, or the engine, tells: tables, no engine."""

from __future__ import annotations

import msgspec
import pytest

from grader import diagnosis, doctor, neighbours, trying
from grader.diagnosis import Crashed, Finding, Judged, concluded
from grader.errors import EngineFailed
from grader.model import Limits
from grader.sandbox.base import BoxSpec, BoxTimeout, Ending
from grader.sandbox.docker import DockerSandbox

SPEC = BoxSpec(
    role="inside",
    run="r",
    image="i",
    command=("true",),
    limits=Limits(file_bytes=1 << 20),
    folders={"/tmp": 4 << 20},
    channel="c",
    channel_writable=True,
)
ENVIRONMENT = ("PATH=/usr/bin", "TZ=UTC")
STATUS = {
    "Uid": "123456 123456 123456 123456",
    "Gid": "123456 123456 123456 123456",
    "Groups": "",
    "CapInh": "0000000000000000",
    "CapPrm": "0000000000000000",
    "CapEff": "0000000000000000",
    "CapBnd": "0000000000000000",
    "CapAmb": "0000000000000000",
    "NoNewPrivs": "1",
    "Seccomp": "2",
}
FULL = {"/tmp": {"bytes": 4 << 20, "ended": "ENOSPC"}, "/dev/shm": {"bytes": 8 << 20, "ended": "ENOSPC"}}
ENDING = Ending(exit_code=None, stopped=True, out_of_memory=False, output_bytes=0, output_cut=False, stderr="")


def judged(limit: str, reading: object) -> bool:
    """Judge one reading of a box."""
    judge = diagnosis.inside(SPEC, ENVIRONMENT)[limit][1]
    return concluded(limit, judge, reading).holds


HOLDS = [
    ("no network", {"192.0.2.1": "ENETUNREACH", "2001:db8::1": "EADDRNOTAVAIL"}),
    ("no network interface but its own", ["lo"]),
    ("no network interface but its own", ["lo", "sit0", "tunl0"]),
    ("no name service", {"servers": [], "lookup": "[Errno -3]"}),
    ("no name service", {"servers": ["127.0.0.1"], "lookup": "[Errno -3]"}),
    ("system calls", {"ptrace": "EPERM", "statmount": "ENOSYS"}),
    ("32-bit and x32 calls", {"int 0x80": "SIGSYS"}),
    ("32-bit and x32 calls", {}),
    ("clone3", "ENOSYS"),
    ("read-only root", {"/": "EROFS", "/root": "EACCES"}),
    ("kernel settings", {"/proc/sysrq-trigger": "EROFS", "/sys/fs/cgroup/memory.max": "ENOENT"}),
    ("writable places", ["/tmp", "/channel", "/dev/shm"]),
    ("nothing runs from a writable place", {"start in /tmp": "EACCES", "map in /tmp": "EPERM"}),
    ("scratch space", FULL),
    ("number of files", {"files": 16_383, "ended": "ENOSPC"}),
    ("file size", {"bytes": 1 << 20, "ended": "EFBIG"}),
    ("open files", {"files": 1020, "ended": "EMFILE"}),
    ("a user of its own", STATUS),
    ("no capabilities", STATUS),
    ("no new privileges", STATUS),
    ("seccomp filter", STATUS),
    ("cannot become root", {"setuid": "EPERM"}),
    ("no setuid programs", []),
    ("environment", ["TZ=UTC", "PATH=/usr/bin"]),
    ("no terminal", {"terminals": [], "/dev/tty": "ENXIO"}),
    ("no foreign mounts", ["/", "/proc/sys", "/sys/fs/cgroup/memory", "/tmp", "/channel", "/etc/hosts"]),
]

FAILS = [
    ("no network", {"172.17.0.1": "ECONNREFUSED"}),
    ("no network", {"192.0.2.1": "timed out"}),
    ("no network", {"192.0.2.1": "done"}),
    ("no network interface but its own", ["lo", "eth0"]),
    ("no name service", {"servers": ["10.0.0.2"], "lookup": "[Errno -3]"}),
    ("no name service", {"servers": [], "lookup": "done"}),
    ("system calls", {"ptrace": "ESRCH"}),
    ("system calls", {"unshare": "done"}),
    ("socket families", {"AF_VSOCK": "EAFNOSUPPORT"}),
    ("32-bit and x32 calls", {"int 0x80": "done"}),
    ("clone3", "EINVAL"),
    ("clone3", "EPERM"),
    ("read-only root", {"/etc": "done"}),
    ("kernel settings", {"/proc/sys/kernel/core_pattern": "done"}),
    ("writable places", ["/tmp", "/etc"]),
    ("no block devices", ["/dev/vda"]),
    ("nothing runs from a writable place", {"start in /tmp": "done"}),
    ("scratch space", {"/tmp": {"bytes": 16 << 20, "ended": "done"}, "/dev/shm": FULL["/dev/shm"]}),
    ("scratch space", {"/tmp": {"bytes": 8 << 20, "ended": "ENOSPC"}, "/dev/shm": FULL["/dev/shm"]}),
    ("scratch space", {"/tmp": FULL["/tmp"]}),
    ("number of files", {"files": 20_000, "ended": "done"}),
    ("file size", {"bytes": 4 << 20, "ended": "ENOSPC"}),
    ("open files", {"files": 4096, "ended": "EMFILE"}),
    ("a user of its own", STATUS | {"Uid": "1000 1000 1000 1000"}),
    ("a user of its own", STATUS | {"Gid": "0 0 0 0"}),
    ("a user of its own", STATUS | {"Groups": "27"}),
    ("no capabilities", STATUS | {"CapBnd": "00000000a80425fb"}),
    ("no new privileges", STATUS | {"NoNewPrivs": "0"}),
    ("seccomp filter", STATUS | {"Seccomp": "0"}),
    ("cannot become root", {"setuid": "done"}),
    ("no setuid programs", ["/usr/bin/su"]),
    ("environment", ["PATH=/usr/bin", "HTTP_PROXY=http://user:secret@proxy"]),
    ("no terminal", {"terminals": [0], "/dev/tty": "ENXIO"}),
    ("no terminal", {"terminals": [], "/dev/tty": "done"}),
    ("no foreign mounts", ["/", "/home/anna"]),
    ("no foreign mounts", ["/", "/var/run/docker.sock"]),
    ("no foreign mounts", []),
]


@pytest.mark.parametrize(("limit", "reading"), HOLDS)
def test_a_box_that_was_refused_proves_the_limit(limit: str, reading: object) -> None:
    assert judged(limit, reading)


@pytest.mark.parametrize(("limit", "reading"), FAILS)
def test_a_box_that_got_through_disproves_the_limit(limit: str, reading: object) -> None:
    assert not judged(limit, reading)


@pytest.mark.parametrize("limit", diagnosis.INSIDE)
@pytest.mark.parametrize("nonsense", [None, 7, "x", [3], {"a": 1}, {"bytes": "many"}])
def test_an_answer_without_sense_is_never_taken_for_a_limit_that_holds(limit: str, nonsense: object) -> None:
    assert not judged(limit, nonsense)


def test_a_reading_that_was_never_taken_fails_with_the_reason() -> None:
    finding = concluded("clone3", diagnosis.not_there, Crashed(why="KeyError: 'riscv64'"))
    assert not finding.holds
    assert "riscv64" in finding.evidence


def test_every_limit_of_the_short_form_is_one_of_the_long_form() -> None:
    assert set(diagnosis.SHORT) <= set(diagnosis.INSIDE)


def ending(**changes: object) -> Ending:
    """Describe how a box ended, by what is different from one that we stopped."""
    return msgspec.structs.replace(ENDING, **changes)


UNHEARD = {"sockets": {"AF_PACKET raw": "EPERM"}, "read": 40, "told": []}
KILLED = {"own": 3, "others": [], "ended": "done", "child": -9}
CUT = ending(output_cut=True, output_bytes=70_000)

WHAT_BOXES_DID = [
    (diagnosis.process_limit({"processes": 46, "refused": True}, 48), True),
    (diagnosis.process_limit({"processes": 192, "refused": False}, 48), False),
    (diagnosis.process_limit({"processes": 100, "refused": True}, 48), False),
    (diagnosis.stopped_by_us(ENDING, []), True),
    (diagnosis.stopped_by_us(ENDING, [4711]), False),
    (diagnosis.stopped_by_us(ending(stopped=False, exit_code=0), []), False),
    (diagnosis.memory_limit(None, ending(stopped=False, exit_code=137), 1 << 20), True),
    (diagnosis.memory_limit(None, ending(stopped=False, exit_code=0), 1 << 20), False),
    (diagnosis.memory_limit({"held": 4 << 20}, ending(stopped=False, exit_code=0), 1 << 20), False),
    (diagnosis.childs_memory({"child": -9}), True),
    (diagnosis.childs_memory({"child": 0}), False),
    (diagnosis.output_limit(CUT, 65_000, 65_536), True),
    (diagnosis.output_limit(CUT, 70_000, 65_536), False),
    (diagnosis.output_limit(ending(output_bytes=65_000), 65_000, 65_536), False),
    (diagnosis.output_limit(ending(output_cut=True, output_bytes=1 << 20), 65_000, 65_536), False),
    (diagnosis.left_by_itself(ending(stopped=False, exit_code=7), []), True),
    (diagnosis.left_by_itself(ENDING, []), False),
    (diagnosis.left_by_itself(ending(stopped=False, exit_code=7), [4711]), False),
    (diagnosis.processor_limit({"used": 0.2, "seconds": 1.0}, 0.2), True),
    (diagnosis.processor_limit({"used": 1.0, "seconds": 1.0}, 0.2), False),
    (diagnosis.different_users({"Uid": "1 1 1 1"}, {"Uid": "2 2 2 2"}), True),
    (diagnosis.different_users({"Uid": "1 1 1 1"}, {"Uid": "1 1 1 1"}), False),
    (diagnosis.unseen(["init one", "one"], ["two"], ("one", "two")), True),
    (diagnosis.unseen(["one", "two"], ["two"], ("one", "two")), False),
    (diagnosis.unseen([], [], ("one", "two")), False),
    (diagnosis.apart([{"net": "1"}, {"net": "2"}, {"net": "3"}]), True),
    (diagnosis.apart([{"net": "1"}, {"net": "2"}, {"net": "1"}]), False),
    (diagnosis.tiny({"bytes": 65_536, "ended": "ENOSPC"}), True),
    (diagnosis.tiny({"bytes": 1 << 20, "ended": "ENOSPC"}), False),
    (diagnosis.read_only("EROFS"), True),
    (diagnosis.read_only("done"), False),
    (neighbours.taken({"127.0.0.1 plain": "EADDRINUSE"}), True),
    (neighbours.taken({"127.0.0.1 plain": "EADDRINUSE", "0.0.0.0 both": "done"}), False),
    (neighbours.taken({"127.0.0.1 plain": "EACCES"}), False),
    (neighbours.taken({}), False),
    (neighbours.passed_by({"127.0.0.2": "done"}, "examiner's"), True),
    (neighbours.passed_by({"127.0.0.2": "done"}, "stolen"), False),
    (neighbours.passed_by({"127.0.0.2": "done"}, "ECONNREFUSED"), False),
    (neighbours.unheard(UNHEARD, "examiner's"), True),
    (neighbours.unheard(UNHEARD | {"sockets": {"AF_PACKET raw": "done"}}, "examiner's"), False),
    (neighbours.unheard(UNHEARD | {"told": ["/proc/self/net/tcp"]}, "examiner's"), False),
    (neighbours.unheard(UNHEARD | {"read": 0}, "examiner's"), False),
    (neighbours.unheard(UNHEARD, "stolen"), False),
    (neighbours.unchanged({"take it down": "EPERM"}), True),
    (neighbours.unchanged({"take it down": "done"}), False),
    (neighbours.unreached(KILLED, "examiner's"), True),
    (neighbours.unreached(KILLED | {"others": [7]}, "examiner's"), False),
    (neighbours.unreached(KILLED | {"child": 0}, "examiner's"), False),
    (neighbours.unreached(KILLED, "ECONNREFUSED"), False),
    (neighbours.alone({"listening": ["tcp 0100007F:1538"], "abstract": []}), True),
    (neighbours.alone({"listening": ["tcp 0100007F:1538", "tcp 0100007F:2405"], "abstract": []}), False),
    (neighbours.alone({"listening": ["tcp 0100007F:1538"], "abstract": ["@debugger"]}), False),
    (neighbours.alone({"listening": [], "abstract": []}), False),
    (neighbours.survived("done", "left", "examiner's", "ECONNREFUSED"), True),
    (neighbours.survived("done", "left", "ENETUNREACH", "ENETUNREACH"), False),
    (neighbours.survived("done", "left", "examiner's", "left"), False),
    (neighbours.survived("done", "ECONNREFUSED", "examiner's", "ECONNREFUSED"), False),
    (neighbours.gone("No such container", []), True),
    (neighbours.gone("No such container", ["process 4711"]), False),
    (neighbours.gone("", []), False),
    (neighbours.gone("No such container", None), True),
]


@pytest.mark.parametrize(("conclusion", "holds"), WHAT_BOXES_DID)
def test_what_a_box_did_decides(conclusion: Judged, holds: bool) -> None:  # noqa: FBT001
    assert conclusion[0] is holds, conclusion[1]
    assert conclusion[1]


def test_an_engine_that_does_not_tell_of_memory_is_a_risk_and_not_a_fault() -> None:
    silent, telling = diagnosis.tells_of_memory(ENDING), diagnosis.tells_of_memory(ending(out_of_memory=True))
    assert (silent.holds, silent.residual) == (True, True)
    assert (telling.holds, telling.residual) == (True, False)


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (BoxTimeout(), "did not answer"),
        (EngineFailed("no space left"), "no space left"),
        (ValueError("what is this"), "what is this"),
    ],
)
def test_an_experiment_that_breaks_down_fails_every_limit_with_the_reason(error: Exception, reason: str) -> None:
    def break_down(_bench: trying.Bench) -> list[Finding]:
        raise error

    experiment = trying.Experiment(title="one", proves=("first", "second"), conduct=break_down)
    findings = doctor.conducted(experiment, trying.Bench(sandbox=DockerSandbox(), image="i", run="r"))
    assert [finding.limit for finding in findings] == ["first", "second"]
    assert all(not finding.holds and reason in finding.evidence for finding in findings)


def test_a_limit_that_an_experiment_passes_over_does_not_hold() -> None:
    silent = trying.Experiment(title="one", proves=("first",), conduct=lambda _bench: [])
    findings = doctor.conducted(silent, trying.Bench(sandbox=DockerSandbox(), image="i", run="r"))
    assert [finding.holds for finding in findings] == [False]


def test_each_limit_is_proved_by_one_experiment_only() -> None:
    proved = [limit for experiment in doctor.EXPERIMENTS for limit in experiment.proves]
    assert len(proved) == len(set(proved))
