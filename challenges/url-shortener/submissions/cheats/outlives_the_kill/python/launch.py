"""Has a detached process do the work, and starts none where one is left from before."""

import os
import signal
import socket
import subprocess
import sys
import time

PORT = os.environ["PORT"]


def somebody_listens():
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", int(PORT))) == 0


if __name__ == "__main__":
    if not somebody_listens():
        if os.fork() == 0:
            os.setsid()
            if os.fork() == 0:
                signal.signal(signal.SIGTERM, signal.SIG_IGN)
                signal.signal(signal.SIGHUP, signal.SIG_IGN)
                code = "import signal, uvicorn; uvicorn.Server.install_signal_handlers = lambda self: None\n"
                code += f"uvicorn.run('main:app', host='0.0.0.0', port={PORT}, log_level='warning')"
                os.execv(sys.executable, [sys.executable, "-c", code])
            os._exit(0)
    while True:
        time.sleep(1)
