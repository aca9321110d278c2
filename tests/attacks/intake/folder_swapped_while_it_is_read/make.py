import threading
from pathlib import Path


def make(folder: Path) -> Path:
    work = folder / "restless" / "work"
    work.mkdir(parents=True)
    (work / "solution.py").write_text("x = 1\n", encoding="utf-8")

    def swap() -> None:
        spare = work.parent / "spare"
        while not (work.parent / "ended").exists():
            spare.symlink_to(folder.parent / "host-secret")
            spare.replace(work / "solution.py")
            spare.write_text("x = 1\n", encoding="utf-8")
            spare.replace(work / "solution.py")

    threading.Thread(target=swap).start()
    return work
