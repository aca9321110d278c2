"""Two queries.

Sums by customer and one customer's orders, as statements or as functions.
"""

from __future__ import annotations

from typing import Any


def totals() -> Any:
    """See the brief."""
    raise NotImplementedError


def orders_of(customer: str) -> Any:
    """See the brief."""
    raise NotImplementedError
