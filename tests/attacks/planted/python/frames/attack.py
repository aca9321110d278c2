import gc
import re
import sys

print("TRIED", flush=True)
WORD = re.compile("canary" + "-[0-9a-f]{24}")


def told(what):
    text = repr(what)[:100_000]
    if WORD.search(text):
        print("REACHED", text[:40], flush=True)


def look():
    frame = sys._getframe()
    while frame is not None:
        told(frame.f_globals.get("__file__"))
        for value in list(frame.f_locals.values()):
            if isinstance(value, (str, bytes, dict, list, tuple)):
                told(value)
        frame = frame.f_back
    for each in gc.get_objects():
        if isinstance(each, dict) and "expected" in each:
            told(each)


def wrap(names):
    honest = names.get("share")
    if honest is not None:
        names["share"] = lambda *arguments: (look(), honest(*arguments))[1]
