"""What was graded, graded once more by something newer, looked at, and then applied or discarded: `grade regrade`.

    comparing    two grades in, what changed between them out
    rescoring    a new rubric over what is stored, without a box
    tables       a whole set as a table: for the terminal, as Markdown and as CSV
    sets         the folder of a set
    flow         the story: preview, apply, discard

All but the last two are pure.
"""
