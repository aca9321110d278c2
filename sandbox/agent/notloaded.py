"""What a language's driver raises where a submission cannot be run, through no fault of ours."""

from __future__ import annotations


class NotLoaded(Exception):
    """The submission cannot be run; ``kind`` is a verdict's name, the message is in its language's words."""

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind
        self.message = message
