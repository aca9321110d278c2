"""URL shortener.

A small REST service that makes short links, redirects, counts, and keeps what it has
acknowledged.
"""

from __future__ import annotations

import os
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Handler(BaseHTTPRequestHandler):
    """Answer what the brief asks for; any framework will do as well."""

    def do_GET(self) -> None:
        self.send_error(501)

    do_POST = do_PUT = do_PATCH = do_DELETE = do_GET


if __name__ == "__main__":
    port = int(os.environ.get("PORT", "8080"))
    ThreadingHTTPServer(("0.0.0.0", port), Handler).serve_forever()
