"""A person's part of a grade: reviews of a result, what they amount to together, and the log of who did what.

    documents.py   a review as a file, checked against the result that it is of
    settling.py    several reviews in, reviewed levels out, or what is still open
    log.py         events.jsonl, append-only and chained by hashes
    agreement.py   how far reviewers agree over many submissions

All of it is pure but for the log; ``grader.reviewing`` puts it into a folder.
"""
