"""Tries to break what boxes on one loopback rely on: an examiner, a database and a candidate's server share one.

loopback    owns the network and does nothing, as in an exam
relied      joins it first and takes the database's port; it asks as an examiner does
hostile     joins last, and tries everything that ``sandbox/probes/neighbour.py`` knows
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import structs

from grader.deliveries import SERVICE_PORT, loopback_order
from grader.diagnosis import Crashed, Finding, Judge, Judged, concluded, refused, some
from grader.errors import EngineFailed
from grader.sandbox.base import Box
from grader.trying import Bench, Experiment, specify, started, tell

DATABASE_PORT = 5432
PIDS = 1 << 16
EXAMINERS = "examiner's"
"""What the box that is relied on answers with; whatever else is heard came from a thief."""


def share_a_loopback(bench: Bench) -> list[Finding]:
    """Let one box rely on the loopback, and another try to take it, listen in, kill, and outlive."""
    owner, _ = loopback_order(image=bench.image, run=bench.run, runtime=bench.runtime)
    with started(bench, owner) as loopback:
        here = loopback.name
        with started(bench, structs.replace(specify(bench, "relied", "neighbour.py"), joins=here)) as relied:
            joined = ask(relied, "listen", port=DATABASE_PORT)
            with started(bench, structs.replace(specify(bench, "hostile", "neighbour.py"), joins=here)) as hostile:
                found = _attacked(relied, hostile)
                left = ask(hostile, "leave", port=SERVICE_PORT)
                before = ask(relied, "ask", port=SERVICE_PORT, word="before")
            after = [ask(relied, "ask", port=port, word="after") for port in (DATABASE_PORT, SERVICE_PORT)]
            found.append(_concluded("loopback: a box takes nothing along", survived, left, before, *after))
    held = held_by(joined["network"]) if bench.sandbox.facts().local and not isinstance(joined, Crashed) else None
    return [*found, _concluded("loopback: gone with the last box", gone, _join(bench, here), held)]


def _attacked(relied: Box, hostile: Box) -> list[Finding]:
    canary = f"canary{secrets.token_hex(8)}"
    heard = ask(relied, "ask", port=DATABASE_PORT, word=canary)
    listening = ask(hostile, "look")
    occupied = ask(hostile, "occupy", port=DATABASE_PORT)
    beside = ask(hostile, "surround", port=DATABASE_PORT)
    still = ask(relied, "ask", port=DATABASE_PORT, word="still there")
    sniffed = ask(hostile, "sniff", word=canary)
    changed = ask(hostile, "reconfigure")
    killed = ask(hostile, "signal_all", highest=PIDS)
    alive = ask(relied, "ask", port=DATABASE_PORT, word="alive")
    return [
        _concluded("loopback: a taken port stays taken", taken, occupied),
        _concluded("loopback: other addresses catch nothing", passed_by, beside, still),
        _concluded("loopback: nobody listens in", unheard, sniffed, heard),
        _concluded("loopback: cannot be changed", unchanged, changed),
        _concluded("loopback: signals stay in their box", unreached, killed, alive),
        _concluded("loopback: nothing else to connect to", alone, listening),
    ]


def ask(box: Box, what: str, **arguments: Any) -> Any:  # noqa: ANN401 - whatever the probe says to that
    """Have a box do something, and hear what came of it."""
    box.send(json.dumps({"do": what, **arguments}).encode() + b"\n")
    told = tell(box) or {"crashed": "the box has ended"}
    return Crashed(why=str(told["crashed"])) if "crashed" in told else told["answer"]


def _concluded(limit: str, judge: Any, *told: object) -> Finding:  # noqa: ANN401 - a judge of as many readings
    crashed = [each for each in told if isinstance(each, Crashed)]
    of_all: Judge = lambda _: judge(*told)  # noqa: E731 - short, and typed
    return concluded(limit, of_all, crashed[0] if crashed else told)


def _join(bench: Bench, here: str) -> str:
    try:
        with started(bench, structs.replace(specify(bench, "late", "neighbour.py"), joins=here)):
            return ""
    except EngineFailed as error:
        return str(error)


def held_by(network: str) -> list[str]:
    """Find what keeps a network alive, on this machine: processes in it, and the engine's own hold on it."""
    number = network.strip("net:[]")
    processes = [path.parts[2] for path in Path("/proc").glob("[0-9]*/ns/net") if _is(path, network)]
    mounts = Path("/proc/self/mountinfo").read_text("utf-8", errors="replace")
    return [f"process {name}" for name in processes] + [
        "the engine" for line in mounts.splitlines() if f"net:[{number}]" in line
    ]


def _is(path: Path, network: str) -> bool:
    try:
        return str(path.readlink()) == network
    except OSError:
        return False


# ── What it means ────────────────────────────────────────────────────────────────────────────────


def taken(outcomes: Mapping[str, str]) -> Judged:
    """Whoever was first has it, at every address that would catch what is sent to the first."""
    return refused(outcomes, among=frozenset({"EADDRINUSE"}))


def passed_by(outcomes: Mapping[str, str], heard: str) -> Judged:
    """The other addresses may be had; what is sent to 127.0.0.1 goes where it went."""
    had = [place for place, how in outcomes.items() if how == "done"]
    told = f"{', '.join(had) or 'none'} could be had; 127.0.0.1 is answered by {whose(heard)}"
    return bool(outcomes) and heard == EXAMINERS, told


def unheard(sniffed: Mapping[str, Any], heard: str) -> Judged:
    """No socket sees what others send, and the kernel's tables tell that there is a connection, not what it carries."""
    opened = [what for what, how in sniffed["sockets"].items() if how not in {"EPERM", "ENOSYS"}]
    told = [f"told by {path}" for path in sniffed["told"]]
    if opened or told or heard != EXAMINERS:
        return False, some([*opened, *told]) or f"the word was answered by {whose(heard)}"
    tried = f"{len(sniffed['sockets'])} kinds of socket refused"
    return sniffed["read"] > 0, f"{tried}; a word that crossed is in none of {sniffed['read']} tables (ports are)"


def unchanged(outcomes: Mapping[str, str]) -> Judged:
    """Neither its addresses nor its rules are for those who live on it."""
    return refused(outcomes, among=frozenset({"EPERM", "EACCES", "EROFS", "ENOENT"}))


def unreached(killed: Mapping[str, Any], heard: str) -> Judged:
    """``kill(-1)`` has ended the box's own child, so it was in earnest; nobody else was there to be aimed at."""
    others = [str(number) for number in killed["others"]]
    earnest = killed["ended"] == "done" and killed["child"] == -9  # noqa: PLR2004 - SIGKILL
    reached = f"others in reach: {some(others)}" if others else "no other in reach"
    words = f"ended its own child, {reached}; then 127.0.0.1 was answered by {whose(heard)}"
    return earnest and not others and heard == EXAMINERS, words


def alone(seen: Mapping[str, Sequence[str]]) -> Judged:
    """What others rely on is one port; no debugger, inspector or abstract socket of anybody's."""
    expected = f"tcp 0100007F:{DATABASE_PORT:04X}"
    beyond = [each for each in seen["listening"] if each != expected] + list(seen["abstract"])
    if beyond:
        return False, some(beyond)
    return expected in seen["listening"], f"only port {DATABASE_PORT}, no abstract socket"


def survived(left: str, before: str, database: str, service: str) -> Judged:
    """The network and who is relied on live on; a server that was left behind does not."""
    words = f"port {DATABASE_PORT} is answered by {whose(database)}; a server left behind: {before}, then {service}"
    return left == "done" and before == "left" and database == EXAMINERS and service == "ECONNREFUSED", words


def gone(refusal: str, held: Sequence[str] | None) -> Judged:
    """Nobody can join any more, and nothing holds it: not a process, not the engine."""
    if not refusal:
        return False, "a box could still join"
    if held is None:
        return True, "nobody can join any more (what holds it on the engine's machine is not seen)"
    return not held, f"held by {some(held)}" if held else "nobody can join, no process is left in it"


def whose(heard: str) -> str:
    """Name who answered; an error's name stands for nobody."""
    return "the right one" if heard == EXAMINERS else f"{heard or 'nobody'!r}"


LOOPBACK = Experiment(
    title="one loopback",
    proves=(
        "loopback: a taken port stays taken",
        "loopback: other addresses catch nothing",
        "loopback: nobody listens in",
        "loopback: cannot be changed",
        "loopback: signals stay in their box",
        "loopback: nothing else to connect to",
        "loopback: a box takes nothing along",
        "loopback: gone with the last box",
    ),
    conduct=share_a_loopback,
)
