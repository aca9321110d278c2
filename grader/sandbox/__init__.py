"""Boxes to run untrusted programs in; ``base.py`` is the contract, ``docker.py`` the only door to an engine."""
