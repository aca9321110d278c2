from pathlib import Path


def make(folder: Path) -> Path:
    file = folder / "node_minified_bundle" / "large.js"
    file.write_text("export const value = 1;\n" * 200_000, encoding="utf-8")
    return folder
