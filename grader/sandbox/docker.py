"""Boxes on a Docker engine, or on anything that speaks its API (Podman's socket does).

Nothing of the host is mounted, nothing is copied into or executed in a live box: bytes go through the attached streams.
docker-py takes longer to import than a box to create, so it is imported where it is first used.
"""

from __future__ import annotations

import contextlib
import functools
import json
import re
import secrets
import threading
import time
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import IO, TYPE_CHECKING, Any

from grader.errors import EngineFailed, EngineUnavailable
from grader.paths import SANDBOX
from grader.sandbox import cgroup, derived, ownership
from grader.sandbox.base import BoxSpec, Derivation, Ending, EngineFacts
from grader.sandbox.streams import Streams

if TYPE_CHECKING:
    import docker

RUN_LABEL = "grader.run"
ROLE_LABEL = "grader.role"
OWNER_LABEL = "grader.owner"

OLDEST_API = (1, 41)
"""Docker 20.10: the first with cgroup version 2 and one-shot statistics."""

SECCOMP_NAMES = {"amd64": "SCMP_ARCH_X86_64", "arm64": "SCMP_ARCH_AARCH64"}
WALLS = ("userns", "rootless", "apparmor", "selinux")
"""What a report tells that the engine has beside seccomp, as its API calls them."""

TIMEOUT_S = 60
REMOVED_S = 10
STOP_S = 20
CHANNEL_BYTES = 64 << 10
FIRST_PROCESS_OURS = frozenset({"candidate", "tests", "seeded", "native", "analysis-server"})
"""Roles of the boxes in which a program of ours watches candidate code, or programs that read several candidates'."""


class DockerSandbox:
    """The engine that the environment names (``DOCKER_HOST``), or the local socket."""

    def __init__(self, *, base_url: str | None = None) -> None:
        self._base_url = base_url

    @functools.cached_property
    def client(self) -> docker.APIClient:
        """A connected low-level client; ``EngineUnavailable`` with what to do where nobody answers."""
        import docker  # noqa: PLC0415 - see the module's docstring
        from docker.errors import DockerException  # noqa: PLC0415
        from docker.utils import kwargs_from_env  # noqa: PLC0415
        from requests import RequestException  # noqa: PLC0415

        settings = kwargs_from_env()
        if self._base_url is not None:
            settings["base_url"] = self._base_url
        try:
            # The engine's own version: the newest refuse the API of the oldest that we take.
            client = docker.APIClient(version="auto", timeout=TIMEOUT_S, use_ssh_client=False, **settings)
        except (DockerException, RequestException, OSError) as error:
            raise EngineUnavailable(
                f"No container engine answers ({error}).\n"
                "Start one (`sudo systemctl start docker`), or name it in DOCKER_HOST; `make demo` starts one for you."
            ) from None
        check_api("It", client.api_version)
        return client

    @functools.cached_property
    def architecture(self) -> str:
        """The engine machine's processor family, as Go spells it; a remote engine's may differ from ours."""
        with engine_errors("asking the engine for its architecture"):
            return str(self.client.version(api_version=False).get("Arch", ""))

    def facts(self) -> EngineFacts:
        """Ask for version and abilities, once; ``EngineUnavailable`` below API 1.41 or without seccomp."""
        return self._facts

    @functools.cached_property
    def _facts(self) -> EngineFacts:
        with engine_errors("asking the engine for its version"):
            version, info = self.client.version(api_version=False), self.client.info()
        facts = engine_facts(version, info, local=str(self.client.base_url).startswith("http+docker"))
        check_engine(facts)
        return facts

    def start(self, spec: BoxSpec) -> DockerBox:
        """Create, attach, start; what was created is removed again where a later step fails."""
        return DockerBox(self.client, spec, architecture=self.architecture)

    def channel(self, run: str) -> str:
        """Make a tmpfs volume that ends with the run."""
        name = f"grader-{run}-channel"
        options = {
            "type": "tmpfs",
            "device": "tmpfs",
            "o": f"size={CHANNEL_BYTES},nr_inodes=16,mode=1777,nosuid,nodev,noexec",
        }
        with engine_errors("making the channel's volume"):
            self.client.create_volume(name, driver="local", driver_opts=options, labels=_labels(run, "channel"))
        return name

    def sweep(self, run: str | None = None) -> int:
        """Remove boxes and volumes of one run, or of every grader process that is gone."""
        wanted = f"{RUN_LABEL}={run}" if run is not None else RUN_LABEL
        with engine_errors("looking for leftovers"):
            boxes = self.client.containers(all=True, filters={"label": wanted})
            volumes = self.client.volumes(filters={"label": wanted})["Volumes"] or []
        gone = [box["Id"] for box in boxes if run is not None or _orphan_box(box)]
        for identity in gone:
            _remove_box(self.client, identity)
        stale = [volume["Name"] for volume in volumes if run is not None or _orphan_volume(volume)]
        for name in stale:
            _remove_volume(self.client, name)
        return len(gone) + len(stale)

    def image_digests(self, tags: dict[str, str]) -> dict[str, str]:
        """Ask for the content identity of each image."""
        found = {}
        for name, tag in tags.items():
            with engine_errors(f"looking up the image {tag}"):
                found[name] = str(self.client.inspect_image(tag)["Id"])
        return found

    def image_labels(self, tag: str) -> dict[str, str] | None:
        """Ask for the labels of an image, if it is there."""
        with engine_errors(f"looking for the image {tag}"):
            return derived.labels(self.client, tag)

    def derive(self, derivation: Derivation, layer: IO[bytes]) -> None:
        """Have the engine build it; the tar goes through without being held."""
        with engine_errors(f"making the image {derivation.tag}"):
            derived.build(self.client, derivation, layer)


class DockerBox:
    """One container, from its creation to its removal."""

    def __init__(self, client: docker.APIClient, spec: BoxSpec, *, architecture: str) -> None:
        self._client = client
        self._spec = spec
        self._ending: Ending | None = None
        self._end_once = threading.Lock()
        self.name = f"grader-{spec.run}-{spec.role}"
        config = container_config(spec, architecture=architecture)
        with engine_errors(f"starting the {spec.role} box"):
            self._id: str = client.create_container_from_config(config, name=self.name)["Id"]
            try:
                query = {"stdin": 1, "stdout": 1, "stderr": 1, "stream": 1}
                self._streams = Streams(client.attach_socket(self._id, params=query), keep=spec.output_bytes)
                _refuse_another_runtime(client, self._id, spec.runtime)
                client.start(self._id)
            except BaseException:
                # First what cannot fail: an engine that has gone away answers no removal.
                if hasattr(self, "_streams"):
                    self._streams.close()
                _remove_box(client, self._id)
                raise
        self._started = time.monotonic()

    def send(self, data: bytes) -> None:
        """Hand bytes to the attached stdin."""
        self._streams.send(data)

    def lines(self, *, deadline: float) -> Iterator[bytes]:
        """Yield what the attached stdout gives, line by line."""
        return self._streams.lines(deadline=deadline)

    def end(self) -> Ending:
        """Kill by the engine (a client that goes away would leave the box running), inspect, remove."""
        # Whoever is interrupted while it ends asks again, from another thread.
        with self._end_once:
            if self._ending is None:
                with engine_errors(f"ending the {self._spec.role} box"):
                    self._ending = self._ended()
            return self._ending

    def _ended(self) -> Ending:
        try:
            usage = cgroup.usage(self._client, self._id)
            state = self._client.inspect_container(self._id)["State"]
            stopped = bool(state["Running"])
            if stopped:
                # A reader that has stopped at its bound blocks the engine's own copying, and that blocks the kill.
                self._streams.close()
                with contextlib.suppress(_api_error()):
                    self._client.kill(self._id)
                self._client.wait(self._id, timeout=STOP_S)
                state = self._client.inspect_container(self._id)["State"]
        finally:
            self._streams.close()
        _remove_box(self._client, self._id)
        return Ending(
            exit_code=None if stopped else int(state["ExitCode"]),
            stopped=stopped,
            # Some engines never set the flag where only a child of the first process was ended.
            out_of_memory=bool(state["OOMKilled"]) or bool(usage.oom_kills),
            output_bytes=self._streams.seen,
            output_cut=self._streams.cut,
            stderr=self._streams.stderr,
            peak_memory_bytes=usage.peak_memory_bytes,
            peak_processes=usage.peak_processes,
            duration_s=time.monotonic() - self._started,
        )


def _refuse_another_runtime(client: docker.APIClient, identity: str, asked: str) -> None:
    """Refuse to go on without the wall that was asked for; some engines take another one and say nothing."""
    if not asked:
        return
    given = str(client.inspect_container(identity)["HostConfig"].get("Runtime") or "")
    if given != asked:
        raise EngineFailed(f"the engine gives boxes the runtime {given or '(untold)'} instead of {asked}")


# ── What is asked of the engine: pure ────────────────────────────────────────────────────────────


def container_config(spec: BoxSpec, *, architecture: str = "amd64") -> dict[str, Any]:
    """Describe a box in the engine API's own words; every setting that locks it down stands here.

    It is handed over as it is: docker-py's own builder would add the proxies of the user's client configuration, with
    their passwords, to the environment (THREATS.md F35).
    """
    user = 100_000 + secrets.randbelow(2_000_000_000)
    limits = spec.limits
    return {
        "Image": spec.image,
        "Cmd": list(spec.command),
        "Entrypoint": [],
        "User": f"{user}:{user}",
        "WorkingDir": "/",
        # One that joins another box's network has that one's name.
        **({} if spec.joins else {"Hostname": "box"}),
        "Env": ["PATH=/usr/local/bin:/usr/bin:/bin", "LANG=C.UTF-8", "TZ=UTC", "HOME=/tmp"],
        "Labels": _labels(spec.run, spec.role),
        "OpenStdin": True,
        "StdinOnce": True,
        "AttachStdin": True,
        "AttachStdout": True,
        "AttachStderr": True,
        "Tty": False,
        # Beside NetworkMode, because without it the engine starts two helper processes a box to set up no network.
        "NetworkDisabled": spec.network == "none" and not spec.joins,
        "HostConfig": {
            "NetworkMode": f"container:{spec.joins}" if spec.joins else spec.network,
            # The proxy's box alone looks names up, wherever the engine's machine does.
            "Dns": ["127.0.0.1"] if spec.network == "none" and not spec.joins else [],
            "IpcMode": "private",
            "ShmSize": 8 << 20,
            # In a candidate's box, or one that sees several's files, a program of ours is the first process: no signal
            # from inside ends or stops it, nobody can look into it, and nothing else outlives kill(-1). The engine's
            # init can be rewritten (/proc/1/mem).
            "Init": spec.role not in FIRST_PROCESS_OURS,
            "ReadonlyRootfs": True,
            "CapDrop": ["ALL"],
            "SecurityOpt": ["no-new-privileges", f"seccomp={seccomp_profile(architecture, spec.system_calls)}"],
            "PidsLimit": limits.processes,
            "Memory": limits.memory_bytes,
            "MemorySwap": limits.memory_bytes,
            "NanoCpus": int(limits.cpus * 1e9),
            # What is timed has the cores first; a quarter of what others get keeps it from starving beside them.
            "CpuShares": 256 if spec.background else 0,
            "OomScoreAdj": 500,
            "Ulimits": [
                {"Name": "core", "Soft": 0, "Hard": 0},
                {"Name": "nofile", "Soft": 1024, "Hard": 1024},
                {"Name": "fsize", "Soft": limits.file_bytes, "Hard": limits.file_bytes},
                {"Name": "memlock", "Soft": 65536, "Hard": 65536},
                {"Name": "msgqueue", "Soft": 0, "Hard": 0},
            ],
            "LogConfig": {"Type": "none"},
            "RestartPolicy": {"Name": "no"},
            "Tmpfs": {
                path: f"rw,noexec,nosuid,nodev,size={size},nr_inodes={spec.files},mode=0700,uid={user},gid={user}"
                for path, size in spec.folders.items()
            },
            "Mounts": _mounts(spec),
            **({"Runtime": spec.runtime} if spec.runtime else {}),
        },
    }


def _mounts(spec: BoxSpec) -> list[dict[str, Any]]:
    if spec.channel is None:
        return []
    volume = {
        "Type": "volume",
        "Source": spec.channel,
        "Target": spec.channel_path,
        "ReadOnly": not spec.channel_writable,
        "VolumeOptions": {"NoCopy": True},
    }
    return [volume]


@functools.cache
def seccomp_profile(architecture: str = "amd64", more: tuple[str, ...] = ()) -> str:
    """Our allow-list as the engine wants it: one architecture, and none of the ways to call the kernel as another."""
    machine = SECCOMP_NAMES.get(architecture)
    if machine is None:
        raise EngineUnavailable(
            f"There is no list of system calls for the engine's architecture ({architecture or 'unknown'}).\n"
            f"Use an engine on {' or '.join(SECCOMP_NAMES)}."
        )
    profile = json.loads((SANDBOX / "seccomp.json").read_text(encoding="utf-8"))
    profile["archMap"] = [{"architecture": machine, "subArchitectures": []}]
    if more:
        profile["syscalls"].append({"names": list(more), "action": "SCMP_ACT_ALLOW"})
    return json.dumps(profile, separators=(",", ":"))


def _labels(run: str, role: str) -> dict[str, str]:
    return {RUN_LABEL: run, ROLE_LABEL: role, OWNER_LABEL: ownership.this_process()}


def engine_facts(version: dict[str, Any], info: dict[str, Any], *, local: bool) -> EngineFacts:
    """Read the engine's answers to ``version`` and ``info``."""
    components = version.get("Components") or [{}]
    options = info.get("SecurityOptions") or []
    return EngineFacts(
        name=str(components[0].get("Name", "Engine")),
        version=str(version.get("Version", "?")),
        api_version=str(version.get("ApiVersion", "0.0")),
        kernel=str(info.get("KernelVersion", "?")),
        cgroup_version=str(info.get("CgroupVersion", "1")),
        cpus=int(info.get("NCPU", 0)),
        memory_bytes=int(info.get("MemTotal", 0)),
        runtimes=tuple(sorted(info.get("Runtimes") or {})),
        seccomp=any("seccomp" in option for option in options),
        local=local,
        default_runtime=str(info.get("DefaultRuntime") or ""),
        walls=tuple(name for name in WALLS if any(f"name={name}" in option for option in options)),
    )


def check_api(engine: str, api_version: str) -> None:
    """Refuse an engine whose API is older than ``OLDEST_API``; ``EngineUnavailable`` with what to do."""
    if tuple(int(part) for part in api_version.split(".")[:2]) < OLDEST_API:
        raise EngineUnavailable(
            f"The engine is too old: {engine} speaks API {api_version}, boxes need 1.41.\n"
            "Install Docker 20.10 or newer (Debian and Ubuntu: `apt-get install docker.io`)."
        )


def check_engine(facts: EngineFacts) -> None:
    """Refuse an engine that cannot hold what we promise; ``EngineUnavailable`` with what to do."""
    check_api(f"{facts.name} {facts.version}", facts.api_version)
    if not facts.seccomp:
        raise EngineUnavailable(
            f"{facts.name} {facts.version} runs without seccomp, so a box could reach system calls that it must not.\n"
            "Use an engine and kernel with seccomp (CONFIG_SECCOMP_FILTER)."
        )


# ── Small services ───────────────────────────────────────────────────────────────────────────────


@contextlib.contextmanager
def engine_errors(doing: str) -> Iterator[None]:
    """Turn docker-py's exceptions into ours, with what to do where we know it."""
    import requests  # noqa: PLC0415 - docker-py has imported it
    from docker.errors import DockerException, ImageNotFound  # noqa: PLC0415

    try:
        yield
    except ImageNotFound as error:
        raise EngineFailed(f"{doing}: {error.explanation}.\nBuild the images first: `grade images build`.") from None
    except (DockerException, requests.RequestException, OSError) as error:
        text = str(getattr(error, "explanation", None) or error)
        advice = _advice(text)
        # What a person must put right first would only fail a second time.
        raise EngineFailed(f"{doing}: {text}{advice}", infrastructure=not advice) from None


def _advice(text: str) -> str:
    if "no space left" in text.lower():
        return "\nThe engine's disk is full: `docker system prune` or `grade images prune` makes room."
    if re.search("unknown (or invalid )?runtime", text.lower()):
        return "\nThis engine has no such runtime; `docker info` lists those it has."
    return ""


def _api_error() -> type[Exception]:
    from docker.errors import APIError  # noqa: PLC0415

    return APIError


def _orphan_box(box: Mapping[str, Any]) -> bool:
    owner = str(box["Labels"].get(OWNER_LABEL, ""))
    return ownership.is_orphan(owner, running=box["State"] == "running", age_s=time.time() - float(box["Created"]))


def _orphan_volume(volume: Mapping[str, Any]) -> bool:
    owner = str((volume["Labels"] or {}).get(OWNER_LABEL, ""))
    made = datetime.fromisoformat(volume["CreatedAt"]).timestamp()
    return ownership.is_orphan(owner, running=False, age_s=time.time() - made)


def _remove_box(client: docker.APIClient, identity: str) -> None:
    """Remove a box and know it gone, also where a request of ours that was cut off by Ctrl-C is still at it."""
    from docker.errors import APIError, NotFound  # noqa: PLC0415 - dear to import, and whoever has a client has paid
    from requests import RequestException  # noqa: PLC0415 - as above

    try:
        client.remove_container(identity, v=True, force=True)
    except NotFound:
        pass
    except APIError:
        # "Removal is already in progress", nearly always: the engine says so at once and goes on removing.
        with contextlib.suppress(APIError, RequestException):
            client.wait(identity, timeout=REMOVED_S, condition="removed")


def _remove_volume(client: docker.APIClient, name: str) -> None:
    with contextlib.suppress(_api_error()):
        client.remove_volume(name, force=True)
