KEY = "AKIAIOSFODNN7EXAMPLB"  # pragma: allowlist secret
