"""A report as a browser shows it, and what the tests ask of it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import samples
import samples_reviewed

from grader import reporting
from grader.reporting import formats

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from playwright.sync_api import Browser, BrowserContext, Dialog, Page

    from grader.model import Grade

Look: TypeAlias = Literal["light", "dark", "print"]

LOOKS: tuple[Look, ...] = ("light", "dark", "print")
WIDTHS = (360, 820, 1280)
FORMATS = {name: each for name, each in formats.discover(reporting).items() if each.filename.endswith(".html")}
GRADES: Mapping[str, Callable[[], Grade]] = {
    "accepted": samples.accepted,
    "failing": lambda: samples.failing(samples.HOSTILE[:2]),
    "void": samples.void,
    "reviewed": samples_reviewed.by_two,
}
"""What a reader may meet; few hostile texts are enough here, for those who mean them take all of them."""
FULLEST = ("failing", "reviewed")
HARMLESS = tuple(f"case {number}" for number in range(len(samples.HOSTILE)))
"""As many texts as there are hostile ones."""

PROBES = Path(__file__).parent / "probes.js"
AXE = (resources.files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
AXE_TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")


@dataclass(frozen=True, slots=True)
class View:
    """How a page is looked at; ``scale`` is the zoom, by which a window of the same size has fewer pixels of CSS."""

    width: int = 1280
    look: Look = "light"
    scale: float = 1
    lawless: bool = False

    def context(self, browser: Browser) -> BrowserContext:
        """A profile of its own, empty and without a network; ``lawless`` is without the page's policy."""
        context = browser.new_context(
            viewport={"width": self.width, "height": 900},
            device_scale_factor=self.scale,
            color_scheme="dark" if self.look == "dark" else "light",
            bypass_csp=self.lawless,
            offline=True,
        )
        context.add_init_script(path=PROBES)
        return context


DESK = View()
"""A screen of ordinary size."""


class Opened:
    """An open page that notes whatever it asks for, complains of, or opens beside itself."""

    def __init__(self, page: Page, address: str, look: Look) -> None:
        self.page = page
        self.look = look
        self.requests: list[str] = []
        self._complaints: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("console", lambda message: self._complaints.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: self._complaints.append(f"error: {error}"))
        page.on("popup", lambda other: self._complaints.append(f"another page: {other.url}"))
        page.on("download", lambda download: self._complaints.append(f"download: {download.suggested_filename}"))
        page.on("dialog", self._close)
        page.emulate_media(media="print" if look == "print" else "screen")
        page.goto(address)

    def _close(self, dialog: Dialog) -> None:
        self._complaints.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    @property
    def complaints(self) -> list[str]:
        """All that a reader with the console open would have seen, and what the page's policy has forbidden."""
        return [*self._complaints, *self.ask("violations")]

    def ask(self, probe: str, *arguments: object) -> Any:  # noqa: ANN401 (JSON, as each probe gives it)
        """Answer one of the questions in ``probes.js``."""
        call = f"({', '.join(json.dumps(each) for each in arguments)})"
        return self.page.evaluate(f"probes.{probe}" + ("" if probe == "violations" else call))

    def unfold(self) -> None:
        """Open everything that can be folded away."""
        self.ask("unfold")

    def fold(self) -> None:
        """Fold away everything that can be."""
        self.ask("fold")

    def press(self, key: str) -> None:
        """Press a key, as a person would."""
        self.page.keyboard.press(key)

    def axe(self, *, but_for: Sequence[str] = ()) -> list[str]:
        """Every violation that axe-core finds in what is shown, but for some rules: the rule, the place, what to do."""
        # Nobody clicks on paper, so nothing there is too small a target.
        options = {
            "runOnly": {"type": "tag", "values": AXE_TAGS},
            "resultTypes": ["violations"],
            "rules": {"target-size": {"enabled": self.look != "print"}}
            | {rule: {"enabled": False} for rule in but_for},
        }
        self.page.evaluate(AXE)
        violations = self.page.evaluate("async (options) => (await axe.run(document, options)).violations", options)
        return [f"{v['id']}: {' '.join(node['target'])}: {v['help']}" for v in violations for node in v["nodes"]]
