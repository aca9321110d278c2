print("TRIED", flush=True)
TEXT = "<img src=x onerror=alert(1)>\x1b[2J\u202e\x00]]>\n::error::owned\n##[error]owned\n=1+1"
HOSTILE = type("</pre><script>alert(1)</script>", (ValueError,), {"__module__": "::error::x"})


def failing(*arguments):
    error = HOSTILE(TEXT + "x" * 40_000)
    error.add_note(TEXT)
    try:
        exec(compile("1 / 0", "/submission/<script>alert(1)</script>\x1b[2J.py", "exec"))
    except ZeroDivisionError as cause:
        raise error from cause


def wrap(names):
    names["share"] = failing
    names["read"] = failing
