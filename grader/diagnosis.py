"""What the doctor's readings mean: facts that a box told about itself in, findings out; nothing here starts anything.

A *judge* looks at one reading and says whether the limit holds, and by what evidence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from grader.model import Limits, Value
from grader.sandbox.base import BoxSpec, Ending

Judged = tuple[bool, str]
Judge = Callable[[Any], Judged]


class Finding(Value, frozen=True):
    """What became of an attempt to break a limit; ``residual`` where it holds, yet a risk remains to know of."""

    limit: str
    holds: bool
    evidence: str
    residual: bool = False


def concluded(limit: str, judge: Judge, reading: object) -> Finding:
    """Judge one reading; an answer that cannot be read is a failed finding, for the box may be what garbled it."""
    if isinstance(reading, Crashed):
        return Finding(limit=limit, holds=False, evidence=f"the probe itself failed: {reading.why}")
    try:
        holds, evidence = judge(reading)
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        return Finding(limit=limit, holds=False, evidence=f"the probe's answer makes no sense ({error!r})")
    return Finding(limit=limit, holds=holds, evidence=evidence)


class Crashed(Value, frozen=True):
    """Stands for a reading that was never taken."""

    why: str


# ── What a box reads of itself ───────────────────────────────────────────────────────────────────

NO_ROUTE = frozenset({"ENETUNREACH", "EADDRNOTAVAIL", "EAFNOSUPPORT"})
"""No way out at all. A time-out or a refused connection would mean that somebody passed the packet on."""

REFUSED = frozenset({"EPERM", "ENOSYS"})
"""By the filter, or unknown to it and therefore not there."""

NOT_WRITABLE = frozenset({"EROFS", "EACCES", "EPERM", "ENOENT"})
NO_32_BIT = frozenset({"SIGSYS", "SIGSEGV", "SIGILL", "EPERM", "ENOSYS"})
LOWEST_USER = 100_000
FILTERED = "2"
ALWAYS_WRITABLE = frozenset({"/dev/shm", "/dev/mqueue"})  # noqa: S108 - a box's own, bounded file systems
SHARED_MEMORY_BYTES = 8 << 20
INODES = 16_384
OPEN_FILES = 1024
CHANNEL_BYTES = 64 << 10

ENGINE_MOUNTS = re.compile(
    r"/|/proc(/(bus|fs|irq|sys|sysrq-trigger|acpi|asound|interrupts|k\w+|latency_stats|sched_debug|scsi|timer_\w+))?"
    r"|/dev|/dev/(pts|shm|mqueue|console)|/sys|/sys/(firmware|fs/cgroup(/[\w,=.]+)?|devices/virtual/[\w/]+|devices/system/.+)"
    r"|/etc/(hostname|hosts|resolv\.conf)|(/usr)?/s?bin/docker-init|/dev/init|/run/podman-init|/run/\.containerenv"
)
"""Where engines mount what every container gets."""


def writable_places(spec: BoxSpec) -> frozenset[str]:
    """Name all that a box's user may write."""
    channel = {spec.channel_path} if spec.channel is not None and spec.channel_writable else set()
    return frozenset(spec.folders) | ALWAYS_WRITABLE | channel


def refused(outcomes: Mapping[str, str], *, among: frozenset[str]) -> Judged:
    """Something was tried, and every attempt ended in one of the errors that mean "no"."""
    through = [f"{what}: {how}" for what, how in outcomes.items() if how not in among]
    if through:
        return False, some(through)
    return bool(outcomes), f"{len(outcomes)} tried, all refused ({', '.join(sorted(set(outcomes.values())))})"


def other_architectures(outcomes: Mapping[str, str]) -> Judged:
    """Where a machine has no second way into the kernel there is nothing to try."""
    return refused(outcomes, among=NO_32_BIT) if outcomes != {} else (True, "this machine has no such calls")


def no_route(outcomes: Mapping[str, str]) -> Judged:
    """Nothing outside the box may so much as turn a packet down."""
    holds, evidence = refused(outcomes, among=NO_ROUTE)
    return holds, f"no way to {', '.join(outcomes)}" if holds else evidence


def only_loopback(interfaces: Sequence[str]) -> Judged:
    """The kernel adds tunnels of its own to a new network, without a route; what an engine attaches is a fault."""
    attached = [
        name
        for name in interfaces
        if name != "lo" and not re.fullmatch(r"(tunl|gre|gretap|erspan|ip_vti|ip6_vti|sit|ip6tnl|ip6gre)0", name)
    ]
    return not attached, f"interfaces: {', '.join(interfaces) or 'none'}"


def no_name_service(names: Mapping[str, Any]) -> Judged:
    """No lookup succeeds, and the box does not learn whom its host would ask."""
    elsewhere = [server for server in names["servers"] if server not in {"127.0.0.1", "::1"}]
    known = f"servers: {', '.join(names['servers']) or 'none'}"
    return names["lookup"] != "done" and not elsewhere, f"box.invalid: {names['lookup']}; {known}"


def not_there(outcome: str) -> Judged:
    """The C library falls back to clone, which the filter can see through, only if the call does not exist."""
    return outcome == "ENOSYS", outcome


def within(found: Sequence[str], *, allowed: Iterable[str]) -> Judged:
    """Nothing but what is allowed; less is fine."""
    beyond = sorted(set(found) - set(allowed))
    return (False, some(beyond)) if beyond else (True, f"only {', '.join(sorted(found))}" if found else "none")


def bounded(filled: Mapping[str, Mapping[str, Any]], *, limits: Mapping[str, int]) -> Judged:
    """Every place takes no more than its size."""
    over = [
        f"{path} took {seen['bytes']:,} bytes ({seen['ended']})"
        for path, seen in filled.items()
        if not full(seen, limits[path])
    ]
    missing = [f"{path} was not tried" for path in limits if path not in filled]
    fine = [f"{path} is full at {seen['bytes']:,} bytes" for path, seen in filled.items()]
    return (False, some(over + missing)) if over or missing else (True, "; ".join(fine))


def full(seen: Mapping[str, Any], limit: int) -> bool:
    """Whether the file system itself said no, at its limit or before."""
    return bool(seen["ended"] == "ENOSPC" and seen["bytes"] <= limit)


def stopped_at(seen: Mapping[str, Any], *, unit: str, limit: int, error: str) -> Judged:
    """It goes on to the limit at most, and the error is the limit's own."""
    holds = seen["ended"] == error and seen[unit] <= limit
    return holds, f"{seen[unit]:,} {unit}, then {seen['ended']}" if seen[
        "ended"
    ] != "done" else f"{seen[unit]:,} {unit} and no end"


def ordinary_user(status: Mapping[str, str]) -> Judged:
    """User and group in all four roles, and every further group, are far from those of any host."""
    users, groups = numbers(status["Uid"]), numbers(status["Gid"]) + numbers(status["Groups"])
    return min(users + groups) >= LOWEST_USER, f"user {users[0]}, group {groups[0]}"


def numbers(text: str) -> list[int]:
    """Read the numbers of one line of ``/proc/self/status``."""
    return [int(word) for word in text.split()]


def no_capabilities(status: Mapping[str, str]) -> Judged:
    """Neither has any, nor can get any."""
    sets = {name: status[name] for name in ("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb")}
    held = [f"{name} {value}" for name, value in sets.items() if int(value, 16)]
    return not held, some(held) if held else "all five sets are empty"


def no_new_privileges(status: Mapping[str, str]) -> Judged:
    """A setuid program would not change the user."""
    return status["NoNewPrivs"] == "1", f"NoNewPrivs {status['NoNewPrivs']}"


def filtered(status: Mapping[str, str]) -> Judged:
    """A filter is on; what it refuses is tried elsewhere."""
    return status["Seccomp"] == FILTERED, f"Seccomp {status['Seccomp']}"


def no_terminal(seen: Mapping[str, Any]) -> Judged:
    """There is nobody's keyboard to type on."""
    return not seen["terminals"] and seen[
        "/dev/tty"
    ] != "done", f"terminals: {seen['terminals'] or 'none'}; /dev/tty: {seen['/dev/tty']}"


def known_mounts(points: Sequence[str], *, spec: BoxSpec) -> Judged:
    """Nothing of the host is mounted but what engines give every container."""
    ours = {*spec.folders, spec.channel_path if spec.channel is not None else ""}
    foreign = [point for point in points if point not in ours and not ENGINE_MOUNTS.fullmatch(point)]
    return not foreign and bool(points), some(foreign) if foreign else f"{len(points)} mounts, all the engine's or ours"


def some(things: Sequence[str], most: int = 4) -> str:
    """Name the first few."""
    more = f" and {len(things) - most} more" if len(things) > most else ""
    return "; ".join(things[:most]) + more


def inside(spec: BoxSpec, environment: Sequence[str]) -> dict[str, tuple[str, Judge]]:
    """List what a box is asked about itself: the limit, the reading that tells, and its judge."""
    scratch = {**spec.folders, "/dev/shm": SHARED_MEMORY_BYTES}  # noqa: S108
    return {
        "no network": ("network", no_route),
        "no network interface but its own": ("interfaces", only_loopback),
        "no name service": ("names", no_name_service),
        "system calls": ("system_calls", partial(refused, among=REFUSED)),
        "socket families": ("socket_families", partial(refused, among=frozenset({"EPERM"}))),
        "32-bit and x32 calls": ("foreign_calls", other_architectures),
        "clone3": ("clone3", not_there),
        "read-only root": ("root_folders", partial(refused, among=NOT_WRITABLE)),
        "kernel settings": ("kernel_settings", partial(refused, among=NOT_WRITABLE)),
        "writable places": ("writable", partial(within, allowed=writable_places(spec))),
        "no block devices": ("disks", partial(within, allowed=frozenset())),
        "nothing runs from a writable place": ("execution", partial(refused, among=frozenset({"EACCES", "EPERM"}))),
        "scratch space": ("space", partial(bounded, limits=scratch)),
        "number of files": ("files", partial(stopped_at, unit="files", limit=INODES, error="ENOSPC")),
        "file size": ("file_size", partial(stopped_at, unit="bytes", limit=spec.limits.file_bytes, error="EFBIG")),
        "open files": ("open_files", partial(stopped_at, unit="files", limit=OPEN_FILES, error="EMFILE")),
        "a user of its own": ("status", ordinary_user),
        "no capabilities": ("status", no_capabilities),
        "no new privileges": ("status", no_new_privileges),
        "seccomp filter": ("status", filtered),
        "cannot become root": ("become_root", partial(refused, among=frozenset({"EPERM", "EINVAL"}))),
        "no setuid programs": ("setuid", partial(within, allowed=frozenset())),
        "environment": ("environment", partial(within, allowed=frozenset(environment))),
        "no terminal": ("terminal", no_terminal),
        "no foreign mounts": ("mounts", partial(known_mounts, spec=spec)),
    }


INSIDE = tuple(inside(BoxSpec(role="", run="", image="", command=(), limits=Limits()), ()))
"""The limits that a box proves from inside."""

SHORT = (
    "no network",
    "no network interface but its own",
    "system calls",
    "socket families",
    "32-bit and x32 calls",
    "read-only root",
    "a user of its own",
    "no capabilities",
    "no new privileges",
    "seccomp filter",
    "environment",
)
"""What is asked again before each batch: what an engine's update or another configuration would take away first."""


# ── What a box was seen to do ────────────────────────────────────────────────────────────────────


def process_limit(told: Mapping[str, Any], limit: int) -> Judged:
    """The engine's init and the first process count as well."""
    holds = told["refused"] and told["processes"] < limit
    return bool(
        holds
    ), f"{told['processes']} forks, then {'refused' if told['refused'] else 'no end'}; the limit is {limit}"


def stopped_by_us(ending: Ending, left: Sequence[int]) -> Judged:
    """It went on until we ended it, and then was gone to the last process."""
    if left:
        return False, f"{len(left)} processes are left"
    return (
        ending.stopped,
        "ended, no process left" if ending.stopped else f"ended by itself, exit code {ending.exit_code}",
    )


def memory_limit(told: Mapping[str, Any] | None, ending: Ending, limit: int) -> Judged:
    """The kernel ends it; it never comes to say how much it got."""
    if told is not None:
        return False, f"took {told.get('held', 0):,} bytes, and the limit is {limit:,}"
    return not ending.stopped and ending.exit_code not in (
        None,
        0,
    ), f"ended by the kernel (exit code {ending.exit_code}) within {limit:,} bytes"


def tells_of_memory(ending: Ending) -> Finding:
    """Some engines never say it. The kernel's counts and peaks stand in, so it is not a fault."""
    limit = "memory: the engine tells"
    if ending.out_of_memory:
        return Finding(limit=limit, holds=True, evidence="the engine says that memory ran out")
    evidence = "not told by this engine: the kernel's counts and the peak decide instead"
    return Finding(limit=limit, holds=True, residual=True, evidence=evidence)


def childs_memory(told: Mapping[str, Any]) -> Judged:
    """Only the greedy process is ended, so that whoever watches it can go on."""
    return told["child"] == -9, f"the child ended with {told['child']}, its parent went on"  # noqa: PLR2004 - SIGKILL


def output_limit(ending: Ending, kept: int, limit: int) -> Judged:
    """The host stops reading within one frame of the limit, and keeps no more than it."""
    slack = 64 << 10
    holds = ending.output_cut and ending.stopped and kept <= limit and ending.output_bytes <= limit + slack
    return (
        holds,
        f"{ending.output_bytes:,} bytes read, {kept:,} kept of at most {limit:,}",
    )


def left_by_itself(ending: Ending, left: Sequence[int]) -> Judged:
    """A daemon that holds the streams open keeps neither us waiting nor itself alive."""
    holds = not ending.stopped and ending.exit_code == 7 and not left  # noqa: PLR2004 - what the program ends with
    return holds, f"exit code {ending.exit_code}, {len(left)} processes left"


def processor_limit(told: Mapping[str, Any], cpus: float) -> Judged:
    """Half as much again is the kernel's accounting; twice as much would be another processor."""
    share = told["used"] / told["seconds"]
    return share <= cpus * 1.5, f"two busy processes got {share:.2f} processors; the limit is {cpus:g}"


# ── Two boxes ────────────────────────────────────────────────────────────────────────────────────


def different_users(first: Mapping[str, str], second: Mapping[str, str]) -> Judged:
    """Quotas that the kernel keeps by user are not shared."""
    users = [numbers(status["Uid"])[0] for status in (first, second)]
    return users[0] != users[1], f"users {users[0]} and {users[1]}"


def unseen(seen_by_first: Sequence[str], seen_by_second: Sequence[str], marks: tuple[str, str]) -> Judged:
    """Each sees itself, or it has not looked, and not the other."""
    lists = (seen_by_first, seen_by_second)
    own = all(any(mark in line for line in seen) for mark, seen in zip(marks, lists, strict=True))
    other = any(mark in line for mark, seen in zip(reversed(marks), lists, strict=True) for line in seen)
    counts = " and ".join(str(len(seen)) for seen in lists)
    return (
        own and not other,
        f"{counts} processes in sight, {'one of the other box' if other else 'none of the other box'}",
    )


def apart(spaces: Sequence[Mapping[str, str]]) -> Judged:
    """Boxes, and the host where it can be asked, share no name space that containers can have of their own."""
    shared = [name for name in spaces[0] if len({space[name] for space in spaces}) < len(spaces)]
    return not shared, f"shared: {', '.join(shared)}" if shared else f"{', '.join(spaces[0])}: all different"


def tiny(filled: Mapping[str, Any]) -> Judged:
    """The channel is for a socket's name, not a place to keep things."""
    holds, evidence = stopped_at(filled, unit="bytes", limit=CHANNEL_BYTES, error="ENOSPC")
    return holds, evidence


def read_only(outcome: str) -> Judged:
    """The examiner cannot be made to leave anything there."""
    return outcome == "EROFS", outcome
