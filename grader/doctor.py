"""`grade doctor`: proves each limit of a box by trying to break it, in real boxes on this machine's engine.

Every box here is started as a candidate's is, only with smaller limits, so that they are reached soon. The programs
that try are ``sandbox/probes``; they travel as text. What they tell is judged in ``diagnosis.py``.
"""

from __future__ import annotations

import contextlib
import dataclasses
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

from grader import diagnosis, machine, neighbours
from grader.diagnosis import Crashed, Finding, Judged, concluded
from grader.errors import EngineFailed, SandboxError
from grader.model import Limits
from grader.observing import Observer
from grader.sandbox.base import BoxSpec, BoxTimeout, Ending
from grader.sandbox.docker import DockerSandbox, container_config
from grader.trying import (
    OUTPUT_BYTES,
    PATIENCE_S,
    Bench,
    Experiment,
    asking,
    judged,
    left_of,
    readings,
    specify,
    started,
    tell,
    tell_something,
)

HOG = Limits(memory_bytes=32 << 20, processes=16, cpus=1.0)
HALF = Limits(memory_bytes=64 << 20, processes=48, cpus=0.5)
SLOW = Limits(memory_bytes=64 << 20, processes=16, cpus=0.2)
"""So little that two processes get more without the limit, even on a machine that has a lot else to do."""

SIDE_BY_SIDE = 4


def examine(sandbox: DockerSandbox, *, image: str, run: str, runtime: str = "", observer: Observer) -> list[Finding]:
    """Try to break every limit; all that was started is gone when this returns or raises.

    ``EngineFailed`` where boxes do not get the runtime that was asked for: then there is nothing to prove.
    """
    observer.step("doctor: the engine")
    findings = [*ask_engine(sandbox)]
    with _nothing_left(sandbox, run):
        bench = Bench(sandbox=sandbox, image=image, run=run, runtime=runtime)
        findings.append(get_the_runtime(bench))
        observer.step("doctor: trying to break each limit")
        bench = dataclasses.replace(bench, channel=sandbox.channel(run))
        findings += _side_by_side(bench, observer)
        findings.append(leftovers(bench))
    return findings


def short(sandbox: DockerSandbox, *, image: str, run: str, runtime: str = "") -> list[Finding]:
    """Try in a single box what an engine's update or configuration would take away first."""
    with _nothing_left(sandbox, run):
        return conducted(SHORT, Bench(sandbox=sandbox, image=image, run=run, runtime=runtime))


def trust(sandbox: DockerSandbox, *, image: str, run: str, runtime: str = "") -> None:
    """Try so before many grades; ``EngineFailed`` where boxes do not hold."""
    findings = short(sandbox, image=image, run=run, runtime=runtime)
    broken = [f"{finding.limit}: {finding.evidence}" for finding in findings if not finding.holds]
    if broken:
        raise EngineFailed("Boxes do not hold on this engine; see `grade doctor`.\n" + "\n".join(broken))


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
        judged(
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
        judged("memory", diagnosis.memory_limit(more, ending, HOG.memory_bytes)),
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
    logged = judged(
        "output: no log on the host", (not log, f"the engine writes {log}" if log else "the engine keeps none")
    )
    return [judged(limit, diagnosis.output_limit(ending, kept, OUTPUT_BYTES)), logged]


def play_deaf(bench: Bench) -> list[Finding]:
    """Ignore every signal, hide a daemon, and stop."""
    with started(bench, specify(bench, "deaf", "misbehaving.py", "deaf", "0")) as box:
        told = tell_something(box)
        ending = box.end()
    return [judged("ignored signals and stopped processes", _stopped(told, ending))]


def leave_a_daemon(bench: Bench) -> list[Finding]:
    """End, and leave a process behind that holds every stream open."""
    with started(bench, specify(bench, "leaving", "misbehaving.py", "leaving", "0")) as box:
        told = tell_something(box)
        tell(box)
        ending = box.end()
    return [judged("background processes", diagnosis.left_by_itself(ending, left_of(told["uid"])))]


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
        judged("a killed grader: its box ends", (not running, "goes on" if running else "ended when its stdin closed")),
        judged(
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


def ask_engine(sandbox: DockerSandbox) -> list[Finding]:
    """Hear what the engine says of itself; ``EngineUnavailable`` where none answers or it is too old."""
    facts = sandbox.facts()
    parts = sandbox.client.version(api_version=False).get("Components") or []
    return [
        *machine.engine(facts, sandbox.client.info(), machine.versions(parts)),
        machine.links({name: _setting(name) for name in machine.LINKS} if facts.local else {}),
        _door(sandbox),
    ]


def _setting(name: str) -> str:
    try:
        return Path("/proc/sys/fs", name).read_text("ascii").strip()
    except OSError:
        return ""


def _door(sandbox: DockerSandbox) -> Finding:
    url = str(sandbox.client.base_url)
    path = getattr(sandbox.client.get_adapter(url), "socket_path", "")
    with contextlib.suppress(OSError):
        return machine.socket(path, Path(path).stat().st_mode)
    return machine.address(url)


def get_the_runtime(bench: Bench) -> Finding:
    """Ask a box which runtime it was given; ``EngineFailed``, as for any box, where that is not the one asked for."""
    try:
        with started(bench, asking(bench, "runtime", ("kernel",))) as box:
            kernel = str(readings(box, ("kernel",))["kernel"])
            given = str(bench.sandbox.client.inspect_container(box.name)["HostConfig"].get("Runtime") or "")
    except EngineFailed as error:
        if bench.runtime:
            raise EngineFailed(f"No box can be had with --runtime {bench.runtime}.\n{error}") from None
        raise
    return machine.runtime(given, kernel, bench.sandbox.facts())


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
    neighbours.LOOPBACK,
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
