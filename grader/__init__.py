"""Grades take-home backend assessments in Docker sandboxes, against hidden suites the submission cannot reach."""

__version__ = "0.1.0"
