"""Fetches Node.js packages with npm: what the lock says where there is one, no install script, no git, no link.

manifests/package.json        what is asked for, and nothing that could run
manifests/package-lock.json   versions and hashes, without addresses

What only development needs is left out where it cannot be had.
"""

from __future__ import annotations

import base64
import json
import os
import re
import shutil
import subprocess
from typing import Any
from urllib.parse import unquote, urlsplit

from notresolved import NotResolved, Unreachable

NPM = "/usr/local/bin/npm"
FOLDER = "node_modules"
MANIFEST = "package.json"
LOCK = "package-lock.json"
OPTIONS = """\
audit=false
bin-links=false
fetch-retries=2
fetch-retry-maxtimeout=4000
fetch-retry-mintimeout=500
fund=false
git=/bin/false
ignore-scripts=true
loglevel=error
progress=false
replace-registry-host=always
update-notifier=false
"""

THEIRS = re.compile(
    r"E(403|404|410|451|ALLOWGIT|BADPLATFORM|INTEGRITY|INVALID\w+|JSONPARSE|NOSPC|NOVERSIONS|OVERRIDE|RESOLVE|TARGET|"
    r"UNSUPPORTEDPROTOCOL|USAGE)"
)
BY_GIT = "git error occurred"
"""What npm says where a package wants another by its address in git, which is not used here."""

PEERS_DISAGREE = "ERESOLVE"
NOT_TOLD = ("code ", "A complete log", "Note that you can also install from a", "tarball, folder, http url")
"""How lines of npm's begin that are of no use to a candidate, or advise what is not taken here."""

MAX_NAMED = 10


class Refused(NotResolved):
    """What npm will not do, with the code that it gives."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def default_registry() -> str:
    """Ask npm for the registry that it takes where none is named."""
    return _run(["config", "get", "registry"], {"scratch": "/tmp"}).stdout.strip()  # noqa: S108 - the box's own


def resolve(settings: dict[str, Any], manifests: str, output: str) -> dict[str, Any]:
    """Install into ``output``; ``NotResolved`` where what the submission itself needs cannot be had."""
    with open(os.path.join(settings["scratch"], "npmrc"), "w", encoding="utf-8") as file:
        file.write(OPTIONS + of_this_registry(settings))
    project = Project(settings, manifests)
    try:
        project.install(development=True)
    except Refused as error:
        if not project.package.get("devDependencies"):
            raise
        project.notes.append(f"What only development needs was left out, for it cannot be had: {error.message}")
        project.install(development=False)
    packages = project.packages()
    shutil.move(os.path.join(project.folder, FOLDER), os.path.join(output, FOLDER))
    return {"packages": packages, "notes": project.notes}


def of_this_registry(settings: dict[str, Any]) -> str:
    """Write the part of npm's settings that names the registry, the way to it, and who we are there."""
    parts = urlsplit(settings["registry"])
    address = parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl().rstrip("/") + "/"
    lines = [f"registry={address}", f"proxy={settings['proxy']}", f"https-proxy={settings['proxy']}", "noproxy="]
    if parts.username is not None:
        token = base64.b64encode(f"{unquote(parts.username)}:{unquote(parts.password or '')}".encode()).decode()
        lines.append(f"{address.partition(':')[2]}:_auth={token}")
    return "\n".join([*lines, ""])


class Project:
    """A folder in which npm installs what is asked for."""

    def __init__(self, settings: dict[str, Any], manifests: str) -> None:
        self.settings = settings
        self.manifests = manifests
        self.folder = os.path.join(settings["scratch"], "project")
        self.locked = os.path.exists(os.path.join(manifests, LOCK))
        self.notes: list[str] = []
        with open(os.path.join(manifests, MANIFEST), encoding="utf-8") as file:
            self.package: dict[str, Any] = json.load(file)

    def install(self, *, development: bool) -> None:
        """Install, once more without minding peers where they disagree: its author may have had that setting."""
        command = ["ci" if self.locked else "install", *([] if development else ["--omit=dev"])]
        try:
            self._install(command, development=development)
        except Refused as error:
            if error.code != PEERS_DISAGREE:
                raise
            self._install([*command, "--legacy-peer-deps"], development=development)
            self.notes.append(
                "Packages disagree about versions of the others (peerDependencies); npm was told not to mind."
            )

    def _install(self, command: list[str], *, development: bool) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
        os.makedirs(os.path.join(self.folder, FOLDER))
        package = self.package
        if self.locked:
            shutil.copyfile(os.path.join(self.manifests, LOCK), os.path.join(self.folder, LOCK))
        elif not development:
            # Beside a lock the manifest stays whole, for npm compares the two; without one npm would look up all of it.
            package = {key: value for key, value in package.items() if key != "devDependencies"}
        with open(os.path.join(self.folder, MANIFEST), "w", encoding="utf-8") as file:
            json.dump(package, file)
        done = _run(command, self.settings, folder=self.folder)
        if done.returncode:
            code, words = _told(done.stderr)
            raise Refused(code, words) if THEIRS.fullmatch(code) or BY_GIT in words else Unreachable(words)

    def packages(self) -> list[dict[str, str]]:
        """Read from npm's own record what it installed, and note whose install script did not run."""
        record = os.path.join(self.folder, FOLDER, ".package-lock.json")
        if not os.path.exists(record):
            return []
        with open(record, encoding="utf-8") as file:
            packages = json.load(file)["packages"]
        # What a package wants by the path of a folder is there as a link, and links do not come along.
        entries = {path.removeprefix("node_modules/"): entry for path, entry in packages.items() if "version" in entry}
        os.unlink(record)
        scripts = sorted(
            {path.rpartition("/node_modules/")[2] for path in entries if entries[path].get("hasInstallScript")}
        )
        if scripts:
            more = f" and {len(scripts) - MAX_NAMED} more" if len(scripts) > MAX_NAMED else ""
            self.notes.append(f"No install script runs here; these have one: {', '.join(scripts[:MAX_NAMED])}{more}.")
        outer = sorted(path for path in entries if "/node_modules/" not in path)
        return [{"name": path, "version": str(entries[path].get("version", ""))} for path in outer]


def _told(words: str) -> tuple[str, str]:
    """Read npm's code from what it says, and what it says without its own decoration."""
    lines = [re.sub(r"^npm (error|warn) ?", "", line) for line in words.splitlines()]
    code = next((line.removeprefix("code ") for line in lines if line.startswith("code ")), "")
    plain = [re.sub(r"^(404|notarget)( |$)", "", line).strip() for line in lines]
    kept = [line for line in plain if line and not line.startswith(NOT_TOLD)]
    return code, "\n".join(kept) or words.strip()


def _run(arguments: list[str], settings: dict[str, Any], *, folder: str = "/") -> subprocess.CompletedProcess[str]:
    scratch = settings["scratch"]
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": scratch,
        "NPM_CONFIG_CACHE": os.path.join(scratch, "npm-cache"),
        "NPM_CONFIG_GLOBALCONFIG": os.path.join(scratch, "no-npmrc"),
        "NPM_CONFIG_USERCONFIG": os.path.join(scratch, "npmrc"),
    }
    environment |= {"NODE_EXTRA_CA_CERTS": settings["ca"]} if settings.get("ca") else {}
    return subprocess.run(
        [NPM, *arguments],
        env=environment,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
