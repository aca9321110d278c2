"""What is asked of the engine for a box, setting by setting, and which engines are refused. No engine is asked."""

from __future__ import annotations

import json
from typing import Any

import pytest
from msgspec import structs

from grader.errors import EngineUnavailable
from grader.model import Limits
from grader.sandbox.base import BoxSpec, EngineFacts
from grader.sandbox.docker import check_engine, container_config, engine_facts, seccomp_profile

SPEC = BoxSpec(
    role="candidate",
    run="4f2a-1",
    image="grader-python:0123456789ab",
    command=("/usr/bin/python3", "-I", "/grader/agent.py"),
    limits=Limits(memory_bytes=256 << 20, processes=99, cpus=1.5, file_bytes=7 << 20),
    folders={"/submission": 5 << 20, "/tmp": 3 << 20},
    channel="grader-4f2a-1-channel",
    channel_writable=True,
)


def host_config(**changes: Any) -> dict[str, Any]:  # noqa: ANN401 - fields of a BoxSpec
    found: dict[str, Any] = container_config(structs.replace(SPEC, **changes))["HostConfig"]
    return found


def user_of(config: dict[str, Any]) -> str:
    return str(config["User"]).partition(":")[0]


def test_a_box_is_asked_for_with_exactly_these_settings() -> None:
    config = container_config(SPEC)
    host = config.pop("HostConfig")
    labels = config.pop("Labels")
    user = user_of(config)
    assert config == {
        "Image": "grader-python:0123456789ab",
        "Cmd": ["/usr/bin/python3", "-I", "/grader/agent.py"],
        "Entrypoint": [],
        "User": f"{user}:{user}",
        "WorkingDir": "/",
        "Hostname": "box",
        "NetworkDisabled": True,
        "Env": ["PATH=/usr/local/bin:/usr/bin:/bin", "LANG=C.UTF-8", "TZ=UTC", "HOME=/tmp"],
        "OpenStdin": True,
        "StdinOnce": True,
        "AttachStdin": True,
        "AttachStdout": True,
        "AttachStderr": True,
        "Tty": False,
    }
    assert (labels["grader.run"], labels["grader.role"]) == ("4f2a-1", "candidate")
    assert host.pop("SecurityOpt") == ["no-new-privileges", f"seccomp={seccomp_profile()}"]
    assert host == {
        "NetworkMode": "none",
        "Dns": ["127.0.0.1"],
        "IpcMode": "private",
        "ShmSize": 8 << 20,
        "Init": False,
        "ReadonlyRootfs": True,
        "CapDrop": ["ALL"],
        "PidsLimit": 99,
        "Memory": 256 << 20,
        "MemorySwap": 256 << 20,
        "NanoCpus": 1_500_000_000,
        "CpuShares": 0,
        "OomScoreAdj": 500,
        "Ulimits": [
            {"Name": "core", "Soft": 0, "Hard": 0},
            {"Name": "nofile", "Soft": 1024, "Hard": 1024},
            {"Name": "fsize", "Soft": 7 << 20, "Hard": 7 << 20},
            {"Name": "memlock", "Soft": 65536, "Hard": 65536},
            {"Name": "msgqueue", "Soft": 0, "Hard": 0},
        ],
        "LogConfig": {"Type": "none"},
        "RestartPolicy": {"Name": "no"},
        "Tmpfs": {
            path: f"rw,noexec,nosuid,nodev,size={size},nr_inodes=16384,mode=0700,uid={user},gid={user}"
            for path, size in (("/submission", 5 << 20), ("/tmp", 3 << 20))
        },
        "Mounts": [
            {
                "Type": "volume",
                "Source": "grader-4f2a-1-channel",
                "Target": "/channel",
                "ReadOnly": False,
                "VolumeOptions": {"NoCopy": True},
            }
        ],
    }


def test_user_and_group_are_one_above_all_of_the_machines_own_and_new_for_every_box() -> None:
    configs = [container_config(SPEC) for _ in range(50)]
    users = {user_of(config) for config in configs}
    assert len(users) == len(configs)
    assert all(config["User"] == f"{user_of(config)}:{user_of(config)}" for config in configs)
    assert all(100_000 <= int(user) < 2**31 for user in users)


def test_only_the_candidates_box_may_write_on_the_channel() -> None:
    (mount,) = host_config(role="examiner", channel_writable=False)["Mounts"]
    assert mount["ReadOnly"] is True


def test_a_box_without_a_channel_has_no_mount_at_all() -> None:
    host = host_config(channel=None)
    assert host["Mounts"] == []
    assert "Binds" not in host


def test_another_runtime_is_asked_for_only_where_one_is_named() -> None:
    assert "Runtime" not in host_config()
    assert host_config(runtime="runsc")["Runtime"] == "runsc"


def test_a_box_in_the_background_gets_less_of_the_cores_than_one_that_is_timed() -> None:
    assert host_config(background=True)["CpuShares"] == 256


def test_only_a_box_that_is_to_have_a_network_has_one_and_asks_the_machines_name_server() -> None:
    config = container_config(structs.replace(SPEC, network="bridge"))
    assert config["NetworkDisabled"] is False
    assert config["HostConfig"]["NetworkMode"] == "bridge"
    assert config["HostConfig"]["Dns"] == []


def test_a_box_may_be_given_more_files_and_more_system_calls_than_others() -> None:
    host = host_config(files=99, system_calls=("flock",))
    assert all("nr_inodes=99," in options for options in host["Tmpfs"].values())
    rules = json.loads(host["SecurityOpt"][1].removeprefix("seccomp="))["syscalls"]
    assert rules[-1] == {"names": ["flock"], "action": "SCMP_ACT_ALLOW"}
    assert host_config()["SecurityOpt"][1] == f"seccomp={seccomp_profile()}"


# ── System calls ─────────────────────────────────────────────────────────────────────────────────


def allowed_calls() -> dict[str, list[dict[str, Any]]]:
    """The rules that allow each system call."""
    found: dict[str, list[dict[str, Any]]] = {}
    for rule in json.loads(seccomp_profile())["syscalls"]:
        for name in rule["names"]:
            if rule["action"] == "SCMP_ACT_ALLOW":
                found.setdefault(name, []).append(rule)
    return found


@pytest.mark.parametrize(("engine", "name"), [("amd64", "SCMP_ARCH_X86_64"), ("arm64", "SCMP_ARCH_AARCH64")])
def test_system_calls_are_allowed_by_list_for_one_architecture_without_any_other_beside_it(
    engine: str, name: str
) -> None:
    profile = json.loads(seccomp_profile(engine))
    assert profile["defaultAction"] == "SCMP_ACT_ERRNO"
    assert profile["archMap"] == [{"architecture": name, "subArchitectures": []}]
    assert "architectures" not in profile
    security = container_config(SPEC, architecture=engine)["HostConfig"]["SecurityOpt"]
    assert security == ["no-new-privileges", f"seccomp={seccomp_profile(engine)}"]


@pytest.mark.parametrize("engine", ["386", "riscv64", ""])
def test_an_architecture_without_a_list_of_system_calls_is_refused(engine: str) -> None:
    with pytest.raises(EngineUnavailable, match="no list of system calls"):
        container_config(SPEC, architecture=engine)


@pytest.mark.parametrize(
    "name",
    [
        "socketcall", "ptrace", "process_vm_readv", "process_vm_writev", "io_uring_setup", "io_uring_enter",
        "io_uring_register", "memfd_create", "memfd_secret", "userfaultfd", "bpf", "perf_event_open", "keyctl",
        "add_key", "request_key", "mount", "umount2", "move_mount", "open_tree", "fsopen", "pivot_root", "unshare",
        "setns", "mknod", "mknodat", "inotify_init1", "fanotify_init", "mq_open", "shmget", "semget", "msgget",
        "splice", "tee", "vmsplice", "flock", "open_by_handle_at", "name_to_handle_at", "chroot", "reboot",
        "init_module", "finit_module", "kexec_load", "syslog", "quotactl", "acct", "swapon", "clone3",
    ],
)  # fmt: skip
def test_a_system_call_that_no_solution_needs_is_not_allowed(name: str) -> None:
    assert name not in allowed_calls()


@pytest.mark.parametrize("name", ["read", "write", "openat", "mmap", "futex", "execve", "wait4", "epoll_wait", "clone"])
def test_a_system_call_that_every_solution_needs_is_allowed(name: str) -> None:
    assert name in allowed_calls()


def test_sockets_are_of_the_families_that_stay_in_the_box() -> None:
    rules = allowed_calls()["socket"]
    assert all(rule["args"] for rule in rules)
    families = {arg["value"] for rule in rules for arg in rule["args"] if arg["index"] == 0}
    assert families <= {1, 2, 10, 16}
    assert 40 not in families


def test_a_system_call_that_must_look_missing_says_so() -> None:
    rules = json.loads(seccomp_profile())["syscalls"]
    (clone3,) = [rule for rule in rules if "clone3" in rule["names"]]
    assert (clone3["action"], clone3["errnoRet"]) == ("SCMP_ACT_ERRNO", 38)


# ── Engines ──────────────────────────────────────────────────────────────────────────────────────

DOCKER_20 = (
    {
        "Platform": {"Name": ""},
        "Components": [
            {"Name": "Engine", "Version": "20.10.24+dfsg1", "Details": {"ApiVersion": "1.41", "MinAPIVersion": "1.12"}},
            {"Name": "containerd", "Version": "1.6.20~ds1"},
            {"Name": "runc", "Version": "1.1.5+ds1"},
        ],
        "Version": "20.10.24+dfsg1",
        "ApiVersion": "1.41",
        "MinAPIVersion": "1.12",
        "KernelVersion": "6.18.5",
    },
    {
        "KernelVersion": "6.18.5",
        "CgroupDriver": "cgroupfs",
        "CgroupVersion": "1",
        "NCPU": 2,
        "MemTotal": 25_265_635_328,
        "Runtimes": {"io.containerd.runc.v2": {"path": "runc"}, "runc": {"path": "runc"}},
        "DefaultRuntime": "runc",
        "SecurityOptions": ["name=seccomp,profile=default"],
    },
    EngineFacts(
        name="Engine",
        version="20.10.24+dfsg1",
        api_version="1.41",
        kernel="6.18.5",
        cgroup_version="1",
        cpus=2,
        memory_bytes=25_265_635_328,
        runtimes=("io.containerd.runc.v2", "runc"),
        seccomp=True,
        local=True,
        default_runtime="runc",
    ),
)
DOCKER_28 = (
    {
        "Platform": {"Name": "Docker Engine - Community"},
        "Components": [
            {"Name": "Engine", "Version": "28.3.2", "Details": {"ApiVersion": "1.51", "MinAPIVersion": "1.24"}},
            {"Name": "docker-init", "Version": "0.19.0"},
        ],
        "Version": "28.3.2",
        "ApiVersion": "1.51",
        "MinAPIVersion": "1.24",
    },
    {
        "KernelVersion": "6.8.0-60-generic",
        "CgroupDriver": "systemd",
        "CgroupVersion": "2",
        "NCPU": 16,
        "MemTotal": 67_108_864_000,
        "Runtimes": {"runsc": {"path": "/usr/bin/runsc"}, "runc": {"path": "runc"}},
        "SecurityOptions": ["name=apparmor", "name=seccomp,profile=builtin", "name=cgroupns"],
    },
    EngineFacts(
        name="Engine",
        version="28.3.2",
        api_version="1.51",
        kernel="6.8.0-60-generic",
        cgroup_version="2",
        cpus=16,
        memory_bytes=67_108_864_000,
        runtimes=("runc", "runsc"),
        seccomp=True,
        local=True,
        walls=("apparmor",),
    ),
)
PODMAN = (
    {
        "Platform": {"Name": "linux/amd64/debian-13"},
        "Components": [
            {"Name": "Podman Engine", "Version": "5.4.2", "Details": {"APIVersion": "5.4.2", "MinAPIVersion": "4.0.0"}},
            {"Name": "Conmon", "Version": "conmon version 2.1.12"},
        ],
        "Version": "5.4.2",
        "ApiVersion": "1.41",
        "MinAPIVersion": "1.24",
    },
    {
        "KernelVersion": "6.12.30",
        "CgroupDriver": "systemd",
        "CgroupVersion": "2",
        "NCPU": 8,
        "MemTotal": 16_000_000_000,
        "Runtimes": {"crun": {"path": "/usr/bin/crun"}},
        "SecurityOptions": ["name=seccomp,profile=default", "name=rootless"],
    },
    EngineFacts(
        name="Podman Engine",
        version="5.4.2",
        api_version="1.41",
        kernel="6.12.30",
        cgroup_version="2",
        cpus=8,
        memory_bytes=16_000_000_000,
        runtimes=("crun",),
        seccomp=True,
        local=True,
        walls=("rootless",),
    ),
)


@pytest.mark.parametrize(("version", "info", "facts"), [DOCKER_20, DOCKER_28, PODMAN], ids=["20.10", "28", "podman"])
def test_an_engines_answers_are_read_and_the_engine_is_good_enough(
    version: dict[str, Any], info: dict[str, Any], facts: EngineFacts
) -> None:
    assert engine_facts(version, info, local=True) == facts
    check_engine(facts)


def test_an_engine_that_says_little_is_read_all_the_same() -> None:
    facts = engine_facts({"Components": None}, {"Runtimes": None, "SecurityOptions": None}, local=False)
    assert (facts.name, facts.api_version, facts.runtimes, facts.seccomp, facts.local) == (
        "Engine",
        "0.0",
        (),
        False,
        False,
    )


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"api_version": "1.40"}, "Engine 20.10.24+dfsg1 speaks API 1.40, boxes need 1.41"),
        ({"api_version": "1.9"}, "apt-get install docker.io"),
        ({"api_version": "0.0"}, "too old"),
        ({"seccomp": False}, "without seccomp"),
    ],
)
def test_an_engine_that_cannot_hold_what_we_promise_is_refused_with_what_to_do(
    changes: dict[str, Any], words: str
) -> None:
    with pytest.raises(EngineUnavailable) as caught:
        check_engine(structs.replace(DOCKER_20[2], **changes))
    assert words in str(caught.value)


@pytest.mark.parametrize("api_version", ["1.41", "1.51", "2.0", "1.100"])
def test_a_newer_engine_is_taken(api_version: str) -> None:
    check_engine(structs.replace(DOCKER_28[2], api_version=api_version))
