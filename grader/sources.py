"""The texts of a submission that a grade keeps, so that a report can show the code without the submission at hand."""

from __future__ import annotations

import io
import tarfile

from grader.model import SourceText, Submission

LARGEST_BYTES = 512 << 10
MOST_BYTES = 3 << 20
MOST_FILES = 400
"""A take-home has some tens of files; what is beyond is somebody else's code, or mischief."""


def sources_of(submission: Submission) -> tuple[tuple[SourceText, ...], int]:
    """Read the text files, the smallest first as long as there is room; how many were left out comes second.

    A file that is larger than is kept is cut at a line, and says so.
    """
    texts = sorted((file.size, file.path) for file in submission.files if file.lines)
    wanted, room = set[str](), MOST_BYTES
    for size, path in texts[:MOST_FILES]:
        room -= min(size, LARGEST_BYTES)
        if room >= 0:
            wanted.add(path)
    kept = []
    with tarfile.open(fileobj=io.BytesIO(submission.archive)) as tar:
        for member in tar:
            content = tar.extractfile(member) if member.name in wanted else None
            if content is not None:
                kept.append(_text(member.name, content.read(LARGEST_BYTES + 1)))
    return tuple(sorted(kept, key=lambda each: each.path)), len(texts) - len(kept)


def _text(path: str, content: bytes) -> SourceText:
    cut = len(content) > LARGEST_BYTES
    if cut:
        content = content[: content.rfind(b"\n") + 1 or LARGEST_BYTES]
    return SourceText(path=path, text=content.decode(errors="replace"), cut=cut)
