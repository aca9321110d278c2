import assert from "node:assert/strict";
import { test } from "node:test";

import { parseLine } from "../src/log-line.ts";
import { Statistics } from "../src/statistics.ts";

function statisticsOf(...lines: (string | Buffer)[]): Statistics {
  const statistics = new Statistics();
  lines.forEach((line) => statistics.add(parseLine(Buffer.from(line))));
  return statistics;
}

const line = ({ ip = "192.0.2.1", url = "/", ms = 1 }) => `${ip} - - [x] "GET ${url} HTTP/1.1" 200 10 ${ms}`;

test("the brief's example gives the brief's report", () => {
  const statistics = statisticsOf(
    '192.0.2.7 - - [10/Mar/2025:13:55:36 +0000] "GET /cart?item=4 HTTP/1.1" 200 2326 41',
    '192.0.2.7 - ann [10/Mar/2025:13:55:37 +0000] "GET /cart HTTP/1.1" 304 - 3',
    String.raw`2001:DB8:0:0::1 - - [10/Mar/2025:13:55:39 +0000] "POST /pay HTTP/2.0" 502 120 "-" "Tool \"beta\" 1" 950`,
    "this line is broken",
  );
  assert.deepEqual(statistics.report(2), {
    requests: 3,
    malformed: 1,
    bytes: 2446,
    unique_ips: 2,
    status: { "1xx": 0, "2xx": 1, "3xx": 1, "4xx": 0, "5xx": 1 },
    latency_ms: { p50: 41, p95: 950, p99: 950 },
    top_ips: [
      { ip: "192.0.2.7", count: 2 },
      { ip: "2001:db8::1", count: 1 },
    ],
    top_urls: [
      { url: "/cart", count: 2 },
      { url: "/pay", count: 1 },
    ],
  });
});

test("percentiles are values at whole positions", () => {
  const times = Array.from({ length: 100 }, (_, index) => line({ ms: 100 - index }));
  assert.deepEqual(statisticsOf(...times).report(1).latency_ms, { p50: 50, p95: 95, p99: 99 });
  assert.deepEqual(statisticsOf().report(1).latency_ms, { p50: null, p95: null, p99: null });
});

test("equal counts stand in the order of code points", () => {
  const urls = ["/\u{1f600}", "/\uffee", "/é", "/b", "/B", "/10", "/9"];
  const ranked = statisticsOf(...urls.map((url) => line({ url }))).report(10).top_urls;
  assert.deepEqual(
    ranked.map(({ url }) => url),
    ["/10", "/9", "/B", "/b", "/é", "/\uffee", "/\u{1f600}"],
  );
});

test("URLs are equal when they are reported alike", () => {
  const stray = Buffer.from(line({ url: "/caf@" }));
  stray[stray.indexOf("@")] = 0xe9;
  const other = Buffer.from(stray);
  other[other.indexOf(0xe9)] = 0xff;
  const { top_urls: ranked } = statisticsOf(stray, other, line({ url: String.raw`/\"\\\n` })).report(10);
  assert.deepEqual(ranked, [
    { url: "/caf\ufffd", count: 2 },
    { url: String.raw`/"\\n`, count: 1 },
  ]);
});
