"""The root file system under the base image: the official one, or Debian's packages where no registry answers.

sandbox/base/release   the name of the Debian release
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from typing import IO, TYPE_CHECKING

from grader.errors import ImageBuildFailed
from grader.paths import SANDBOX

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    import docker

_REGISTRY_TIMEOUT_S = 30
_CHUNK = 1 << 20
_LABEL = "LABEL grader.image=root"


def release(sandbox: Path = SANDBOX) -> str:
    """Read the name of the Debian release that every image is made of."""
    return (sandbox / "base" / "release").read_text("utf-8").strip()


def tag(sandbox: Path = SANDBOX) -> str:
    """Tell the tag that a root image of our own making gets."""
    return f"grader-root:{release(sandbox)}"


def ensure(
    client: docker.APIClient,
    *,
    report: Callable[[str], None],
    environ: Mapping[str, str],
    sandbox: Path = SANDBOX,
) -> str:
    """Find, pull or make the root image; its tag. What is there is taken before what must be fetched."""
    official = f"debian:{release(sandbox)}-slim"
    for known in (official, tag(sandbox)):
        if client.images(name=known):
            return known
    if _pull(client, official, report):
        return official
    report("base: no registry answers; making the root file system from Debian's packages (about 20 s)")
    _unpack(client, tag(sandbox), _mmdebstrap(environ, report), environ)
    return tag(sandbox)


def _pull(client: docker.APIClient, image: str, report: Callable[[str], None]) -> bool:
    """Pull an image if a registry answers within seconds and goes on answering."""
    from docker.errors import DockerException  # noqa: PLC0415 - dear to import, and whoever has a client has paid
    from requests import RequestException  # noqa: PLC0415 - as above

    report(f"base: asking the registry for {image}")
    # By hand, because APIClient.pull() takes no time limit: behind a firewall that drops packets it sits for minutes.
    url = f"{client.base_url}/v{client.api_version}/images/create"
    name, _, version = image.partition(":")
    try:
        with client.post(
            url, params={"fromImage": name, "tag": version}, stream=True, timeout=_REGISTRY_TIMEOUT_S
        ) as answer:
            for _ in answer.iter_lines():
                pass
    except (DockerException, RequestException):
        return False
    return bool(client.images(name=image))


def _mmdebstrap(environ: Mapping[str, str], report: Callable[[str], None]) -> str:
    """Find mmdebstrap, or install it where that is ours to do."""
    path = environ.get("PATH")
    if shutil.which("mmdebstrap", path=path) is None and os.geteuid() == 0 and shutil.which("apt-get", path=path):
        report("base: installing mmdebstrap with apt-get")
        apt = ["apt-get", "-q", "-o", "DPkg::Lock::Timeout=120"]
        settings = {**environ, "DEBIAN_FRONTEND": "noninteractive"}
        # A third party's package list that does not answer fails the update; the installation tells what counts.
        _quietly([*apt, "update"], settings)
        _quietly([*apt, "install", "-y", "--no-install-recommends", "mmdebstrap", "debian-archive-keyring"], settings)
    found = shutil.which("mmdebstrap", path=path)
    if found is None:
        raise ImageBuildFailed(
            "No container registry answers, and mmdebstrap, which makes the root image without one, is not installed. "
            "Type:\n"
            "    sudo apt-get install mmdebstrap debian-archive-keyring\n"
            "    grade images build"
        )
    return found


def _quietly(command: list[str], environ: Mapping[str, str]) -> None:
    subprocess.run(
        command,
        env=environ,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=False,
    )


def _unpack(client: docker.APIClient, image: str, program: str, environ: Mapping[str, str]) -> None:
    """Pipe mmdebstrap's tar into the engine; nothing of it touches our disk."""
    from docker.errors import DockerException  # noqa: PLC0415 - as above

    repository, _, version = image.partition(":")
    command = [program, "--variant=minbase", "--quiet", version, "-"]
    with tempfile.TemporaryFile() as words:
        process = subprocess.Popen(command, env=environ, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=words)
        try:
            client.import_image_from_stream(
                _chunks(process, words), repository=repository, tag=version, changes=[_LABEL]
            )
        except DockerException as error:
            raise ImageBuildFailed(f"The engine refuses the root file system: {error}") from error
        finally:
            process.kill()
            process.wait()


def _chunks(process: subprocess.Popen[bytes], words: IO[bytes]) -> Iterator[bytes]:
    """Pass the tar on, and break the upload off where mmdebstrap ends badly: half a root must not become an image."""
    assert process.stdout is not None  # noqa: S101 - we asked for a pipe
    with process.stdout as pipe:
        while chunk := pipe.read(_CHUNK):
            yield chunk
    if process.wait() != 0:
        words.seek(0)
        last = words.read().decode("utf-8", "replace").splitlines()[-15:]
        lines = "\n".join(f"    {line}" for line in last)
        raise ImageBuildFailed(
            f"mmdebstrap cannot make the root image:\n{lines}\n"
            "Check that this machine reaches a Debian mirror (http_proxy is honoured), then try again."
        )
