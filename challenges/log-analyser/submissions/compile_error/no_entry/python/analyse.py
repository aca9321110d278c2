"""Counts the lines of a log."""

from report import show

show({"requests": sum(1 for _ in open("access.log"))})
