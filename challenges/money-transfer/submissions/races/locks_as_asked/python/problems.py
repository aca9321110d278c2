"""What a client did wrong."""

from __future__ import annotations


class Problem(Exception):
    """An answer with a status of 4xx."""

    def __init__(self, status: int, code: str, detail: str) -> None:
        super().__init__(detail)
        self.status = status
        self.code = code
        self.detail = detail


def invalid(detail: str) -> Problem:
    return Problem(422, "invalid_request", detail)
