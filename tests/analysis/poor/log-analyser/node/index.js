const fs = require("fs");
const zlib = require("zlib");
const path = require("path");
const os = require("os");

let top = 10;
let files = [];
let a = process.argv.slice(2);
for (let i = 0; i < a.length; i++) {
  if (a[i] == "--top") {
    top = parseInt(a[i + 1]);
    if (isNaN(top) || top < 1) {
      console.error("bad top");
      process.exit(2);
    }
    i++;
  } else if (a[i].startsWith("--")) {
    console.error("bad option");
    process.exit(2);
  } else {
    files.push(a[i]);
  }
}
if (files.length == 0) files.push("-");

let r = { requests: 0, malformed: 0, bytes: 0, unique_ips: 0, status: { "1xx": 0, "2xx": 0, "3xx": 0, "4xx": 0, "5xx": 0 } };
let ips = {};
let urls = {};
let ms = [];

function doFile(f, r, ips, urls, ms, top, verbose) {
  let d;
  try {
    if (f == "-") {
      d = fs.readFileSync(0);
    } else {
      d = fs.readFileSync(f);
    }
  } catch (e) {
    console.error("cannot open " + f);
    process.exit(2);
  }
  if (d[0] == 31 && d[1] == 139) {
    try {
      d = zlib.gunzipSync(d);
    } catch (e) {
      console.error("damaged");
      process.exit(3);
    }
  }
  let lines = d.toString("utf8").split("\n");
  for (let i = 0; i < lines.length; i++) {
    let l = lines[i];
    if (l.endsWith("\r")) l = l.substring(0, l.length - 1);
    if (l != "") {
      let p = l.split(" ");
      let ok = true;
      if (p.length >= 10) {
        let ip = p[0];
        if (ip.indexOf(".") > -1) {
          let q = ip.split(".");
          if (q.length == 4) {
            for (let j = 0; j < 4; j++) {
              if (!/^[0-9]+$/.test(q[j])) {
                ok = false;
              } else {
                if (parseInt(q[j]) > 255) {
                  ok = false;
                }
              }
            }
          } else {
            ok = false;
          }
        } else {
          if (ip.indexOf(":") > -1) {
            ip = ip.toLowerCase();
            let g = ip.split("::");
            let full = [];
            if (g.length == 1) {
              full = ip.split(":");
            } else {
              if (g.length == 2) {
                let left = g[0] == "" ? [] : g[0].split(":");
                let right = g[1] == "" ? [] : g[1].split(":");
                full = left;
                while (full.length + right.length < 8) full.push("0");
                full = full.concat(right);
              } else {
                ok = false;
              }
            }
            if (full.length != 8) {
              ok = false;
            } else {
              for (let j = 0; j < 8; j++) {
                if (!/^[0-9a-f]{1,4}$/.test(full[j])) {
                  ok = false;
                } else {
                  full[j] = parseInt(full[j], 16).toString(16);
                }
              }
              let best = -1;
              let bestLen = 1;
              for (let j = 0; j < 8; j++) {
                let k = j;
                while (k < 8 && full[k] == "0") k++;
                if (k - j > bestLen) {
                  best = j;
                  bestLen = k - j;
                }
              }
              if (best > -1) {
                ip = full.slice(0, best).join(":") + "::" + full.slice(best + bestLen).join(":");
              } else {
                ip = full.join(":");
              }
            }
          } else {
            ok = false;
          }
        }
        let m1 = l.match(/^(\S+) (\S+) (\S+) \[([^\]]*)\] "([A-Z]+) (\S+) HTTP\/([0-9.]+)" ([1-5][0-9][0-9]) ([0-9]+|-) ([0-9]+)$/);
        let m2 = l.match(/^(\S+) (\S+) (\S+) \[([^\]]*)\] "([A-Z]+) (\S+) HTTP\/([0-9.]+)" ([1-5][0-9][0-9]) ([0-9]+|-) "((?:[^"\\]|\\.)*)" "((?:[^"\\]|\\.)*)" ([0-9]+)$/);
        if (ok && m1) {
          r.requests++;
          if (m1[8][0] == "1") r.status["1xx"]++;
          if (m1[8][0] == "2") r.status["2xx"]++;
          if (m1[8][0] == "3") r.status["3xx"]++;
          if (m1[8][0] == "4") r.status["4xx"]++;
          if (m1[8][0] == "5") r.status["5xx"]++;
          if (m1[9] != "-") r.bytes += parseInt(m1[9]);
          ms.push(parseInt(m1[10]));
          let u = m1[6];
          if (u.indexOf("?") > -1) u = u.substring(0, u.indexOf("?"));
          u = u.replace(/\\"/g, '"').replace(/\\\\/g, "\\");
          if (urls[u]) {
            urls[u]++;
          } else {
            urls[u] = 1;
          }
          if (ips[ip]) {
            ips[ip]++;
          } else {
            ips[ip] = 1;
          }
        } else if (ok && m2) {
          r.requests++;
          if (m2[8][0] == "1") r.status["1xx"]++;
          if (m2[8][0] == "2") r.status["2xx"]++;
          if (m2[8][0] == "3") r.status["3xx"]++;
          if (m2[8][0] == "4") r.status["4xx"]++;
          if (m2[8][0] == "5") r.status["5xx"]++;
          if (m2[9] != "-") r.bytes += parseInt(m2[9]);
          ms.push(parseInt(m2[12]));
          let u = m2[6];
          if (u.indexOf("?") > -1) u = u.substring(0, u.indexOf("?"));
          u = u.replace(/\\"/g, '"').replace(/\\\\/g, "\\");
          if (urls[u]) {
            urls[u]++;
          } else {
            urls[u] = 1;
          }
          if (ips[ip]) {
            ips[ip]++;
          } else {
            ips[ip] = 1;
          }
        } else {
          r.malformed++;
        }
      } else {
        r.malformed++;
      }
    }
  }
}

for (let i = 0; i < files.length; i++) {
  doFile(files[i], r, ips, urls, ms, top, false);
}

r.unique_ips = Object.keys(ips).length;
ms.sort(function (x, y) { return x - y; });
r.latency_ms = {};
if (ms.length == 0) {
  r.latency_ms = { p50: null, p95: null, p99: null };
} else {
  r.latency_ms.p50 = ms[Math.ceil((50 * ms.length) / 100) - 1];
  r.latency_ms.p95 = ms[Math.ceil((95 * ms.length) / 100) - 1];
  r.latency_ms.p99 = ms[Math.ceil((99 * ms.length) / 100) - 1];
}
let l1 = [];
for (let k in ips) l1.push({ ip: k, count: ips[k] });
l1.sort(function (x, y) {
  if (x.count != y.count) {
    return y.count - x.count;
  } else {
    if (x.ip < y.ip) {
      return -1;
    } else {
      return 1;
    }
  }
});
let l2 = [];
for (let k in urls) l2.push({ url: k, count: urls[k] });
l2.sort(function (x, y) {
  if (x.count != y.count) {
    return y.count - x.count;
  } else {
    if (x.url < y.url) {
      return -1;
    } else {
      return 1;
    }
  }
});
r.top_ips = l1.slice(0, top);
r.top_urls = l2.slice(0, top);
// console.log(r);
// fs.writeFileSync("out.json", JSON.stringify(r));
console.log(JSON.stringify(r));
