"""The doctor holds on this engine, and says so when a limit is loosened: real boxes, one setting of each taken away."""

from __future__ import annotations

import functools
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import msgspec
import pytest

sys.path.insert(0, str(Path(__file__).parent))

from database_box import Lab

from grader import diagnosis, doctor, machine, neighbours, trying
from grader.errors import EngineFailed
from grader.observing import Silent
from grader.sandbox import images
from grader.sandbox.docker import DockerSandbox

if TYPE_CHECKING:
    from collections.abc import Callable

    import docker

    from grader.diagnosis import Finding

    Change = Callable[[dict[str, Any]], object]

pytestmark = pytest.mark.docker

SERVICES = Path(__file__).parents[1] / "conformance" / "challenges" / "services"
PROMISED = {limit for experiment in doctor.EXPERIMENTS for limit in experiment.proves} | {"nothing is left behind"}


class LooseClient:
    """The engine's client, but each box's description is changed on the way to the engine."""

    def __init__(self, client: docker.APIClient, change: Change, channel: dict[str, str]) -> None:
        self._client = client
        self._change = change
        self._channel = channel

    def __getattr__(self, name: str) -> object:
        return getattr(self._client, name)

    def create_container_from_config(self, config: dict[str, Any], name: str) -> object:
        self._change(config)
        return self._client.create_container_from_config(config, name=name)  # type: ignore[no-untyped-call]

    def create_volume(self, name: str, *, driver: str, driver_opts: dict[str, str], labels: dict[str, str]) -> object:
        return self._client.create_volume(name, driver=driver, driver_opts=self._channel or driver_opts, labels=labels)


class LooseSandbox(DockerSandbox):
    """A sandbox whose boxes lack one limit."""

    def __init__(self, change: Change = lambda _config: None, *, channel: dict[str, str] | None = None) -> None:
        super().__init__()
        self._change = change
        self._channel = channel or {}

    @functools.cached_property
    def client(self) -> docker.APIClient:
        return cast("docker.APIClient", LooseClient(DockerSandbox().client, self._change, self._channel))


def host(**settings: object) -> Change:
    """Change settings of the host's side of a box."""
    return lambda config: config["HostConfig"].update(settings)


def without_limit(name: str) -> Change:
    """Take one resource limit of processes away."""
    return lambda config: config["HostConfig"].update(
        Ulimits=[limit for limit in config["HostConfig"]["Ulimits"] if limit["Name"] != name]
    )


def networked(config: dict[str, Any]) -> None:
    """Attach a box to the engine's default network, with this very machine as its name server."""
    config["NetworkDisabled"] = False
    config["HostConfig"].update(NetworkMode="bridge", Dns=["172.17.0.1"])


def as_root(config: dict[str, Any]) -> None:
    """Run a box as the engine runs one by default: as root, with a filter and capabilities of the engine's choice."""
    config["User"] = "0:0"
    config["HostConfig"].update(CapDrop=[], SecurityOpt=[])


def with_another_mount(config: dict[str, Any]) -> None:
    """Mount something that nobody asked for."""
    config["HostConfig"]["Mounts"].append({"Type": "tmpfs", "Target": "/extra"})


def with_proxy(config: dict[str, Any]) -> None:
    """Let a setting of the host through, as docker's own client does with proxies."""
    config["Env"].append("HTTP_PROXY=http://user:secret@proxy.example")


def with_terminal(config: dict[str, Any]) -> None:
    """Give the box a terminal."""
    config["Tty"] = True


def with_roomy_scratch(config: dict[str, Any]) -> None:
    """Leave size and inodes of the scratch space to the kernel, and let programs run from it."""
    plain = config["HostConfig"]["Tmpfs"]["/tmp"].partition(",size=")
    config["HostConfig"]["Tmpfs"]["/tmp"] = plain[0].replace("noexec", "exec") + ",mode=1777"


def other_user(user: str) -> Change:
    """Give every box the same user."""
    return lambda config: config.update(User=user)


def seeing_the_other(config: dict[str, Any]) -> None:
    """Let the second box into the first one's list of processes."""
    if config["Labels"]["grader.role"] == "second":
        config["HostConfig"]["PidMode"] = f"container:grader-{config['Labels']['grader.run']}-first"


def only(role: str, change: Change) -> Change:
    """Change the boxes of one role."""
    return lambda config: change(config) if config["Labels"]["grader.role"] == role else None


def as_root_of_the_network(config: dict[str, Any]) -> None:
    """Run a box as root of its network, which is the loopback of others."""
    as_root(config)
    config["HostConfig"].update(CapAdd=["NET_ADMIN", "NET_RAW"], SecurityOpt=["seccomp=unconfined"])


def beside_the_relied(config: dict[str, Any]) -> None:
    """Let a box into another one's list of processes."""
    config["HostConfig"]["PidMode"] = f"container:grader-{config['Labels']['grader.run']}-relied"


def on_its_own(config: dict[str, Any]) -> None:
    """Leave a box out of the network that it should join."""
    config["HostConfig"]["NetworkMode"] = "none"


def with_an_open_socket(config: dict[str, Any]) -> None:
    """Have a probe leave an abstract socket open."""
    config["Cmd"].append("open")


def failing(findings: list[Finding]) -> set[str]:
    """Name the limits that do not hold."""
    return {finding.limit for finding in findings if not finding.holds}


def broken(findings: list[Finding]) -> set[str]:
    """Name the limits that a box has really broken; one that did not even start has broken none."""
    excuses = ("the box could not be used", "the experiment", "the probe itself failed", "the box did not answer")
    return {finding.limit for finding in findings if not finding.holds and not finding.evidence.startswith(excuses)}


def loosened(experiment: trying.Experiment, sandbox: DockerSandbox, image: str, run: str) -> list[Finding]:
    """Make one experiment in a sandbox that lacks something, and leave nothing behind."""
    try:
        bench = trying.Bench(sandbox=sandbox, image=image, run=run, channel=sandbox.channel(run))
        return doctor.conducted(experiment, bench)
    finally:
        sandbox.sweep(run)
        sandbox.client.close()


def titled(title: str) -> trying.Experiment:
    """Find an experiment."""
    return next(experiment for experiment in doctor.EXPERIMENTS if experiment.title == title)


@pytest.fixture(scope="module")
def examined(engine: DockerSandbox, python_image: str) -> dict[str, Finding]:
    """Everything the doctor finds on this engine, by limit."""
    findings = doctor.examine(engine, image=python_image, run="test-doctor", observer=Silent())
    return {finding.limit: finding for finding in findings}


@pytest.mark.parametrize("limit", sorted(PROMISED))
def test_the_limit_holds_on_this_engine(examined: dict[str, Finding], limit: str) -> None:
    assert examined[limit].holds, examined[limit].evidence


def test_no_limit_is_found_twice_or_without_evidence(examined: dict[str, Finding]) -> None:
    assert set(examined) >= PROMISED
    assert all(finding.evidence for finding in examined.values())


def test_an_examination_leaves_no_box_and_no_volume(engine: DockerSandbox, examined: dict[str, Finding]) -> None:
    assert examined
    label = {"label": "grader.run=test-doctor"}
    assert engine.client.containers(all=True, filters=label) == []
    assert not engine.client.volumes(filters=label)["Volumes"]


def test_the_short_form_holds_and_leaves_nothing(engine: DockerSandbox, python_image: str, run: str) -> None:
    findings = doctor.short(engine, image=python_image, run=run)
    assert [finding.limit for finding in findings] == list(diagnosis.SHORT)
    assert failing(findings) == set()
    assert engine.client.containers(all=True, filters={"label": f"grader.run={run}"}) == []


INSIDE = [
    pytest.param(networked, "no network", id="a network"),
    pytest.param(networked, "no network interface but its own", id="an interface"),
    pytest.param(networked, "no name service", id="a name server"),
    pytest.param(host(SecurityOpt=["no-new-privileges"]), "system calls", id="the engine's own filter"),
    pytest.param(host(SecurityOpt=["no-new-privileges"]), "socket families", id="the engine's own families"),
    pytest.param(host(SecurityOpt=["no-new-privileges"]), "32-bit and x32 calls", id="a second architecture"),
    pytest.param(host(SecurityOpt=["seccomp=unconfined"]), "seccomp filter", id="no filter"),
    pytest.param(host(SecurityOpt=["seccomp=unconfined"]), "clone3", id="clone3"),
    pytest.param(host(SecurityOpt=["seccomp=unconfined"]), "no new privileges", id="new privileges"),
    pytest.param(host(CapDrop=[]), "no capabilities", id="capabilities"),
    pytest.param(as_root, "a user of its own", id="root"),
    pytest.param(as_root, "cannot become root", id="becoming root"),
    pytest.param(host(ReadonlyRootfs=False, CapDrop=[], SecurityOpt=[]), "no capabilities", id="defaults"),
    pytest.param(with_another_mount, "no foreign mounts", id="another mount"),
    pytest.param(with_proxy, "environment", id="a proxy's password"),
    pytest.param(with_roomy_scratch, "scratch space", id="scratch without a size"),
    pytest.param(with_roomy_scratch, "number of files", id="scratch without inodes"),
    pytest.param(with_roomy_scratch, "nothing runs from a writable place", id="scratch that runs programs"),
    pytest.param(without_limit("fsize"), "file size", id="files of any size"),
    pytest.param(without_limit("nofile"), "open files", id="more open files"),
    pytest.param(host(ShmSize=64 << 20), "scratch space", id="a large shared memory"),
]


@pytest.mark.parametrize(("change", "limit"), INSIDE)
def test_a_box_that_lacks_a_limit_is_found_out(change: Change, limit: str, python_image: str, run: str) -> None:
    assert limit in broken(loosened(titled("a look from inside"), LooseSandbox(change), python_image, run))


def test_a_writable_root_is_found_out(python_image: str, run: str) -> None:
    def root_on_a_disk(config: dict[str, Any]) -> None:
        as_root(config)
        config["HostConfig"].update(ReadonlyRootfs=False)

    found = broken(loosened(titled("a look from inside"), LooseSandbox(root_on_a_disk), python_image, run))
    assert {"read-only root", "writable places"} <= found


def test_a_terminal_is_found_out_even_though_its_answers_are_garbled(python_image: str, run: str) -> None:
    assert "no terminal" in failing(
        loosened(titled("a look from inside"), LooseSandbox(with_terminal), python_image, run)
    )


OTHERS = [
    pytest.param("a fork bomb", host(PidsLimit=0), "processes", id="processes"),
    pytest.param("a memory hog", host(Memory=0, MemorySwap=0), "memory", id="memory"),
    pytest.param("a hogging child", host(Memory=0, MemorySwap=0), "memory: a child", id="a child's memory"),
    # Before all its neighbours, for on a busy machine these would keep it to a fifth of a processor as well.
    pytest.param("busy processors", host(NanoCpus=0, CpuShares=1 << 18), "processor time", id="processors"),
    pytest.param("two boxes", other_user("123456:123456"), "boxes: different users", id="one user for all"),
    pytest.param("two boxes", seeing_the_other, "boxes: unseen by each other", id="one process list for all"),
    pytest.param("two boxes", seeing_the_other, "boxes: name spaces apart", id="a shared name space"),
    pytest.param("one loopback", only("hostile", on_its_own), "loopback: a taken port stays taken", id="a port"),
    pytest.param(
        "one loopback", only("hostile", as_root_of_the_network), "loopback: nobody listens in", id="packet sockets"
    ),
    pytest.param(
        "one loopback", only("hostile", as_root_of_the_network), "loopback: cannot be changed", id="a network's root"
    ),
    pytest.param(
        "one loopback",
        only("hostile", beside_the_relied),
        "loopback: signals stay in their box",
        id="one list of processes",
    ),
    pytest.param(
        "one loopback",
        only("relied", with_an_open_socket),
        "loopback: nothing else to connect to",
        id="an abstract socket",
    ),
    pytest.param(
        "a flood of lines",
        host(LogConfig={"Type": "json-file", "Config": {"max-size": "1m"}}),
        "output: no log on the host",
        id="a log",
    ),
]


@pytest.mark.parametrize(("title", "change", "limit"), OTHERS)
def test_boxes_that_lack_a_limit_are_found_out(
    title: str, change: Change, limit: str, python_image: str, run: str
) -> None:
    assert limit in broken(loosened(titled(title), LooseSandbox(change), python_image, run))


def test_a_roomy_channel_is_found_out(python_image: str, run: str) -> None:
    roomy = LooseSandbox(channel={"type": "tmpfs", "device": "tmpfs", "o": "size=1m,mode=1777"})
    assert "channel: tiny" in broken(loosened(titled("two boxes"), roomy, python_image, run))


def test_a_channel_that_the_examiner_can_write_is_found_out(python_image: str, run: str) -> None:
    def writable(config: dict[str, Any]) -> None:
        for mount in config["HostConfig"]["Mounts"]:
            mount["ReadOnly"] = False

    found = broken(loosened(titled("two boxes"), LooseSandbox(writable), python_image, run))
    assert "channel: read-only for the examiner" in found


def test_an_unknown_runtime_is_a_failed_finding_that_says_so(
    engine: DockerSandbox, python_image: str, run: str
) -> None:
    findings = doctor.short(engine, image=python_image, run=run, runtime="no-such-runtime")
    assert failing(findings) == set(diagnosis.SHORT)
    assert "runtime" in findings[0].evidence


def test_an_unknown_runtime_is_refused_before_anything_is_tried(
    engine: DockerSandbox, python_image: str, run: str
) -> None:
    with pytest.raises(EngineFailed, match="--runtime no-such-runtime"):
        doctor.examine(engine, image=python_image, run=run, runtime="no-such-runtime", observer=Silent())
    assert engine.client.containers(all=True, filters={"label": f"grader.run={run}"}) == []


def test_an_engine_that_takes_a_runtime_and_gives_another_is_refused(python_image: str, run: str) -> None:
    def deaf_to_runtimes(config: dict[str, Any]) -> None:
        config["HostConfig"]["Runtime"] = "runc"

    sandbox = LooseSandbox(deaf_to_runtimes)
    bench = trying.Bench(sandbox=sandbox, image=python_image, run=run, runtime="runsc")
    with pytest.raises(EngineFailed, match="the runtime runc instead of runsc"):
        doctor.get_the_runtime(bench)
    sandbox.client.close()


def test_boxes_get_the_runtime_that_the_engine_has_and_say_which(examined: dict[str, Finding]) -> None:
    assert "kernel" in examined["engine: the runtime of boxes"].evidence


def test_everything_that_the_engine_may_lack_is_told(examined: dict[str, Finding]) -> None:
    walls = {"engine: stronger runtimes", "engine: user namespaces", "engine: AppArmor or SELinux", "engine: swap"}
    holes = {f"engine: known holes in {part}" for part in machine.PARTS.values()}
    assert set(examined) >= walls | holes | {"engine: who may give orders", "machine: guards on links"}


def test_a_neighbour_cannot_take_the_port_of_a_real_database_nor_what_is_sent_to_it(
    engine: DockerSandbox, python_image: str, run: str
) -> None:
    names = ["database", "examiner"]
    tags = images.build(engine.client, report=lambda _line: None, environ=os.environ, names=names)
    bench = trying.Bench(sandbox=engine, image=python_image, run=run)
    try:
        lab = Lab(engine, tags, run)
        spec = msgspec.structs.replace(trying.specify(bench, "hostile", "neighbour.py"), joins=lab.loopback.name)
        with trying.started(bench, spec) as hostile:
            seen = neighbours.ask(hostile, "look")
            occupied = neighbours.ask(hostile, "occupy", port=neighbours.DATABASE_PORT)
            beside = neighbours.ask(hostile, "surround", port=neighbours.DATABASE_PORT)
            neighbours.ask(hostile, "signal_all", highest=neighbours.PIDS)
            answered = lab.run("database.deadline = None; database.fresh(); answer = database.value('SELECT 17')")
        assert neighbours.alone(seen)[0], seen
        assert neighbours.taken(occupied)[0], occupied
        assert "done" in beside.values()
        assert answered == 17
        lab.end()
    finally:
        engine.sweep(run)


LOOKING = """
import json, os, re
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit


def lines(name):
    with open(f"/proc/self/net/{name}") as file:
        return [line.split() for line in file.readlines()[1:]]


def seen():
    tcp = lines("tcp") + lines("tcp6")
    heard = [line[1] for line in tcp if line[3] == "0A"] + [line[1] for line in lines("udp") + lines("udp6")]
    abstract = [line[7] for line in lines("unix") if len(line) > 7 and line[7].startswith("@")]
    others = [line[1] for line in tcp if line[3] == "01" and line[7] != str(os.getuid())]
    # Its own port, and the examiner's end of this very request, or it has not looked.
    return "" if heard == ["00000000:1F90"] and not abstract and others else str((heard, abstract, others))


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        url, wrong = urlsplit(self.path), seen()
        numbers = [int(n) for n in parse_qs(url.query).get("n", [])]
        text = json.dumps({"sum": sum(numbers)}) if url.path == "/sum" else os.environ["GREETING"]
        body = (wrong or text).encode()
        self.send_response(500 if wrong else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


ThreadingHTTPServer(("0.0.0.0", int(os.environ["PORT"])), Handler).serve_forever()
"""


def test_a_real_examiner_listens_nowhere_and_has_no_abstract_socket_while_it_asks(
    engine: DockerSandbox, tmp_path: Path
) -> None:
    assert engine.facts().seccomp
    (tmp_path / "looking").mkdir()
    (tmp_path / "looking" / "main.py").write_text(LOOKING, encoding="utf-8")
    more = ["-c", SERVICES, "-o", tmp_path / "out", "--no-analysis", "--no-own-tests"]
    command = [sys.executable, "-m", "grader", "run", tmp_path / "looking", *more]
    ended = subprocess.run([*map(str, command)], capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    result = json.loads((tmp_path / "out" / "result.json").read_text(encoding="utf-8"))
    assert result["verdict"] == "accepted", [case["message"] for suite in result["suites"] for case in suite["cases"]]


def test_an_interrupted_examination_leaves_nothing(engine: DockerSandbox, python_image: str, run: str) -> None:
    class Impatient(Silent):
        def note(self, text: str) -> None:
            raise KeyboardInterrupt(text)

    with pytest.raises(KeyboardInterrupt):
        doctor.examine(engine, image=python_image, run=run, observer=Impatient())
    label = {"label": f"grader.run={run}"}
    assert engine.client.containers(all=True, filters=label) == []
    assert not engine.client.volumes(filters=label)["Volumes"]


def test_a_missing_image_is_told_for_every_limit(engine: DockerSandbox, run: str) -> None:
    bench = trying.Bench(sandbox=engine, image="grader-no-such-image:1", run=run)
    with pytest.raises(EngineFailed):
        engine.start(trying.specify(bench, "nobody", "misbehaving.py", "faithful", "0"))
    assert failing(doctor.conducted(doctor.SHORT, bench)) == set(diagnosis.SHORT)
