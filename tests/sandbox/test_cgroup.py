"""A box's peaks, from the files of either control group version and from what engines say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import pytest

from grader.sandbox import cgroup

if TYPE_CHECKING:
    from pathlib import Path

    import docker

BOX = "0123456789abcdef" * 4

V1_STATISTICS = {
    "read": "2026-01-02T03:04:05.678Z",
    "pids_stats": {"current": 3},
    "memory_stats": {
        "usage": 11_386_880,
        "max_usage": 52_813_824,
        "stats": {"active_anon": 0, "cache": 0, "rss": 8_110_080, "hierarchical_memory_limit": 268_435_456},
        "limit": 268_435_456,
    },
}
V2_STATISTICS = {
    "read": "2026-01-02T03:04:05.678Z",
    "pids_stats": {"current": 3, "limit": 128},
    "memory_stats": {"usage": 11_386_880, "stats": {"anon": 8_110_080, "file": 0}, "limit": 268_435_456},
}
ENDED_STATISTICS: dict[str, Any] = {"read": "0001-01-01T00:00:00Z", "pids_stats": {}, "memory_stats": {}}


class Engine:
    """An engine that knows one box's statistics."""

    def __init__(self, statistics: dict[str, Any]) -> None:
        self.statistics = statistics

    def stats(self, identity: str, *, stream: bool, one_shot: bool) -> dict[str, Any]:
        assert (identity, stream, one_shot) == (BOX, False, True)
        return self.statistics


def usage(root: Path, statistics: dict[str, Any]) -> tuple[int | None, int | None]:
    found = cgroup.usage(cast("docker.APIClient", Engine(statistics)), BOX, root=root)
    return found.peak_memory_bytes, found.peak_processes


def tree(root: Path, files: dict[str, str]) -> Path:
    for name, content in files.items():
        path = root / name.format(id=BOX)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
    return root


V1 = {
    "memory/docker/{id}/memory.max_usage_in_bytes": "70000000\n",
    "memory/docker/{id}/memory.usage_in_bytes": "1\n",
    "pids/docker/{id}/pids.peak": "12\n",
}
V2_SYSTEMD = {
    "system.slice/docker-{id}.scope/memory.peak": "71000000\n",
    "system.slice/docker-{id}.scope/pids.peak": "13\n",
}
V2_CGROUPFS = {"docker/{id}/memory.peak": "72000000\n", "docker/{id}/pids.peak": "14\n"}


@pytest.mark.parametrize(
    ("files", "expected"),
    [(V1, (70_000_000, 12)), (V2_SYSTEMD, (71_000_000, 13)), (V2_CGROUPFS, (72_000_000, 14))],
    ids=["version 1", "version 2 by systemd", "version 2 by the engine"],
)
def test_the_kernels_own_files_are_believed_before_the_engine(
    tmp_path: Path, files: dict[str, str], expected: tuple[int, int]
) -> None:
    assert usage(tree(tmp_path, files), V1_STATISTICS) == expected


def test_an_old_kernel_without_a_peak_of_processes_tells_the_memory_alone(tmp_path: Path) -> None:
    files = {name: content for name, content in V1.items() if "pids" not in name}
    assert usage(tree(tmp_path, files), V1_STATISTICS) == (70_000_000, None)


@pytest.mark.parametrize(
    ("statistics", "expected"),
    [(V1_STATISTICS, 52_813_824), (V2_STATISTICS, None), (ENDED_STATISTICS, None), ({}, None)],
    ids=["version 1", "version 2", "ended", "nothing"],
)
def test_without_files_the_engines_statistics_speak(
    tmp_path: Path, statistics: dict[str, Any], expected: int | None
) -> None:
    assert usage(tmp_path, statistics) == (expected, None)
    assert cgroup.peak_of(statistics) == expected


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("memory/docker/{id}/memory.oom_control", "oom_kill_disable 0\nunder_oom 0\noom_kill 3\n", 3),
        ("system.slice/docker-{id}.scope/memory.events", "low 0\nhigh 0\nmax 9\noom 2\noom_kill 1\n", 1),
        ("docker/{id}/memory.events", "oom 0\noom_kill 0\noom_group_kill 0\n", 0),
    ],
    ids=["version 1", "version 2 by systemd", "version 2 by the engine"],
)
def test_the_kernels_count_of_processes_ended_for_memory_is_read(
    tmp_path: Path, name: str, content: str, expected: int
) -> None:
    engine = cast("docker.APIClient", Engine({}))
    assert cgroup.usage(engine, BOX, root=tree(tmp_path, {name: content})).oom_kills == expected


@pytest.mark.parametrize("content", ["", "under_oom 0\n", "oom_kill many\n"])
def test_without_that_count_nobody_tells(tmp_path: Path, content: str) -> None:
    root = tree(tmp_path, {"memory/docker/{id}/memory.oom_control": content})
    assert cgroup.usage(cast("docker.APIClient", Engine({})), BOX, root=root).oom_kills is None


def test_a_file_of_another_box_is_not_this_ones(tmp_path: Path) -> None:
    other = {name.replace("{id}", "f" * 64): content for name, content in V1.items()}
    assert usage(tree(tmp_path, other), ENDED_STATISTICS) == (None, None)


def test_a_file_that_holds_no_number_is_passed_over(tmp_path: Path) -> None:
    files = {"memory/docker/{id}/memory.max_usage_in_bytes": "max\n", **V2_CGROUPFS}
    assert usage(tree(tmp_path, files), ENDED_STATISTICS) == (72_000_000, 14)
