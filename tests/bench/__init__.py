"""What a grade costs beside a plain container that runs the same cases: `python -m tests.bench`."""
