"""`grade doctor`: proves each limit of a box by trying to break it, in real boxes on this machine's engine.

Every box here is started as a candidate's is, only with smaller limits, so that they are reached soon. The programs
that try are ``sandbox/probes``; they travel as text. What they tell is judged in ``diagnosis.py``.
"""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from grader import diagnosis
from grader.deliveries import PYTHON
from grader.diagnosis import Crashed, Finding, Judged, concluded
from grader.errors import SandboxError
from grader.model import Limits
from grader.observing import Observer
from grader.paths import SANDBOX
from grader.sandbox.base import Box, BoxSpec, BoxTimeout, Ending
from grader.sandbox.docker import DockerSandbox, container_config

PROBES = SANDBOX / "probes"
LIMITS = Limits(memory_bytes=128 << 20, processes=32, file_bytes=1 << 20, scratch_bytes=4 << 20, cpus=1.0)
HOG = Limits(memory_bytes=32 << 20, processes=16, cpus=1.0)
HALF = Limits(memory_bytes=64 << 20, processes=48, cpus=0.5)
SLOW = Limits(memory_bytes=64 << 20, processes=16, cpus=0.2)
"""So little that two processes get more without the limit, even on a machine that has a lot else to do."""

OUTPUT_BYTES = 64 << 10
PATIENCE_S = 30.0
"""For one answer of a probe; a hundred times what it takes, for a busy machine must not look like a broken one."""

SIDE_BY_SIDE = 4


@dataclass(frozen=True, kw_only=True)
class Bench:
    """Where experiments are made; ``channel`` is the run's volume."""

    sandbox: DockerSandbox
    image: str
    run: str
    runtime: str = ""
    channel: str | None = None


@dataclass(frozen=True, kw_only=True)
class Experiment:
    """Something that is tried, and the limits of which it must say something: one it passes over does not hold."""

    title: str
    proves: tuple[str, ...]
    conduct: Callable[[Bench], list[Finding]]


def examine(sandbox: DockerSandbox, *, image: str, run: str, runtime: str = "", observer: Observer) -> list[Finding]:
    """Try to break every limit; all that was started is gone when this returns or raises."""
    observer.step("doctor: the engine")
    findings = [*ask_engine(sandbox)]
    observer.step("doctor: trying to break each limit")
    with _nothing_left(sandbox, run):
        channel = sandbox.channel(run)
        bench = Bench(sandbox=sandbox, image=image, run=run, runtime=runtime, channel=channel)
        findings += _side_by_side(bench, observer)
        findings.append(leftovers(bench))
    return findings


def short(sandbox: DockerSandbox, *, image: str, run: str, runtime: str = "") -> list[Finding]:
    """Try in a single box what an engine's update or configuration would take away first."""
    with _nothing_left(sandbox, run):
        return conducted(SHORT, Bench(sandbox=sandbox, image=image, run=run, runtime=runtime))


@contextlib.contextmanager
def _nothing_left(sandbox: DockerSandbox, run: str) -> Iterator[None]:
    try:
        yield
    finally:
        sandbox.sweep(run)


def _side_by_side(bench: Bench, observer: Observer) -> list[Finding]:
    pool = ThreadPoolExecutor(max_workers=SIDE_BY_SIDE, thread_name_prefix="doctor")
    try:
        pending = [(experiment, pool.submit(conducted, experiment, bench)) for experiment in EXPERIMENTS]
        return [finding for experiment, found in pending for finding in _awaited(experiment, found, observer)]
    except BaseException:
        # Nobody waits for the answer of a box that is gone, so the threads end at once.
        pool.shutdown(wait=False, cancel_futures=True)
        bench.sandbox.sweep(bench.run)
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _awaited(experiment: Experiment, found: Future[list[Finding]], observer: Observer) -> list[Finding]:
    findings = found.result()
    failing = sum(not finding.holds for finding in findings)
    observer.note(f"{experiment.title}: {f'{failing} of {len(findings)} do not hold' if failing else 'holds'}")
    return findings


def conducted(experiment: Experiment, bench: Bench) -> list[Finding]:
    """Make an experiment; one that breaks down is a failed finding for each limit that it should have proved."""
    findings, why = [], "the experiment said nothing about it"
    try:
        findings = experiment.conduct(bench)
    except BoxTimeout:
        why = f"the box did not answer within {PATIENCE_S:g} s"
    except SandboxError as error:
        why = f"the box could not be used: {error}"
    except Exception as error:  # noqa: BLE001 - whatever it is, the limit is unproven, and the other experiments go on
        why = f"the experiment failed: {error!r}"
    known = {finding.limit: finding for finding in findings}
    return [known.get(limit, Finding(limit=limit, holds=False, evidence=why)) for limit in experiment.proves]


# ── Boxes ────────────────────────────────────────────────────────────────────────────────────────


def specify(
    bench: Bench, role: str, program: str, *arguments: str, limits: Limits = LIMITS, writes: bool = True
) -> BoxSpec:
    """Describe a box as a candidate's is described, around one of the probes."""
    text = (PROBES / program).read_text("utf-8")
    return BoxSpec(
        role=role,
        run=bench.run,
        image=bench.image,
        command=(*PYTHON, "-c", text, *arguments),
        limits=limits,
        folders={"/tmp": limits.scratch_bytes, "/submission": 2 << 20},  # noqa: S108 - the box's own
        channel=bench.channel,
        channel_writable=writes,
        output_bytes=OUTPUT_BYTES,
        runtime=bench.runtime,
    )


@contextlib.contextmanager
def started(bench: Bench, spec: BoxSpec) -> Iterator[Box]:
    """Start a box that is ended whatever happens."""
    box = bench.sandbox.start(spec)
    try:
        yield box
    finally:
        box.end()


def asking(bench: Bench, role: str, readings: Sequence[str], *, writes: bool = True) -> BoxSpec:
    """Describe a box that takes readings of itself."""
    settings = {
        "readings": list(readings),
        "folders": ["/tmp", "/submission", "/dev/shm"],  # noqa: S108 - the box's own
        "writes_at_most": 16 << 20,
        "files_at_most": 20_000,
    }
    return specify(bench, role, "inside.py", json.dumps(settings), writes=writes)


def readings(box: Box, wanted: Sequence[str]) -> dict[str, Any]:
    """Collect what a box reads of itself; what it does not tell stands as crashed, with the reason."""
    found: dict[str, Any] = {}
    why = "the box ended before"
    try:
        while len(found) < len(wanted) and (told := tell(box)) is not None:
            found[told["reading"]] = Crashed(why=told["crashed"]) if "crashed" in told else told["value"]
    except BoxTimeout:
        why = f"no answer within {PATIENCE_S:g} s"
    if len(found) < len(wanted):
        words = box.end().stderr.strip().splitlines()[-1:]
        why = ": ".join([why, *words])
    return {name: found.get(name, Crashed(why=why)) for name in wanted}


def tell(box: Box) -> dict[str, Any] | None:
    """Read one JSON line of a probe; ``None`` where it has ended."""
    line = next(box.lines(deadline=time.monotonic() + PATIENCE_S), None)
    return None if line is None else dict(json.loads(line))


def tell_something(box: Box) -> dict[str, Any]:
    """Read one JSON line of a probe that must say something."""
    told = tell(box)
    if told is None:
        raise SandboxError(f"the probe did not run: {box.end().stderr.strip()[-200:]}")
    return told


def left_of(user: int) -> list[int]:
    """Find the processes of a box's user, which is its alone, where the engine runs on this machine."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if process.stat().st_uid == user:
                found.append(int(process.name))
    return found


# ── Experiments ──────────────────────────────────────────────────────────────────────────────────


def look_inside(bench: Bench, *, limits: Sequence[str] | None = None) -> list[Finding]:
    """Let a box try everything that can be tried from within."""
    spec = asking(bench, "inside", [])
    judges = diagnosis.inside(spec, _environment(spec))
    chosen = {limit: judges[limit] for limit in (limits or judges)}
    wanted = list(dict.fromkeys(reading for reading, _ in chosen.values()))
    with started(bench, asking(bench, "inside", wanted)) as box:
        found = readings(box, wanted)
    return [concluded(limit, judge, found[reading]) for limit, (reading, judge) in chosen.items()]


def _environment(spec: BoxSpec) -> list[str]:
    config = container_config(spec)
    return [*config["Env"], f"HOSTNAME={config['Hostname']}"]


def bomb_with_forks(bench: Bench) -> list[Finding]:
    """Fork without end, with half of the tree stopped."""
    spec = specify(bench, "forks", "misbehaving.py", "fork_bomb", str(HALF.processes), limits=HALF)
    with started(bench, spec) as box:
        told = tell_something(box)
        ending = box.end()
    return [
        concluded("processes", partial(diagnosis.process_limit, limit=HALF.processes), told),
        _judged(
            "a fork bomb can be ended",
            _stopped(told, ending) if told["refused"] else (False, "there was no limit to bomb against"),
        ),
    ]


def use_up_memory(bench: Bench) -> list[Finding]:
    """Take memory until the kernel objects."""
    with started(bench, specify(bench, "hog", "misbehaving.py", "hog", str(HOG.memory_bytes), limits=HOG)) as box:
        tell_something(box)
        more, ending = tell(box), box.end()
    return [
        _judged("memory", diagnosis.memory_limit(more, ending, HOG.memory_bytes)),
        diagnosis.tells_of_memory(ending),
    ]


def use_up_memory_in_a_child(bench: Bench) -> list[Finding]:
    """Let only a child be ended for it."""
    spec = specify(bench, "hog-child", "misbehaving.py", "hogging_child", str(HOG.memory_bytes), limits=HOG)
    with started(bench, spec) as box:
        tell_something(box)
        told = tell_something(box)
    return [concluded("memory: a child", diagnosis.childs_memory, told)]


def flood(bench: Bench, *, manner: str, limit: str) -> list[Finding]:
    """Write more than the host will take."""
    with started(bench, specify(bench, manner.replace("_", "-"), "misbehaving.py", manner, str(OUTPUT_BYTES))) as box:
        kept = sum(len(line) + 1 for line in box.lines(deadline=time.monotonic() + PATIENCE_S))
        log = str(bench.sandbox.client.inspect_container(box.name).get("LogPath") or "")
        ending = box.end()
    logged = _judged(
        "output: no log on the host", (not log, f"the engine writes {log}" if log else "the engine keeps none")
    )
    return [_judged(limit, diagnosis.output_limit(ending, kept, OUTPUT_BYTES)), logged]


def play_deaf(bench: Bench) -> list[Finding]:
    """Ignore every signal, hide a daemon, and stop."""
    with started(bench, specify(bench, "deaf", "misbehaving.py", "deaf", "0")) as box:
        told = tell_something(box)
        ending = box.end()
    return [_judged("ignored signals and stopped processes", _stopped(told, ending))]


def leave_a_daemon(bench: Bench) -> list[Finding]:
    """End, and leave a process behind that holds every stream open."""
    with started(bench, specify(bench, "leaving", "misbehaving.py", "leaving", "0")) as box:
        told = tell_something(box)
        tell(box)
        ending = box.end()
    return [_judged("background processes", diagnosis.left_by_itself(ending, left_of(told["uid"])))]


def spin(bench: Bench) -> list[Finding]:
    """Keep two processors busy on a fifth of one."""
    with started(bench, specify(bench, "spin", "misbehaving.py", "spin", "0", limits=SLOW)) as box:
        told = tell_something(box)
    return [concluded("processor time", partial(diagnosis.processor_limit, cpus=SLOW.cpus), told)]


def compare_boxes(bench: Bench) -> list[Finding]:
    """Look from a candidate's and an examiner's box at each other and at what they share."""
    first_asks = ("status", "namespaces", "channel_space", "wait", "processes")
    second_asks = ("status", "namespaces", "channel_write", "processes")
    first, second = (
        asking(bench, "first", first_asks),
        asking(bench, "second", second_asks, writes=False),
    )
    with started(bench, first) as one:
        of_first = readings(one, first_asks[:3])
        with started(bench, second) as other:
            of_second = readings(other, second_asks)
            one.send(b"go on\n")
            of_first |= readings(one, first_asks[3:])
    return _compared(bench, of_first, of_second)


def _compared(bench: Bench, first: dict[str, Any], second: dict[str, Any]) -> list[Finding]:
    def both(limit: str, reading: str, judge: Callable[[Any, Any], Judged]) -> Finding:
        pair = (first[reading], second[reading])
        crashed = [side for side in pair if isinstance(side, Crashed)]
        return concluded(limit, lambda _: judge(*pair), crashed[0] if crashed else pair)

    host = [_own_namespaces()] if bench.sandbox.facts().local else []
    marks = ('"channel_space"', '"channel_write"')
    return [
        both("boxes: different users", "status", diagnosis.different_users),
        both("boxes: unseen by each other", "processes", partial(diagnosis.unseen, marks=marks)),
        both("boxes: name spaces apart", "namespaces", lambda one, two: diagnosis.apart([one, two, *host])),
        concluded("channel: tiny", diagnosis.tiny, first["channel_space"]),
        concluded("channel: read-only for the examiner", diagnosis.read_only, second["channel_write"]),
    ]


def _own_namespaces() -> dict[str, str]:
    return {name: str(Path(f"/proc/self/ns/{name}").readlink()) for name in ("ipc", "mnt", "net", "pid", "uts")}


def _judged(limit: str, judged: Judged) -> Finding:
    holds, evidence = judged
    return Finding(limit=limit, holds=holds, evidence=evidence)


def _stopped(told: dict[str, Any], ending: Ending) -> Judged:
    return diagnosis.stopped_by_us(ending, left_of(told["uid"]))


# ── A grader that is killed ──────────────────────────────────────────────────────────────────────

_ABANDON = "import sys; from grader.doctor import abandon; abandon(*sys.argv[1:])"


def abandon(image: str, run: str, runtime: str) -> None:
    """Start a box and sit there until killed: what ``kill_a_grader`` runs in a process of its own."""
    bench = Bench(sandbox=DockerSandbox(), image=image, run=run, runtime=runtime)
    box = bench.sandbox.start(specify(bench, "abandoned", "misbehaving.py", "faithful", "0"))
    sys.stdout.write(json.dumps(tell(box)) + "\n")
    sys.stdout.flush()
    time.sleep(PATIENCE_S)


def kill_a_grader(bench: Bench) -> list[Finding]:
    """Kill a grader that has a box, see the box end by itself, and sweep up what is left of it."""
    here = Path(__file__).resolve().parents[1]  # where this very package is imported from, installed or not
    command = [sys.executable, "-c", _ABANDON, bench.image, bench.run, bench.runtime]
    with subprocess.Popen(command, cwd=here, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE) as grader:
        try:
            told = json.loads(grader.stdout.readline() if grader.stdout else b"")
        finally:
            grader.kill()
    name = f"grader-{bench.run}-abandoned"
    running = _still_running(bench, name)
    bench.sandbox.sweep()
    there = bench.sandbox.client.containers(all=True, filters={"name": name})
    left = left_of(told["uid"])
    return [
        _judged(
            "a killed grader: its box ends", (not running, "goes on" if running else "ended when its stdin closed")
        ),
        _judged(
            "a killed grader: the sweep",
            (not there and not left, "the box is still there" if there else f"removed, {len(left)} processes left"),
        ),
    ]


def _still_running(bench: Bench, name: str) -> bool:
    until = time.monotonic() + PATIENCE_S / 2
    while time.monotonic() < until:
        if not bench.sandbox.client.containers(filters={"name": name}):
            return False
        time.sleep(0.05)
    return True


# ── The engine, before and after ─────────────────────────────────────────────────────────────────

_ENGINE_SOCKET = Path("/var/run/docker.sock")


def ask_engine(sandbox: DockerSandbox) -> list[Finding]:
    """Hear what the engine says of itself; ``EngineUnavailable`` where none answers or it is too old."""
    facts = sandbox.facts()
    components = sandbox.client.version(api_version=False).get("Components") or []
    versions = {str(part["Name"]): str(part["Version"]) for part in components}
    findings = diagnosis.engine(facts, sandbox.client.info(), versions)
    if facts.local and _ENGINE_SOCKET.exists():
        judged = diagnosis.socket_mode(str(_ENGINE_SOCKET), _ENGINE_SOCKET.stat().st_mode)
        findings.append(_judged("engine: socket", judged))
    return findings


def leftovers(bench: Bench) -> Finding:
    """Look for boxes that the experiments left, and after a sweep for volumes too."""
    label = {"label": f"grader.run={bench.run}"}
    boxes = bench.sandbox.client.containers(all=True, filters=label)
    bench.sandbox.sweep(bench.run)
    volumes = bench.sandbox.client.volumes(filters=label)["Volumes"] or []
    evidence = f"{len(boxes)} boxes left, {len(volumes)} volumes after the sweep"
    return Finding(limit="nothing is left behind", holds=not boxes and not volumes, evidence=evidence)


# ── All experiments ──────────────────────────────────────────────────────────────────────────────


def _flooding(title: str, manner: str, *more: str) -> Experiment:
    limit = f"output: {title}"
    return Experiment(title=title, proves=(limit, *more), conduct=partial(flood, manner=manner, limit=limit))


SHORT = Experiment(title="the short form", proves=diagnosis.SHORT, conduct=partial(look_inside, limits=diagnosis.SHORT))
"""One box, a part of a second."""

EXPERIMENTS = (
    Experiment(
        title="a killed grader",
        proves=("a killed grader: its box ends", "a killed grader: the sweep"),
        conduct=kill_a_grader,
    ),
    Experiment(title="a look from inside", proves=diagnosis.INSIDE, conduct=look_inside),
    Experiment(
        title="two boxes",
        proves=(
            "boxes: different users",
            "boxes: unseen by each other",
            "boxes: name spaces apart",
            "channel: tiny",
            "channel: read-only for the examiner",
        ),
        conduct=compare_boxes,
    ),
    Experiment(title="a fork bomb", proves=("processes", "a fork bomb can be ended"), conduct=bomb_with_forks),
    Experiment(title="a memory hog", proves=("memory", "memory: the engine tells"), conduct=use_up_memory),
    Experiment(title="a hogging child", proves=("memory: a child",), conduct=use_up_memory_in_a_child),
    _flooding("a flood of lines", "flood", "output: no log on the host"),
    _flooding("a line without end", "endless_line"),
    _flooding("a flood of complaints", "flood_of_errors"),
    Experiment(title="ignored signals", proves=("ignored signals and stopped processes",), conduct=play_deaf),
    Experiment(title="a daemon", proves=("background processes",), conduct=leave_a_daemon),
    Experiment(title="busy processors", proves=("processor time",), conduct=spin),
)
