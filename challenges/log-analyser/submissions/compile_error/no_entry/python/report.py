"""Prints a report."""

import json


def show(report):
    """Print it."""
    print(json.dumps(report))
