"""Checks: measurements beside the hidden suite, evidence for a reviewer. One a file; none costs a grade."""
