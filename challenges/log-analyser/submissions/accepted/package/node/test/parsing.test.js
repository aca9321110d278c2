import assert from "node:assert/strict";
import { test } from "node:test";

import { parse } from "../src/parsing.js";

const GOOD = String.raw`2001:DB8::0:1 - - [10/Mar/2025:13:55:36 +0000] "GET /a\"b?q HTTP/1.1" 404 - "-" "x \" y" 41`;

test("every field is read", () => {
  assert.deepEqual(parse(GOOD), { ip: "2001:db8::1", url: String.raw`/a\"b`, status: 404, size: 0, ms: 41 });
});

test("the form without referer and agent is read as well", () => {
  const short = GOOD.replace(String.raw` "-" "x \" y"`, "");
  assert.deepEqual(parse(short), parse(GOOD));
});

const NEARLY_RIGHT = [
  [" 404 ", " 604 "],
  [" 404 ", " +404 "],
  [' - "-"', ' "-"'],
  [" 41", " 4.1"],
  [" 41", " 41 "],
  [" 41", " 1234567890123456"],
  ["GET /", "get /"],
  ["GET /", "GET  /"],
  [" HTTP/1.1", ""],
  ["- - [", "-  - ["],
  ["] ", "]  "],
  ["]", ""],
  [String.raw`y" 41`, String.raw`y\" 41`],
  ['"-" ', ""],
];

for (const [right, wrong] of NEARLY_RIGHT) {
  test(`"${wrong}" in place of "${right}" is malformed`, () => {
    assert.ok(GOOD.includes(right));
    assert.equal(parse(GOOD.replace(right, wrong)), null);
  });
}

test("backslashes pair up from the left", () => {
  const line = (agent) => `192.0.2.1 - - [x] "GET / HTTP/1.1" 200 1 "-" "${agent}" 7`;
  for (const agent of [String.raw`\\`, String.raw`\\\"`, String.raw`C:\\\\`, "", String.raw`\n`]) {
    assert.equal(parse(line(agent))?.ms, 7, agent);
  }
  for (const agent of ["\\", "\\\\\\", '"']) {
    assert.equal(parse(line(agent)), null, agent);
  }
});
