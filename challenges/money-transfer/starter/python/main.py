"""Money transfers.

A REST service that keeps accounts in PostgreSQL and moves money between them, exactly
once and whatever happens.
"""

from __future__ import annotations

import os
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import psycopg


class Handler(BaseHTTPRequestHandler):
    """Answer what the brief asks for; any framework will do as well."""

    def do_GET(self) -> None:
        if self.path == "/health":
            self.answer_health()
        else:
            self.send_error(501)

    def do_POST(self) -> None:
        self.send_error(501)

    def answer_health(self) -> None:
        with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
            row = connection.execute("SELECT current_database()").fetchone()
        self.send_response(200)
        self.end_headers()
        self.wfile.write(f"{row}\n".encode())


if __name__ == "__main__":
    port = int(os.environ.get("PORT", "8080"))
    ThreadingHTTPServer(("0.0.0.0", port), Handler).serve_forever()
