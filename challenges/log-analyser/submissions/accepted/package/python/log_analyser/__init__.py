"""A streaming analyser of access logs."""
