import sys
import os
import re
import gzip
import json
import math
import time
import datetime
import ipaddress
from collections import defaultdict

requests = 0
malformed = 0
total_bytes = 0
ips = {}
urls = {}
status = {"1xx": 0, "2xx": 0, "3xx": 0, "4xx": 0, "5xx": 0}
times = []
top = 10


def main(args):
    global requests, malformed, total_bytes, ips, urls, status, times, top
    files = []
    start = time.time()
    i = 0
    while i < len(args):
        if args[i] == "--top":
            try:
                top = int(args[i + 1])
                if top < 1:
                    print("bad top", file=sys.stderr)
                    return 2
            except:
                print("bad top", file=sys.stderr)
                return 2
            i = i + 2
        else:
            if args[i].startswith("--"):
                print("bad option", file=sys.stderr)
                return 2
            else:
                files.append(args[i])
                i = i + 1
    if len(files) == 0:
        files.append("-")
    pattern1 = re.compile(r'^(\S+) (\S+) (\S+) \[([^\]]*)\] "([A-Z]+) (\S+) HTTP/([0-9.]+)" ([1-5][0-9][0-9]) ([0-9]{1,15}|-) ([0-9]{1,15})$')
    pattern2 = re.compile(r'^(\S+) (\S+) (\S+) \[([^\]]*)\] "([A-Z]+) (\S+) HTTP/([0-9.]+)" ([1-5][0-9][0-9]) ([0-9]{1,15}|-) "((?:[^"\\]|\\.)*)" "((?:[^"\\]|\\.)*)" ([0-9]{1,15})$')
    for f in files:
        if f == "-":
            data = sys.stdin.buffer.read()
            if data[:2] == b"\x1f\x8b":
                try:
                    data = gzip.decompress(data)
                except Exception as e:
                    print("damaged", file=sys.stderr)
                    return 3
            lines = data.split(b"\n")
            for line in lines:
                line = line.decode("utf-8", "replace")
                if line.endswith("\r"):
                    line = line[:-1]
                if line != "":
                    m = pattern1.match(line)
                    if m:
                        try:
                            ip = str(ipaddress.ip_address(m.group(1)))
                            method = m.group(5)
                            url = m.group(6)
                            if "?" in url:
                                url = url.split("?")[0]
                            url = url.replace('\\"', '"').replace("\\\\", "\\")
                            s = m.group(8)
                            if s[0] == "1":
                                status["1xx"] += 1
                            elif s[0] == "2":
                                status["2xx"] += 1
                            elif s[0] == "3":
                                status["3xx"] += 1
                            elif s[0] == "4":
                                status["4xx"] += 1
                            elif s[0] == "5":
                                status["5xx"] += 1
                            if m.group(9) != "-":
                                total_bytes += int(m.group(9))
                            times.append(int(m.group(10)))
                            if ip in ips:
                                ips[ip] += 1
                            else:
                                ips[ip] = 1
                            if url in urls:
                                urls[url] += 1
                            else:
                                urls[url] = 1
                            requests += 1
                        except:
                            malformed += 1
                    else:
                        m = pattern2.match(line)
                        if m:
                            try:
                                ip = str(ipaddress.ip_address(m.group(1)))
                                method = m.group(5)
                                url = m.group(6)
                                if "?" in url:
                                    url = url.split("?")[0]
                                url = url.replace('\\"', '"').replace("\\\\", "\\")
                                s = m.group(8)
                                if s[0] == "1":
                                    status["1xx"] += 1
                                elif s[0] == "2":
                                    status["2xx"] += 1
                                elif s[0] == "3":
                                    status["3xx"] += 1
                                elif s[0] == "4":
                                    status["4xx"] += 1
                                elif s[0] == "5":
                                    status["5xx"] += 1
                                if m.group(9) != "-":
                                    total_bytes += int(m.group(9))
                                times.append(int(m.group(12)))
                                if ip in ips:
                                    ips[ip] += 1
                                else:
                                    ips[ip] = 1
                                if url in urls:
                                    urls[url] += 1
                                else:
                                    urls[url] = 1
                                requests += 1
                            except:
                                malformed += 1
                        else:
                            malformed += 1
        else:
            try:
                fh = open(f, "rb")
                data = fh.read()
            except:
                print("cannot open " + f, file=sys.stderr)
                return 2
            if data[:2] == b"\x1f\x8b":
                try:
                    data = gzip.decompress(data)
                except Exception as e:
                    print("damaged", file=sys.stderr)
                    return 3
            lines = data.split(b"\n")
            for line in lines:
                line = line.decode("utf-8", "replace")
                if line.endswith("\r"):
                    line = line[:-1]
                if line != "":
                    m = pattern1.match(line)
                    t = 10
                    if not m:
                        m = pattern2.match(line)
                        t = 12
                    if m:
                        try:
                            ip = str(ipaddress.ip_address(m.group(1)))
                            method = m.group(5)
                            url = m.group(6)
                            if "?" in url:
                                url = url.split("?")[0]
                            url = url.replace('\\"', '"').replace("\\\\", "\\")
                            s = m.group(8)
                            status[s[0] + "xx"] += 1
                            if m.group(9) != "-":
                                total_bytes += int(m.group(9))
                            times.append(int(m.group(t)))
                            if ip in ips:
                                ips[ip] += 1
                            else:
                                ips[ip] = 1
                            if url in urls:
                                urls[url] += 1
                            else:
                                urls[url] = 1
                            requests += 1
                        except:
                            malformed += 1
                    else:
                        malformed += 1
    # percentiles
    times.sort()
    if len(times) == 0:
        p50 = None
        p95 = None
        p99 = None
    else:
        p50 = times[math.ceil(50 * len(times) / 100) - 1]
        p95 = times[math.ceil(95 * len(times) / 100) - 1]
        p99 = times[math.ceil(99 * len(times) / 100) - 1]
    # top ips, bubble sort
    l1 = []
    for k in ips:
        l1.append([k, ips[k]])
    for a in range(len(l1)):
        for b in range(len(l1) - 1):
            if l1[b][1] < l1[b + 1][1] or (l1[b][1] == l1[b + 1][1] and l1[b][0] > l1[b + 1][0]):
                x = l1[b]
                l1[b] = l1[b + 1]
                l1[b + 1] = x
    l2 = []
    for k in urls:
        l2.append([k, urls[k]])
    for a in range(len(l2)):
        for b in range(len(l2) - 1):
            if l2[b][1] < l2[b + 1][1] or (l2[b][1] == l2[b + 1][1] and l2[b][0] > l2[b + 1][0]):
                x = l2[b]
                l2[b] = l2[b + 1]
                l2[b + 1] = x
    out = {"requests": requests, "malformed": malformed, "bytes": total_bytes, "unique_ips": len(ips), "status": status, "latency_ms": {"p50": p50, "p95": p95, "p99": p99}, "top_ips": [{"ip": x[0], "count": x[1]} for x in l1[:top]], "top_urls": [{"url": x[0], "count": x[1]} for x in l2[:top]]}
    print(json.dumps(out))
    # print("took", time.time() - start)
    return 0


# def parse_line(line):
#     parts = line.split(" ")
#     if len(parts) < 10:
#         return None
#     return parts

sys.exit(main(sys.argv[1:]))
