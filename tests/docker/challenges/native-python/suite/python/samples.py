"""What the tests share."""

AMOUNTS = [(1, 1, 2), (10**12, 1, 10**12 + 1), (-5, 3, -2)]
