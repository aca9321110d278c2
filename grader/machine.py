"""What the engine, its parts and the machine say of themselves, and what that means for a box: pure.

A part that is too old fails; one whose number is old and whose maker puts fixes into old numbers is a risk to know of
(``residual``), and so is every second wall that is not there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from grader.diagnosis import Finding
from grader.model import Value
from grader.sandbox.base import EngineFacts

# ── Versions ─────────────────────────────────────────────────────────────────────────────────────

Release = tuple[int, int, int, int]
FINAL = 1 << 16
"""Stands for "no release candidate": later than every one of them."""


class Advisory(Value, frozen=True):
    """A hole that was closed, and since which release of each line; ``reaches`` where a box could use it.

    A hole in what the grader never does (copying out of a box, running a command in one) is a risk to whoever uses the
    same engine for more.
    """

    part: str
    holes: str
    fixed: tuple[str, ...]
    reaches: bool = True


ADVISORIES = (
    # https://github.com/opencontainers/runc/security/advisories
    Advisory(part="runc", holes="CVE-2019-5736, CVE-2021-30465", fixed=("1.0.0",)),
    Advisory(part="runc", holes="CVE-2024-21626", fixed=("1.1.12",)),
    Advisory(
        part="runc", holes="CVE-2025-31133, CVE-2025-52565, CVE-2025-52881", fixed=("1.2.8", "1.3.3", "1.4.0-rc.3")
    ),
    # https://github.com/containerd/containerd/security/advisories
    Advisory(part="containerd", holes="CVE-2020-15257", fixed=("1.3.9", "1.4.3")),
    Advisory(part="containerd", holes="CVE-2022-23648", fixed=("1.4.13", "1.5.10", "1.6.1")),
    Advisory(part="containerd", holes="CVE-2023-25173", fixed=("1.5.18", "1.6.18")),
    # Of `docker cp`, which no part of a grade does.
    Advisory(part="engine", holes="CVE-2026-41567, CVE-2026-41568, CVE-2026-42306", fixed=("29.5.1",), reaches=False),
)
"""THREATS.md section 3 and A01. Other engines (Podman, crun) have advisories of their own, and are told as unknown."""

PARTS = {"engine": "the engine", "containerd": "containerd", "runc": "runc"}


class Version(NamedTuple):
    """What a part says it is: its number, and the package where a distribution made it."""

    number: str
    package: str = ""


def versions(parts: Sequence[Mapping[str, Any]]) -> dict[str, Version]:
    """Read the components of the engine's answer; distributions write the package where others write a commit."""
    told = {}
    for part in parts:
        commit = str((part.get("Details") or {}).get("GitCommit") or "")
        number = str(part.get("Version") or "")
        # Docker's own name for itself; Podman has another, and advisories of its own.
        name = "engine" if part.get("Name") == "Engine" else str(part.get("Name"))
        told[name] = Version(number=number, package=commit if packaged(commit) else "")
    return told


def packaged(text: str) -> bool:
    """Whether a version is a distribution's, which puts fixes into an old number."""
    return re.search(r"[+~-](ds|dfsg|deb\d|\d*ubuntu)|\.(el|fc|amzn)\d|\bdeb\d+u\d", text) is not None


def release(number: str) -> Release | None:
    """Read a version's number; ``None`` where it has none."""
    found = re.match(r"v?(\d+)\.(\d+)\.(\d+)(?:-(?:rc|beta|alpha)[.-]?(\d+))?", number)
    if found is None:
        return None
    major, minor, patch, candidate = found.groups()
    return int(major), int(minor), int(patch), FINAL if candidate is None else int(candidate)


def closed(advisory: Advisory, found: Release) -> bool:
    """Whether a release has the fix: its line's, or that of a line before it where its own needed none."""
    fixes = sorted(each for number in advisory.fixed if (each := release(number)) is not None)
    own = [fix for fix in fixes if fix[:2] == found[:2]]
    return found >= own[0] if own else found > fixes[-1]


def version(part: str, told: Version | None) -> Finding:
    """Hold one part against the advisories."""
    limit = f"engine: known holes in {PARTS[part]}"
    found = release(told.number) if told is not None else None
    if told is None or found is None:
        evidence = "its version is not told; see that it is up to date"
        return Finding(limit=limit, holds=True, residual=True, evidence=evidence)
    named = told.package or told.number
    opened = [each for each in ADVISORIES if each.part == part and not closed(each, found)]
    if not opened:
        return Finding(limit=limit, holds=True, evidence=f"{named}: none of those we know of")
    holes = f"{named}: {'; '.join(f'{each.holes} (closed in {each.fixed[-1]})' for each in opened)}"
    if packaged(named):
        evidence = f"{holes}, by its number: see that the distribution put the fixes in"
        return Finding(limit=limit, holds=True, residual=True, evidence=evidence)
    if not any(each.reaches for each in opened):
        evidence = f"{holes}: by what no grade does, so mind what else the engine is used for"
        return Finding(limit=limit, holds=True, residual=True, evidence=evidence)
    return Finding(limit=limit, holds=False, evidence=f"{holes}: update it")


# ── What the engine can do ───────────────────────────────────────────────────────────────────────

SUPPORT = {"MemoryLimit": "memory", "PidsLimit": "processes", "CpuCfsQuota": "processor time"}
STRONGER = re.compile(r"runsc|gvisor|kata|krun|firecracker")
IN_MEMORY = "boxes write to memory only, so no quota is needed"


def engine(facts: EngineFacts, info: Mapping[str, Any], told: Mapping[str, Version]) -> list[Finding]:
    """Say what the engine is, what it can limit, and which second walls it does not have."""
    return [
        _version(facts),
        Finding(
            limit="engine: seccomp",
            holds=facts.seccomp,
            evidence="on" if facts.seccomp else "the engine runs without it",
        ),
        _support(info),
        _swap(info),
        Finding(limit="engine: storage", holds=True, evidence=f"{info.get('Driver', '?')}; {IN_MEMORY}"),
        *(version(part, told.get(part)) for part in PARTS),
        _stronger_runtime(facts),
        _user_namespaces(info),
        _access_control(info),
        _warnings(info),
    ]


def _version(facts: EngineFacts) -> Finding:
    words = (
        f"{facts.name} {facts.version}, API {facts.api_version}, kernel {facts.kernel}, cgroup v{facts.cgroup_version}"
    )
    return Finding(limit="engine: version", holds=True, evidence=words)


def _support(info: Mapping[str, Any]) -> Finding:
    missing = [what for key, what in SUPPORT.items() if info.get(key) is False]
    evidence = f"cannot limit {', '.join(missing)}" if missing else f"limits {', '.join(SUPPORT.values())}"
    return Finding(limit="engine: limits", holds=not missing, evidence=evidence)


def _swap(info: Mapping[str, Any]) -> Finding:
    if info.get("SwapLimit"):
        return Finding(limit="engine: swap", holds=True, evidence="limited together with memory")
    evidence = (
        "not limited: where the machine has swap, a box may use it beyond its memory (kernel option swapaccount=1)"
    )
    return Finding(limit="engine: swap", holds=True, residual=True, evidence=evidence)


def _stronger_runtime(facts: EngineFacts) -> Finding:
    found = [name for name in facts.runtimes if STRONGER.search(name)]
    if found:
        return Finding(
            limit="engine: stronger runtimes", holds=True, evidence=f"{', '.join(found)} (use with --runtime)"
        )
    evidence = "not present: boxes share the machine's kernel, and so its holes (gVisor's runsc would be one)"
    return Finding(limit="engine: stronger runtimes", holds=True, residual=True, evidence=evidence)


def _user_namespaces(info: Mapping[str, Any]) -> Finding:
    limit = "engine: user namespaces"
    found = _security(info, "userns", "rootless")
    if found:
        return Finding(limit=limit, holds=True, evidence=", ".join(found))
    evidence = "not present: a box's user is the same number on the host (boxes take unused ones)"
    return Finding(limit=limit, holds=True, residual=True, evidence=evidence)


def _access_control(info: Mapping[str, Any]) -> Finding:
    limit = "engine: AppArmor or SELinux"
    found = _security(info, "apparmor", "selinux")
    if found:
        return Finding(limit=limit, holds=True, evidence=", ".join(found))
    evidence = "not present: a wall less behind seccomp and the empty capabilities"
    return Finding(limit=limit, holds=True, residual=True, evidence=evidence)


def _security(info: Mapping[str, Any], *names: str) -> list[str]:
    options = [str(option) for option in info.get("SecurityOptions") or []]
    return [name for name in names if any(f"name={name}" in option for option in options)]


def _warnings(info: Mapping[str, Any]) -> Finding:
    """Engines warn where anybody may give them orders."""
    told = [str(each) for each in info.get("Warnings") or []]
    opened = [each for each in told if "API is accessible" in each]
    evidence = opened[0] if opened else "none of a way in that is open"
    return Finding(limit="engine: its own warnings", holds=not opened, evidence=evidence)


# ── The runtime that a box was given ─────────────────────────────────────────────────────────────


def runtime(given: str, kernel: str, facts: EngineFacts) -> Finding:
    """Tell which runtime runs the boxes; a stronger one that answers with the machine's own kernel is none."""
    shared = kernel == facts.kernel
    where = "on the machine's kernel" if shared else f"on a kernel of its own ({kernel})"
    holds = not (shared and STRONGER.search(given))
    return Finding(limit="engine: the runtime of boxes", holds=holds, evidence=f"{given or 'not told'}, {where}")


# ── The machine ──────────────────────────────────────────────────────────────────────────────────

LINKS = ("protected_hardlinks", "protected_symlinks", "protected_fifos", "protected_regular")
"""What keeps one user's links from leading another's program astray (THREATS.md A17)."""


def links(settings: Mapping[str, str]) -> Finding:
    """Read the kernel's guards on links; no grade follows one on the host, so a missing guard is a risk and no hole."""
    limit = "machine: guards on links"
    if not settings:
        evidence = "not seen: the engine is on another machine"
        return Finding(limit=limit, holds=True, residual=True, evidence=evidence)
    off = [name for name, value in settings.items() if value in {"0", ""}]
    if off:
        evidence = f"off: {', '.join(off)} (sysctl fs.{off[0]}=1); no grade follows a link on the host"
        return Finding(limit=limit, holds=True, residual=True, evidence=evidence)
    return Finding(limit=limit, holds=True, evidence=f"{len(settings)} settings, all on")


WRITABLE_BY_OTHERS = 0o002
WRITABLE_BY_GROUP = 0o020


def socket(path: str, mode: int) -> Finding:
    """Whoever can write the engine's socket owns the machine."""
    limit = "engine: who may give orders"
    if mode & WRITABLE_BY_OTHERS:
        evidence = f"{path} is open to every user of this machine, and that is as good as root"
        return Finding(limit=limit, holds=False, evidence=evidence)
    group = " and its group, which is as good as root" if mode & WRITABLE_BY_GROUP else " alone"
    return Finding(limit=limit, holds=True, evidence=f"{path}: its owner{group}")


def address(url: str) -> Finding:
    """Without a socket there is an address; without TLS everybody who reaches it owns the engine's machine."""
    limit = "engine: who may give orders"
    if url.startswith("http://"):
        return Finding(limit=limit, holds=False, evidence=f"{url}: whoever reaches it, for it asks for no certificate")
    return Finding(limit=limit, holds=True, evidence=f"{url}: who has a certificate or key")
