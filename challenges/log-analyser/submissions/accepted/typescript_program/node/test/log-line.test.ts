import assert from "node:assert/strict";
import { test } from "node:test";

import { parseLine } from "../src/log-line.ts";

const GOOD = String.raw`2001:DB8::0:1 - - [10/Mar/2025:13:55:36 +0000] "GET /a\"b?q HTTP/1.1" 404 - "-" "x \" y" 41`;
const parsed = (line: string) => parseLine(Buffer.from(line));

test("all fields are read", () => {
  const expected = { kind: "request", ip: "2001:db8::1", url: String.raw`/a\"b`, statusClass: 4, bytes: 0, ms: 41 };
  assert.deepEqual(parsed(GOOD), expected);
  assert.deepEqual(parsed(GOOD.replace(String.raw` "-" "x \" y"`, "")), expected);
});

test("an empty line is neither good nor bad", () => {
  assert.equal(parsed("").kind, "empty");
  assert.equal(parsed(" ").kind, "malformed");
});

const SPOILT: [string, string][] = [
  [" 404 ", " 604 "],
  [" 404 ", " 099 "],
  [" 404 ", "  404 "],
  [' - "-', ' 1234567890123456 "-'],
  [" 41", ""],
  [" 41", " 41 "],
  [" 41", " 4.1"],
  ["GET /", "Get /"],
  ["GET /", "GET"],
  ["HTTP/1.1", "HTTP/"],
  ["- - [", "- ["],
  ["]", ""],
  ["2001:DB8::0:1", "fe80::1%eth0"],
  ["2001:DB8::0:1", "localhost"],
  [String.raw`y" 41`, String.raw`y\" 41`],
  ['"-" ', ""],
];

for (const [right, wrong] of SPOILT) {
  test(`"${wrong}" in place of "${right}" is malformed`, () => {
    assert.ok(GOOD.includes(right));
    assert.equal(parsed(GOOD.replace(right, wrong)).kind, "malformed");
  });
}

test("every beginning of a line is malformed, and so is a line with something behind it", () => {
  const lastDigit = GOOD.length - 1;
  for (let length = 1; length < lastDigit; length += 1) {
    assert.equal(parsed(GOOD.slice(0, length)).kind, "malformed", GOOD.slice(0, length));
  }
  assert.equal(parsed(`${GOOD}x`).kind, "malformed");
});
