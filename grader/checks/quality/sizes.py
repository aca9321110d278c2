"""How long the files are."""

from __future__ import annotations

from grader.checks.quality.base import Checked, Evidence
from grader.model import Place


def check(evidence: Evidence) -> Checked:
    """Measure the longest source that the candidate wrote or changed."""
    files = [evidence.scope.files[path] for path in evidence.sources()]
    if not files:
        return Checked()
    longest = max(files, key=lambda file: (file.lines, file.path))
    return Checked(measures=(evidence.worst("file_lines_worst", longest.lines, Place(path=longest.path)),))
