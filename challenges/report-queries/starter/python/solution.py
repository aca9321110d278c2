"""Report queries.

Five reports and a look-up over a shop's orders in PostgreSQL, as statements or as
functions.
"""

from __future__ import annotations

from typing import Any


def monthly_revenue(first_month: str, last_month: str) -> Any:
    """See the brief."""
    raise NotImplementedError


def top_customers(places: int) -> Any:
    """See the brief."""
    raise NotImplementedError


def cohort_retention(first_month: str, last_month: str) -> Any:
    """See the brief."""
    raise NotImplementedError


def category_share(first_day: str, last_day: str) -> Any:
    """See the brief."""
    raise NotImplementedError


def quiet_customers(first_day: str, last_day: str) -> Any:
    """See the brief."""
    raise NotImplementedError


def day_book(day: str) -> Any:
    """See the brief."""
    raise NotImplementedError
