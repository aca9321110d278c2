"""What the tests share."""

AMOUNTS = [(1, 1, 2), (10**12, 1, 10**12 + 1), (-5, 3, -2)]

# Of a hidden suite; to be seen by nobody else: canary-aaee02acc1b9932dfa143834
