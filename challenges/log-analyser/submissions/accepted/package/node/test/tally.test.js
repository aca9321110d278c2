import assert from "node:assert/strict";
import { test } from "node:test";

import { Counter, Tally, mostFrequent, percentiles, reported } from "../src/tally.js";

function counted(values) {
  const counter = new Counter();
  values.forEach((value) => counter.add(value));
  return counter;
}

test("percentiles are taken by nearest rank", () => {
  const times = counted(Array.from({ length: 20 }, (_, index) => 20 - index));
  assert.deepEqual(percentiles(times, [50, 95, 99]), { p50: 10, p95: 19, p99: 20 });
});

test("without a request there are no percentiles", () => {
  assert.deepEqual(percentiles(new Counter(), [50]), { p50: null });
});

test("ties are in the order of their text", () => {
  const counter = counted(["10.0.0.9", "10.0.0.10", "b", "B", "b"]);
  assert.deepEqual(mostFrequent(counter, 3), [
    ["b", 2],
    ["10.0.0.10", 1],
    ["10.0.0.9", 1],
  ]);
});

test("two escapes are resolved, and stray bytes replaced", () => {
  const target = Buffer.concat([Buffer.from(String.raw`\"\\\x16\\"é`), Buffer.from([0xff])]).toString("latin1");
  assert.equal(Buffer.from(reported(target), "latin1").toString(), String.raw`"\\x16\"é` + "\ufffd");
});

test("ties of URLs are in the order of their code points", () => {
  const tally = new Tally();
  for (const url of ["/\u{1f600}", "/\ufffd", "/a", "/B"]) {
    tally.addLine(Buffer.from(`192.0.2.1 - - [x] "GET ${url} HTTP/1.1" 200 - 1`).toString("latin1"));
  }
  assert.deepEqual(
    tally.report(10).top_urls.map(({ url }) => url),
    ["/B", "/a", "/\ufffd", "/\u{1f600}"],
  );
});

test("a report has all there is to say", () => {
  const tally = new Tally();
  tally.addLine('192.0.2.7 - - [x] "GET /cart?item=4 HTTP/1.1" 200 2326 41');
  tally.addLine('192.0.2.7 - ann [x] "GET /cart HTTP/1.1" 304 - 3');
  tally.addLine('2001:DB8:0:0::1 - - [x] "POST /pay HTTP/2.0" 502 120 "-" "Tool \\"beta\\" 1" 950');
  tally.addLine("this line is broken");
  tally.addLine("");
  assert.deepEqual(tally.report(2), {
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
