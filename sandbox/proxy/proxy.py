"""The program of a proxy box, the only one with a network: tinyproxy, reached by a socket on the channel.

    stdin    the delivery, then nothing; when it closes, the box ends
    stdout   one line: {"ready": {"hosts": […]}} or {"unreachable": {"message"}}
    stderr   tinyproxy's log
    channel  a UNIX socket; what is sent there reaches tinyproxy

It first asks the registry for a package that every registry has: that proves the way, and tells from which hosts this
registry has its files fetched. Those, the registry itself and the hosts of the settings are let through.
"""

from __future__ import annotations

import base64
import json
import os
import re
import socket
import ssl
import subprocess
import sys
import time
import urllib.error
import urllib.request
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import delivery
import relay

ADDRESS = ("127.0.0.1", 8888)
CONFIGURATION = "/tmp/tinyproxy.conf"  # noqa: S108 - the box's own
ALLOWED = "/tmp/allowed"  # noqa: S108
SETTINGS = """\
Listen {host}
Port {port}
Allow {host}
Timeout 120
MaxClients 100
DisableViaHeader Yes
LogLevel Notice
Filter "{allowed}"
FilterType ere
FilterDefaultDeny Yes
"""

ALWAYS_THERE = {"pip": "pip/", "npm": "npm/latest", "maven": "junit/junit/maven-metadata.xml"}
ANSWER_S = 20
START_S = 5
MAX_ANSWER = 16 << 20
MAX_HOSTS = 8
MAX_PORT = 65_535


class NoAnswer(Exception):
    """The registry, or the way to it, does not work."""


# ── what is let through: pure ──


def allowed(hosts: list[str]) -> str:
    """Write tinyproxy's filter: each host, whole, and nothing else."""
    return "".join(f"^{re.escape(host)}$\n" for host in hosts)


def configuration(settings: dict[str, Any]) -> str:
    """Write tinyproxy's configuration: the ports of TLS and of the registry, and the proxy behind it if any."""
    parts = urlsplit(settings["registry"])
    lines = [SETTINGS.format(host=ADDRESS[0], port=ADDRESS[1], allowed=ALLOWED)]
    lines += [f"ConnectPort {port}\n" for port in sorted({443, parts.port or 443})]
    if settings["proxy"]:
        lines.append(f"Upstream http {upstream(settings['proxy'])}\n")
        lines += [f'Upstream none "{host}"\n' for host in settings["no_proxy"] if re.fullmatch(r"[\w.:/-]+", host)]
    return "".join(lines)


def upstream(proxy: str) -> str:
    """Write a proxy of the machine's environment as tinyproxy wants it: ``user:password@host:port``."""
    parts = urlsplit(proxy if "://" in proxy else f"http://{proxy}")
    if parts.scheme != "http" or not parts.hostname or re.search(r"\s", proxy):
        raise NoAnswer(f"the proxy of this machine's environment is of a kind that cannot be used: {parts.scheme}")
    return f"{parts.netloc.rpartition('@')[0]}{'@' if '@' in parts.netloc else ''}{parts.hostname}:{parts.port or 80}"


def files_hosts(kind: str, address: str, answer: bytes) -> list[str]:
    """Read from a registry's answer the hosts from which it has its files fetched."""
    text = answer.decode("utf-8", "replace")
    if kind == "pip" and text.lstrip().startswith("{"):
        found = [file["url"] for file in json.loads(text)["files"]]
    elif kind == "pip":
        found = re.findall(r"""<a\s[^>]*href=["']([^"'#]+)""", text, re.IGNORECASE)
    elif kind == "npm":
        found = [json.loads(text)["dist"]["tarball"]]
    else:
        found = []
    hosts = {urlsplit(urljoin(address, url)).hostname for url in found}
    return sorted(host for host in hosts if host)[:MAX_HOSTS]


# ── the proxy ──


def start() -> subprocess.Popen[bytes]:
    """Start tinyproxy, and return once it listens."""
    # Its log must not come among our lines.
    process = subprocess.Popen(["/usr/bin/tinyproxy", "-d", "-c", CONFIGURATION], stdout=sys.stderr)
    until = time.monotonic() + START_S
    while time.monotonic() < until and process.poll() is None:
        with socket.socket() as attempt:
            if attempt.connect_ex(ADDRESS) == 0:
                return process
        time.sleep(0.01)
    process.kill()
    raise RuntimeError("tinyproxy does not listen")


def write(path: str, text: str) -> None:
    """Write one of tinyproxy's files."""
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def ask(settings: dict[str, Any]) -> list[str]:
    """Ask the registry for what it always has, through the proxy; the hosts of its files, or ``NoAnswer``."""
    parts = urlsplit(settings["registry"].rstrip("/") + "/" + ALWAYS_THERE[settings["kind"]])
    address = parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
    request = urllib.request.Request(address, headers=_headers(parts.username, parts.password))  # noqa: S310 - checked
    context = ssl.create_default_context()
    if settings["ca"]:
        context.load_verify_locations(cadata=settings["ca"])
    proxies = dict.fromkeys(("http", "https"), "http://{}:{}".format(*ADDRESS))
    opener = urllib.request.build_opener(
        urllib.request.ProxyHandler(proxies), urllib.request.HTTPSHandler(context=context)
    )
    try:
        with opener.open(request, timeout=ANSWER_S) as answer:
            return files_hosts(settings["kind"], answer.url, answer.read(MAX_ANSWER))
    except urllib.error.HTTPError as error:
        if error.code == 404:  # noqa: PLR2004 - a registry of the company's own need not have this package
            return []
        raise NoAnswer(f"it answers {error.code} {error.reason}") from None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise NoAnswer(f"{getattr(error, 'reason', None) or error}") from None


def _headers(user: str | None, password: str | None) -> dict[str, str]:
    headers = {"Accept": "application/vnd.pypi.simple.v1+json, application/json, text/html;q=0.5, */*;q=0.1"}
    if user is not None:
        token = base64.b64encode(f"{unquote(user)}:{unquote(password or '')}".encode()).decode()
        headers["Authorization"] = f"Basic {token}"
    return headers


def ready(settings: dict[str, Any]) -> list[str]:
    """Set the proxy up; the hosts that it lets through to, or ``NoAnswer``."""
    hosts = [str(urlsplit(settings["registry"]).hostname), *settings["hosts"]]
    write(CONFIGURATION, configuration(settings))
    write(ALLOWED, allowed(hosts))
    first = start()
    try:
        hosts = list(dict.fromkeys([*hosts, *ask(settings)]))
    finally:
        first.kill()
        first.wait()
    write(ALLOWED, allowed(hosts))
    start()
    relay.start(settings["channel"], ADDRESS)
    return hosts


def main() -> None:
    """Be the program."""
    settings, _ = delivery.receive(0)
    try:
        answer: dict[str, Any] = {"ready": {"hosts": ready(settings)}}
    except NoAnswer as error:
        answer = {"unreachable": {"message": str(error)}}
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()
    while os.read(0, 4096):
        pass


if __name__ == "__main__":
    main()
