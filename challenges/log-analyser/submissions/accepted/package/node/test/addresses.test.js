import assert from "node:assert/strict";
import { test } from "node:test";

import { canonicalAddress } from "../src/addresses.js";

const SPELLINGS = {
  "192.0.2.1": "192.0.2.1",
  "2001:DB8:0:0::1": "2001:db8::1",
  "2001:0db8:0000:0001:0000:0000:0000:0001": "2001:db8:0:1::1",
  "2001:db8:0:0:1:0:0:1": "2001:db8::1:0:0:1",
  "2001:db8::2:3:4:5:6": "2001:db8:0:2:3:4:5:6",
  "0:0:0:0:0:0:0:0": "::",
  "::1": "::1",
  "1::": "1::",
};

for (const [spelling, canonical] of Object.entries(SPELLINGS)) {
  test(`${spelling} is reported as ${canonical}`, () => {
    assert.equal(canonicalAddress(spelling), canonical);
  });
}

test("other things are no addresses", () => {
  for (const spelling of [
    "",
    "-",
    "localhost",
    "256.0.0.1",
    "192.0.2",
    "1:2:3",
    "1::2::3",
    "12345::",
    "fe80::1%eth0",
  ]) {
    assert.equal(canonicalAddress(spelling), null, spelling);
  }
});
