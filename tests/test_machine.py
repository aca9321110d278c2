"""What the doctor concludes from what the engine, its parts and the machine say: tables, no engine."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from grader import machine
from grader.diagnosis import Finding
from grader.machine import Version
from grader.sandbox.base import EngineFacts

FACTS = EngineFacts(
    name="Engine",
    version="28.1",
    api_version="1.49",
    kernel="6.12",
    cgroup_version="2",
    cpus=2,
    memory_bytes=1 << 32,
    runtimes=("runc",),
    seccomp=True,
    local=True,
)
INFO: dict[str, Any] = {
    "MemoryLimit": True,
    "PidsLimit": True,
    "CpuCfsQuota": True,
    "SwapLimit": True,
    "Driver": "overlay2",
    "SecurityOptions": ["name=seccomp,profile=builtin"],
}
PARTS = {"engine": Version("29.5.1"), "containerd": Version("2.2.0"), "runc": Version("1.2.8")}
NO_WALLS = {"engine: stronger runtimes", "engine: user namespaces", "engine: AppArmor or SELinux"}


def engine(*, info: dict[str, Any] | None = None, **facts: object) -> dict[str, Finding]:
    """Find what there is to say of an engine, by what is different from a good one."""
    told = machine.engine(msgspec.structs.replace(FACTS, **facts), INFO | (info or {}), PARTS)
    return {finding.limit: finding for finding in told}


def judgement(finding: Finding) -> str:
    """Say in a word what the table says of a finding."""
    if not finding.holds:
        return "fails"
    return "holds, but" if finding.residual else "holds"


def test_a_good_engine_without_second_walls_holds_and_names_them() -> None:
    findings = engine()
    assert all(finding.holds for finding in findings.values())
    assert {limit for limit, finding in findings.items() if finding.residual} == NO_WALLS


def test_second_walls_that_are_there_leave_no_risk_to_name() -> None:
    walls = {"SecurityOptions": ["name=seccomp", "name=apparmor", "name=userns"]}
    assert not any(finding.residual for finding in engine(info=walls, runtimes=("runc", "runsc")).values())


@pytest.mark.parametrize("missing", ["MemoryLimit", "PidsLimit", "CpuCfsQuota"])
def test_an_engine_that_cannot_limit_does_not_hold(missing: str) -> None:
    assert not engine(info={missing: False})["engine: limits"].holds


def test_an_engine_without_seccomp_does_not_hold() -> None:
    assert not engine(seccomp=False)["engine: seccomp"].holds


def test_swap_beyond_the_memory_limit_is_named() -> None:
    assert engine(info={"SwapLimit": False})["engine: swap"].residual


def test_an_engine_that_warns_of_a_way_in_for_everybody_does_not_hold() -> None:
    warning = "WARNING: API is accessible on http://0.0.0.0:2375 without encryption."
    assert not engine(info={"Warnings": [warning]})["engine: its own warnings"].holds
    assert engine(info={"Warnings": ["WARNING: No swap limit support"]})["engine: its own warnings"].holds


RUNC = [
    ("1.2.8", "holds"),
    ("1.2.9", "holds"),
    ("1.3.3", "holds"),
    ("v1.4.0-rc.3", "holds"),
    ("1.4.0", "holds"),
    ("2.0.0", "holds"),
    ("1.2.7", "fails"),
    ("1.3.0", "fails"),
    ("1.3.2", "fails"),
    ("1.4.0-rc.2", "fails"),
    ("1.1.12", "fails"),
    ("1.0.0-rc6", "fails"),
    ("1.1.5+ds1", "holds, but"),
    ("1.1.5+ds1-1+deb12u1", "holds, but"),
    ("1.1.12-0ubuntu2~22.04.1", "holds, but"),
    ("1.3.3-0ubuntu1~24.04.2", "holds"),
    ("1.1.12-2.el9", "holds, but"),
    ("", "holds, but"),
    ("unknown", "holds, but"),
]


@pytest.mark.parametrize(("number", "expected"), RUNC)
def test_a_runc_without_the_fixes_fails_unless_its_distribution_may_have_put_them_in(
    number: str, expected: str
) -> None:
    assert judgement(machine.version("runc", Version(number))) == expected


def test_the_package_decides_and_is_what_is_shown() -> None:
    told = machine.version("runc", Version("1.1.5", "1.1.5+ds1-1+deb12u1"))
    assert judgement(told) == "holds, but"
    assert "1.1.5+ds1-1+deb12u1" in told.evidence
    assert "CVE-2025-31133" in told.evidence


@pytest.mark.parametrize(
    ("number", "expected"),
    [("1.4.2", "fails"), ("1.6.17", "fails"), ("1.6.18", "holds"), ("1.7.0", "holds"), ("1.6.0~ds1", "holds, but")],
)
def test_containerd_is_held_against_its_own_advisories(number: str, expected: str) -> None:
    assert judgement(machine.version("containerd", Version(number))) == expected


@pytest.mark.parametrize(
    ("number", "expected"), [("28.2.2", "holds, but"), ("29.5.1", "holds"), ("20.10.24+dfsg1", "holds, but")]
)
def test_a_hole_in_what_no_grade_does_is_named_and_does_not_fail(number: str, expected: str) -> None:
    assert judgement(machine.version("engine", Version(number))) == expected


def test_a_part_that_the_engine_does_not_name_is_a_risk_and_never_silently_absent() -> None:
    told = {finding.limit: finding for finding in machine.engine(FACTS, INFO, {})}
    assert {limit for limit, finding in told.items() if finding.residual} - NO_WALLS == {
        "engine: known holes in the engine",
        "engine: known holes in containerd",
        "engine: known holes in runc",
    }


def test_versions_are_read_from_the_engines_components_with_the_package_where_there_is_one() -> None:
    told = machine.versions(
        [
            {"Name": "Engine", "Version": "20.10.24+dfsg1", "Details": {"GitCommit": "5d6db84"}},
            {"Name": "runc", "Version": "1.1.5+ds1", "Details": {"GitCommit": "1.1.5+ds1-1+deb12u1"}},
            {"Name": "containerd", "Version": "1.7.27", "Details": None},
        ]
    )
    assert told == {
        "engine": Version("20.10.24+dfsg1"),
        "runc": Version("1.1.5+ds1", "1.1.5+ds1-1+deb12u1"),
        "containerd": Version("1.7.27"),
    }


def test_every_advisory_says_since_when_it_is_closed_in_a_number_that_can_be_read() -> None:
    assert all(machine.release(number) for advisory in machine.ADVISORIES for number in advisory.fixed)
    assert {advisory.part for advisory in machine.ADVISORIES} == set(machine.PARTS)


@pytest.mark.parametrize(
    ("given", "kernel", "holds"),
    [("runc", "6.12", True), ("runsc", "4.4.0", True), ("runsc", "6.12", False), ("", "6.12", True)],
)
def test_a_stronger_runtime_that_answers_with_the_machines_kernel_is_none(
    given: str,
    kernel: str,
    holds: bool,  # noqa: FBT001
) -> None:
    finding = machine.runtime(given, kernel, FACTS)
    assert finding.holds is holds
    assert finding.evidence.startswith(given or "not told")


def test_guards_on_links_that_are_off_or_unseen_are_named_and_none_is_a_fault() -> None:
    on = dict.fromkeys(machine.LINKS, "1")
    assert judgement(machine.links(on)) == "holds"
    assert "protected_hardlinks" in machine.links(on | {"protected_hardlinks": "0"}).evidence
    assert judgement(machine.links(on | {"protected_hardlinks": "0"})) == "holds, but"
    assert judgement(machine.links({})) == "holds, but"


def test_whoever_may_give_the_engine_orders_owns_the_machine() -> None:
    assert machine.socket("/run/engine.sock", 0o140600).holds
    assert machine.socket("/run/engine.sock", 0o140660).holds
    assert not machine.socket("/run/engine.sock", 0o140666).holds
    assert not machine.address("http://127.0.0.1:2375").holds
    assert machine.address("https://engine.example:2376").holds
