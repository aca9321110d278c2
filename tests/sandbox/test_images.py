"""What an image is named after, what a build is given, and what the built images hold."""

from __future__ import annotations

import io
import json
import os
import tarfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import certifi
import pytest
from docker.errors import ImageNotFound

from grader.errors import ImageBuildFailed, UserError
from grader.paths import CHALLENGES, SANDBOX
from grader.sandbox import images, root_image
from grader.sandbox.docker import DockerSandbox

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import docker

AUTHORITIES = Path(certifi.where())
NAMES = [recipe.name for recipe in images.recipes()]
BOXES = [name for name in NAMES if name != images.BASE]


def ignore(_: str) -> None:
    """Report a build's progress to nobody."""


@pytest.fixture
def sandbox(tmp_path: Path) -> Path:
    """Two small images, one of which takes a folder that it shares."""
    for name, text in {
        "base/Dockerfile": "ARG ROOT\nFROM ${ROOT}\nCOPY finish.sh /\n",
        "base/release": "trixie\n",
        "base/finish.sh": "#!/bin/sh\n",
        "base/engine.sh": "never in an image\n",
        "agent/agent.py": "agent\n",
        "agent/notes.txt": "no COPY line names me\n",
        "python/Dockerfile": (
            "ARG BASE\nFROM ${BASE} AS system\nARG PIP_INDEX_URL\nCOPY agent/*.py *.py /grader/\nCOPY ca-bundle.pem /\n"
            "FROM scratch\nCOPY --from=system / /\n"
        ),
        "python/driver.py": "driver\n",
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


def packed(tar: bytes) -> dict[str, tuple[bytes, int]]:
    """The files of a build context, with their modes."""
    with tarfile.open(fileobj=io.BytesIO(tar)) as opened:
        return {entry.name: (read(opened, entry), entry.mode) for entry in opened}


def read(opened: tarfile.TarFile, entry: tarfile.TarInfo) -> bytes:
    content = opened.extractfile(entry)
    assert content is not None
    return content.read()


# ── Names ────────────────────────────────────────────────────────────────────────────────────────


def test_the_base_comes_first_and_every_folder_with_a_dockerfile_is_an_image(sandbox: Path) -> None:
    assert list(images.wanted(sandbox)) == ["base", "python"]


def test_a_tag_says_whose_it_is_and_what_it_is_made_of(sandbox: Path) -> None:
    name, _, digest = images.wanted(sandbox)["python"].partition(":")
    assert name == "grader-python"
    assert len(digest) == 12


@pytest.mark.parametrize(
    ("changed", "renamed"),
    [
        ("python/driver.py", ["python"]),
        ("agent/agent.py", ["python"]),
        ("python/Dockerfile", ["python"]),
        ("base/finish.sh", ["base", "python"]),
        ("base/release", ["base", "python"]),
        ("base/engine.sh", []),
        ("agent/notes.txt", []),
    ],
)
def test_an_image_is_renamed_by_a_change_of_what_it_is_made_of_only(
    sandbox: Path, changed: str, renamed: list[str]
) -> None:
    before = images.wanted(sandbox)
    with (sandbox / changed).open("a") as file:
        file.write("# more\n")
    after = images.wanted(sandbox)
    assert [name for name in after if after[name] != before[name]] == renamed


def test_a_new_file_renames_an_image_and_a_renamed_file_does_too(sandbox: Path) -> None:
    first = images.wanted(sandbox)["python"]
    (sandbox / "python" / "extra.py").write_text("")
    second = images.wanted(sandbox)["python"]
    (sandbox / "python" / "extra.py").rename(sandbox / "python" / "other.py")
    assert len({first, second, images.wanted(sandbox)["python"]}) == 3


def test_times_and_modes_of_files_change_nothing(sandbox: Path) -> None:
    before = images.wanted(sandbox)
    for path in sandbox.rglob("*.py"):
        os.utime(path, (1, 1))
        path.chmod(0o700)
    assert images.wanted(sandbox) == before


# ── What a build is given ────────────────────────────────────────────────────────────────────────


def test_a_build_context_holds_the_named_files_and_the_certificates(sandbox: Path) -> None:
    base, python = images.recipes(sandbox)
    assert packed(images.build_context(python, b"PEM")) == {
        "Dockerfile": (python.files["Dockerfile"], 0o644),
        "agent/agent.py": (b"agent\n", 0o644),
        "driver.py": (b"driver\n", 0o644),
        "ca-bundle.pem": (b"PEM", 0o644),
    }
    assert packed(images.build_context(base, b""))["finish.sh"] == (b"#!/bin/sh\n", 0o755)


def test_a_build_context_is_the_same_bytes_every_time(sandbox: Path) -> None:
    first = images.build_context(images.recipes(sandbox)[1], b"")
    for path in sandbox.rglob("*.py"):
        os.utime(path, (1, 1))
    assert images.build_context(images.recipes(sandbox)[1], b"") == first


def test_a_build_is_told_of_the_registries_that_its_dockerfile_asks_for(sandbox: Path) -> None:
    with (sandbox / "python" / "Dockerfile").open("a") as file:
        file.write("ARG NPM_CONFIG_REGISTRY\n")
    recipe = images.recipes(sandbox)[1]
    environ = {"PIP_INDEX_URL": "a", "NPM_CONFIG_REGISTRY": "b", "MAVEN_MIRROR_URL": "c"}
    assert images.build_arguments(recipe, environ) == {"PIP_INDEX_URL": "a", "NPM_CONFIG_REGISTRY": "b"}


def test_proxies_reach_a_build_in_both_spellings_and_the_index_only_where_it_is_asked_for(sandbox: Path) -> None:
    base, python = images.recipes(sandbox)
    environ = {"HTTPS_PROXY": "proxy:1", "no_proxy": "here", "PIP_INDEX_URL": "mirror", "HOME": "/root"}
    proxies = {"https_proxy": "proxy:1", "HTTPS_PROXY": "proxy:1", "no_proxy": "here", "NO_PROXY": "here"}
    assert images.build_arguments(base, environ, ROOT="r") == {"ROOT": "r", **proxies}
    assert images.build_arguments(python, environ) == {"PIP_INDEX_URL": "mirror", **proxies}


def test_without_a_word_about_certificates_there_are_none() -> None:
    assert images.ca_bundle({"SSL_CERT_FILE": ""}) == b""


def test_the_first_variable_that_names_certificates_counts() -> None:
    environ = {"REQUESTS_CA_BUNDLE": str(AUTHORITIES), "PIP_CERT": "/nowhere"}
    assert images.ca_bundle(environ) == AUTHORITIES.read_bytes()


@pytest.mark.parametrize("content", [None, "", "not PEM"])
def test_certificates_that_cannot_be_used_are_refused_with_the_variable(tmp_path: Path, content: str | None) -> None:
    path = tmp_path / "company.pem"
    if content is not None:
        path.write_text(content)
    with pytest.raises(UserError, match=f"SSL_CERT_FILE={path}: .*Correct the variable or unset it"):
        images.ca_bundle({"SSL_CERT_FILE": str(path)})


# ── What a failure says ──────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("line", "advice"),
    [
        ("write /var/lib/x: no space left on device", "The engine's disk is full"),
        ("ssl.SSLCertVerificationError: certificate verify failed", "set SSL_CERT_FILE"),
        ("Temporary failure resolving 'mirror'", "could not reach the package servers"),
        ("segmentation fault", "`grade images build` tries again"),
    ],
)
def test_a_failed_build_says_what_to_do(line: str, advice: str) -> None:
    letter = images.failure("python", [*(f"line {number}" for number in range(30)), line])
    assert advice in letter
    assert letter.count("\n    ") == 15
    assert line in letter


# ── An engine that is not there ──────────────────────────────────────────────────────────────────


class FakeEngine:
    """Of docker-py's low-level client as much as listing, pruning and making the root image use."""

    base_url = "http://engine"
    api_version = "1.41"

    def __init__(self, *found: dict[str, Any]) -> None:
        self.found = list(found)
        self.removed: list[str] = []
        self.imported = b""

    def images(self, *, filters: Mapping[str, str] | None = None, name: str = "") -> list[dict[str, Any]]:
        if filters is not None:
            return self.found
        return [found for found in self.found if name in (found["RepoTags"] or [])]

    def inspect_image(self, image: str) -> dict[str, Any]:
        if not self.images(name=image):
            raise ImageNotFound(image)
        return self.images(name=image)[0]

    def remove_image(self, image: str) -> None:
        self.removed.append(image)

    def post(self, *_: object, **__: object) -> object:
        from requests import ConnectionError as NoRegistry  # noqa: PLC0415

        raise NoRegistry

    def import_image_from_stream(self, stream: Iterator[bytes], **_: object) -> None:
        self.imported = b"".join(stream)


def built(tag: str | None, name: str = "python") -> dict[str, Any]:
    return {"Id": f"sha256:{tag}", "Size": 5, "RepoTags": tag and [tag], "Labels": {images.LABEL: name}}


def as_client(engine: FakeEngine) -> docker.APIClient:
    client: Any = engine
    return client  # type: ignore[no-any-return]


def test_the_listing_shows_what_is_built_what_is_missing_and_what_is_stale(sandbox: Path) -> None:
    base, python = images.wanted(sandbox).values()
    engine = FakeEngine(
        built(base, "base"), built("grader-python:old"), built(None), built("grader-root:trixie", "root")
    )
    listed = images.listing(as_client(engine), sandbox=sandbox)
    assert [(image.tag, image.wanted, image.present) for image in listed] == [
        (base, True, True),
        (python, True, False),
        ("grader-python:old", False, True),
    ]
    assert images.missing(as_client(engine), sandbox=sandbox) == ["python"]


def test_pruning_takes_the_stale_ones_and_asked_to_all_of_them_and_the_cache_first(sandbox: Path) -> None:
    base = images.wanted(sandbox)["base"]
    left_over, cache = built(None, "python"), {**built(None, "base"), "Id": "sha256:cache"}
    found = (built(base, "base"), built("grader-python:old"), left_over, cache, built("grader-root:trixie", "root"))
    engine = FakeEngine(*found)
    assert images.prune(as_client(engine), sandbox=sandbox) == ["grader-python:old"]
    assert engine.removed == ["sha256:None", "grader-python:old"]

    engine = FakeEngine(*found)
    assert images.prune(as_client(engine), everything=True, sandbox=sandbox) == [
        base,
        "grader-python:old",
        "grader-root:trixie",
    ]
    assert engine.removed[:2] == ["sha256:None", "sha256:cache"]


def derived(tag: str, parent: str) -> dict[str, Any]:
    """An image made for a submission's packages, of another one."""
    labels = {images.LABEL: "dependencies", images.PARENT_LABEL: f"sha256:{parent}"}
    return {**built(tag), "Labels": labels}


def test_an_image_made_of_another_is_wanted_for_as_long_as_that_is(sandbox: Path) -> None:
    base, python = images.wanted(sandbox).values()
    old, new = derived("grader-dependencies:old", "grader-python:old"), derived("grader-dependencies:new", python)
    found = (built(base, "base"), built("grader-python:old"), built(python), old, new)
    listed = images.listing(as_client(FakeEngine(*found)), sandbox=sandbox)
    assert {image.tag: image.wanted for image in listed} == {
        base: True,
        python: True,
        "grader-python:old": False,
        "grader-dependencies:old": False,
        "grader-dependencies:new": True,
    }


def test_pruning_takes_what_was_made_of_an_image_before_the_image(sandbox: Path) -> None:
    base, python = images.wanted(sandbox).values()
    old, new = derived("grader-dependencies:old", "grader-python:old"), derived("grader-dependencies:new", python)
    found = (built(base, "base"), built("grader-python:old"), built(python), old, new)
    removed = images.prune(as_client(FakeEngine(*found)), sandbox=sandbox)
    assert removed == ["grader-dependencies:old", "grader-python:old"]
    everything = images.prune(as_client(FakeEngine(*found)), everything=True, sandbox=sandbox)
    assert everything[:2] == ["grader-dependencies:old", "grader-dependencies:new"]


def program(folder: Path, text: str) -> dict[str, str]:
    """An environment in which mmdebstrap is this script, and nothing else is installed."""
    folder.mkdir()
    (folder / "mmdebstrap").write_text(f"#!/bin/sh\n{text}\n")
    (folder / "mmdebstrap").chmod(0o755)
    return {"PATH": str(folder)}


def test_a_root_image_that_is_there_is_taken(sandbox: Path) -> None:
    engine = FakeEngine(built("debian:trixie-slim"))
    tag = root_image.ensure(as_client(engine), report=pytest.fail, environ={}, sandbox=sandbox)
    assert tag == "debian:trixie-slim"


def test_without_a_registry_the_root_image_is_made_of_packages(sandbox: Path, tmp_path: Path) -> None:
    engine, said = FakeEngine(), list[str]()
    environ = program(tmp_path / "bin", 'printf "%s " "$@"')
    tag = root_image.ensure(as_client(engine), report=said.append, environ=environ, sandbox=sandbox)
    assert tag == "grader-root:trixie"
    assert engine.imported == b"--variant=minbase --quiet trixie - "
    assert said[-1].startswith("base: no registry answers")


def test_half_a_root_file_system_never_becomes_an_image(sandbox: Path, tmp_path: Path) -> None:
    engine = FakeEngine()
    environ = program(tmp_path / "bin", "printf half; echo 'E: mirror is gone' >&2; exit 1")
    with pytest.raises(ImageBuildFailed, match="mirror is gone"):
        root_image.ensure(as_client(engine), report=ignore, environ=environ, sandbox=sandbox)
    assert engine.imported == b""


def test_without_registry_and_mmdebstrap_the_lines_to_type_are_given(sandbox: Path, tmp_path: Path) -> None:
    with pytest.raises(
        ImageBuildFailed, match=r"Type:\n    sudo apt-get install mmdebstrap .*\n    grade images build"
    ):
        root_image.ensure(as_client(FakeEngine()), report=ignore, environ={"PATH": str(tmp_path)}, sandbox=sandbox)


# ── The real engine ──────────────────────────────────────────────────────────────────────────────


LOOK = """
import json, os, stat, sys
found = {"files": [], "privileged": [], "uncompiled": [], "folders": []}
for folder, folders, files in os.walk("/", onerror=None):
    if folder == "/":
        found["folders"] = list(folders)
        folders[:] = [name for name in folders if name not in ("proc", "sys", "dev")]
    for path in [folder, *(os.path.join(folder, name) for name in files)]:
        if os.lstat(path).st_mode & (stat.S_ISUID | stat.S_ISGID):
            found["privileged"].append(path)
    found["files"] += [os.path.join(folder, name) for name in files]
names = set(found["files"])
ours = [name for name in names if name.startswith("/grader/") and name.endswith(".py")]
found["uncompiled"] = [name for name in ours if name + "c" not in names]
json.dump(found, sys.stdout)
"""

USE = """
import getpass, json, os, sqlite3, ssl, sys, zoneinfo
zoneinfo.ZoneInfo("Europe/Berlin")
assert os.getuid() == 60123
assert all(os.access(os.path.join("/grader", name), os.R_OK) for name in os.listdir("/grader"))
json.dump({"cached": json.__spec__.cached, "version": sys.version_info[:2]}, sys.stdout)
"""


@pytest.fixture(scope="module")
def client(engine: DockerSandbox) -> docker.APIClient:
    return engine.client


@pytest.fixture(scope="module")
def tags(client: docker.APIClient) -> dict[str, str]:
    return images.build(client, report=print, environ=os.environ)


def run(client: docker.APIClient, image: str, program: str, *, user: str) -> dict[str, Any]:
    """Run a Python program in a box without network and with a read-only root; the JSON that it prints."""
    config = client.create_host_config(network_mode="none", read_only=True)
    command = ["python3", "-I", "-c", program]
    box = client.create_container(image, command, user=user, host_config=config, labels={"grader.run": "test"})["Id"]
    try:
        client.start(box)
        status = client.wait(box)["StatusCode"]
        said = client.logs(box, stdout=True, stderr=True).decode()
    finally:
        client.remove_container(box, force=True, v=True)
    assert status == 0, said
    answer: dict[str, Any] = json.loads(said)
    return answer


@pytest.fixture(scope="module", params=BOXES)
def contents(request: pytest.FixtureRequest, client: docker.APIClient, tags: dict[str, str]) -> dict[str, Any]:
    return {"name": request.param, **run(client, tags[request.param], LOOK, user="0:0")}


def layers_of(client: docker.APIClient, tag: str) -> list[str]:
    layers: list[str] = client.inspect_image(tag)["RootFS"]["Layers"]  # type: ignore[no-untyped-call]
    return layers


def history_of(client: docker.APIClient, tag: str) -> list[dict[str, Any]]:
    steps: list[dict[str, Any]] = client.history(tag)  # type: ignore[no-untyped-call]
    return steps


@pytest.mark.docker
def test_what_is_built_is_there_and_is_not_built_again(client: docker.APIClient, tags: dict[str, str]) -> None:
    assert tags == images.wanted()
    assert images.missing(client) == []
    assert images.build(client, report=pytest.fail, environ=os.environ) == tags


@pytest.mark.docker
def test_no_two_images_share_a_layer(client: docker.APIClient, tags: dict[str, str]) -> None:
    layers = [layer for tag in tags.values() for layer in layers_of(client, tag)]
    assert len(set(layers)) == len(layers)


@pytest.mark.docker
def test_no_image_remembers_how_it_was_built(client: docker.APIClient, tags: dict[str, str]) -> None:
    for name in BOXES:
        steps = [step["CreatedBy"] for step in history_of(client, tags[name])]
        assert not [step for step in steps if "apt-get" in step or "pip" in step], name


@pytest.mark.docker
def test_no_file_of_an_image_grants_privileges(contents: dict[str, Any]) -> None:
    assert contents["privileged"] == []


@pytest.mark.docker
def test_our_programs_are_compiled(contents: dict[str, Any]) -> None:
    assert contents["uncompiled"] == []


@pytest.mark.docker
def test_no_image_holds_a_suite_or_the_certificates_of_the_machine_that_built_it(contents: dict[str, Any]) -> None:
    held = {Path(path).name for path in contents["files"]}
    assert images.CA_BUNDLE not in held
    assert not held & {path.name for path in CHALLENGES.glob("*/suite/test_*.py")}


@pytest.mark.docker
def test_a_candidates_image_holds_nothing_of_the_examiner(contents: dict[str, Any]) -> None:
    if contents["name"] in {"examiner", "proxy", "database"}:
        assert "submission" not in contents["folders"]
        assert ("channel" in contents["folders"]) == (contents["name"] != "database")
        return
    if contents["name"] == "analysis":
        assert {"submission", "build"} <= set(contents["folders"])
        assert "channel" not in contents["folders"]
        return
    shared = {path.name for folder in ("agent", "wire") for path in (SANDBOX / folder).glob("*.py")}
    ours = {Path(path).name for path in contents["files"] if path.startswith("/grader/")}
    assert not ours & ({path.name for path in (SANDBOX / "examiner").glob("*.py")} - shared)
    assert {"submission", "scratch", "channel"} <= set(contents["folders"])


@pytest.mark.docker
@pytest.mark.parametrize("name", BOXES)
def test_python_works_for_any_user_on_a_read_only_root(
    client: docker.APIClient, tags: dict[str, str], name: str
) -> None:
    assert run(client, tags[name], USE, user="60123:60123")["version"] == [3, 13]


@pytest.mark.docker
def test_a_build_that_fails_shows_its_last_words(client: docker.APIClient, sandbox: Path) -> None:
    (sandbox / "base" / "Dockerfile").write_text("ARG ROOT\nFROM ${ROOT}\nRUN echo hopeless; exit 7\n")
    with pytest.raises(
        ImageBuildFailed, match=r"'base' cannot be built:\n(.*\n)*    hopeless\n(.*\n)*.* non-zero code: 7\n"
    ):
        images.build(client, report=ignore, environ={**os.environ}, names=["base"], sandbox=sandbox)
