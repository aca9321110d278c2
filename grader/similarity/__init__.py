"""What submissions of one challenge have in common with each other, as evidence to look at; never part of a score."""
