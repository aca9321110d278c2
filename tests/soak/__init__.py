"""Many grades side by side, hostile and honest mixed: `python -m tests.soak` (see ``__main__``)."""
