"""Run by every Python that starts in a candidate's box: packages fetched for a submission come before the image's own.

Only the search path is changed, so that no start-up file (.pth) of theirs runs. They come after the standard library,
as they would anywhere. What a candidate's own tests start is covered as those tests are (``testing_run.py``).
"""

import os
import sys

FETCHED = "/dependencies/python"

if os.path.isdir(FETCHED):
    here = (index for index, path in enumerate(sys.path) if path.endswith("dist-packages"))
    sys.path.insert(next(here, len(sys.path)), FETCHED)

if "COVERAGE_PROCESS_CONFIG" in os.environ:
    import coverage

    coverage.process_startup()
