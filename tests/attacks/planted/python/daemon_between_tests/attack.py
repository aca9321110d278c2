import os
import signal
import time

print("TRIED", flush=True)


def haunt(born_of):
    until = time.monotonic() + 15
    while time.monotonic() < until:
        for name in os.listdir("/proc"):
            if not name.isdigit() or int(name) in (1, born_of, os.getpid()):
                continue
            try:
                # Whoever has the pipe of the answers and is not the test that began this.
                with open(f"/proc/{name}/fd/201", "w") as replies, open(f"/proc/{name}/fd/1", "w") as stdout:
                    stdout.write("REACHED the process of another test\n")
                    replies.write('{"id":"0","value":[334,333,333]}\n')
            except OSError:
                continue
        time.sleep(0.002)


HONEST = os.getpid()
if os.fork() == 0:
    os.closerange(200, 202)
    os.setsid()
    if os.fork():
        os._exit(0)
    for number in set(range(1, 65)) - {9, 19, 32, 33}:
        try:
            signal.signal(number, signal.SIG_IGN)
        except (OSError, ValueError):
            pass
    haunt(HONEST)
    os._exit(0)
