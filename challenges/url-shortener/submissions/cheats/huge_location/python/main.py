import os
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PART = b"x" * (1 << 20)


class Handler(BaseHTTPRequestHandler):
    def answer(self):
        self.send_response(201 if self.command == "POST" else 302)
        self.flush_headers()
        self.wfile.write(b"Location: https://example.com/")
        for _ in range(64):
            self.wfile.write(PART)
        self.wfile.write(b"\r\nContent-Length: 0\r\n\r\n")

    do_HEAD = do_POST = do_GET = do_PUT = do_PATCH = do_DELETE = answer


if __name__ == "__main__":
    ThreadingHTTPServer(("0.0.0.0", int(os.environ["PORT"])), Handler).serve_forever()
