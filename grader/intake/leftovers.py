"""What intake leaves out, and lists: things that are not the candidate's work or would run instead of its source."""

from __future__ import annotations

_HISTORY = "version control data"
_INSTALLED = "installed packages, which the manifest names"
_CACHE = "a cache or a report of a tool"
_EDITOR = "settings of an editor"
_DESKTOP = "metadata of a desktop"
_COMPILED = "compiled; the grader builds from source"
_OUTPUT = "output of a build"
_WRAPPER = "a build tool's launcher; the grader brings its own tools"
_STARTUP = "would run by itself when an interpreter or a test runner starts"
_REGISTRY = "settings of a package manager, which can redirect it"

_FOLDERS = {
    name: why
    for why, names in {
        _HISTORY: ".git .hg .svn",
        _INSTALLED: "node_modules bower_components jspm_packages .venv venv .yarn",
        _CACHE: "__pycache__ .pytest_cache .mypy_cache .ruff_cache .hypothesis .tox .nox .gradle .nyc_output htmlcov",
        _EDITOR: ".idea .vscode .vs .settings .fleet",
        _DESKTOP: "__macosx",
        _WRAPPER: ".mvn",
        _STARTUP: "meta-inf sitecustomize usercustomize",
    }.items()
    for name in names.split()
}
_FILES = {
    name: why
    for why, names in {
        _HISTORY: ".git",
        _CACHE: ".coverage",
        _EDITOR: ".classpath .project",
        _DESKTOP: ".ds_store thumbs.db desktop.ini",
        _STARTUP: "sitecustomize.py usercustomize.py junit-platform.properties",
        _REGISTRY: ".npmrc .pypirc",
    }.items()
    for name in names.split()
}
_STARTS = ((("._",), _DESKTOP), (("mvnw", "gradlew"), _WRAPPER), ((".yarnrc", ".pnp."), _REGISTRY))
_ENDS = (
    ((".pyc", ".pyo", ".class", ".jar", ".war", ".so", ".pyd", ".dll", ".dylib", ".node", ".exe"), _COMPILED),
    ((".pth",), _STARTUP),
    ((".iml",), _EDITOR),
)

# Plain words that may also name a package of the candidate's (src/…/build/Builder.java), so only a folder beside one
# of the manifests below, or at the top, is taken for the output of a build.
_OUTPUTS = frozenset({"build", "dist", "target"})
_MANIFESTS = frozenset(
    {"pom.xml", "build.gradle", "build.gradle.kts", "package.json", "pyproject.toml", "setup.py", "setup.cfg"}
)


class Leftovers:
    """Tells what is left out, once it has been told of everything that lies beside it and in it."""

    def __init__(self) -> None:
        self._projects: set[tuple[str, ...]] = {()}
        self._environments: set[tuple[str, ...]] = set()

    def note(self, parts: tuple[str, ...]) -> None:
        """Remember what a file's name says about the folder it lies in."""
        if parts[-1] in _MANIFESTS:
            self._projects.add(parts[:-1])
        elif parts[-1] == "pyvenv.cfg":
            self._environments.add(parts[:-1])

    def why(self, parts: tuple[str, ...], *, folder: bool) -> str:
        """Say why this is left out; empty where it is kept."""
        return self._folder(parts) if folder else _file(parts[-1].casefold())

    def _folder(self, parts: tuple[str, ...]) -> str:
        name = parts[-1].casefold()
        if name in _FOLDERS:
            return _FOLDERS[name]
        if parts in self._environments or name.endswith((".egg-info", ".dist-info")):
            return _INSTALLED
        if parts[-2:] == ("gradle", "wrapper"):
            return _WRAPPER
        return _OUTPUT if parts[-1] in _OUTPUTS and parts[:-1] in self._projects else ""


def _file(name: str) -> str:
    if name in _FILES:
        return _FILES[name]
    if ".so." in name:
        return _COMPILED
    by_start = (why for starts, why in _STARTS if name.startswith(starts))
    by_end = (why for ends, why in _ENDS if name.endswith(ends))
    return next(by_start, "") or next(by_end, "")
