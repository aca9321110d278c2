import assert from "node:assert/strict";
import { test } from "node:test";
import { gzipSync } from "node:zlib";

import { unpacked } from "../src/inputs.js";
import { splitLines } from "../src/lines.js";

async function* inChunksOf(size, content) {
  const bytes = Buffer.from(content);
  for (let start = 0; start < bytes.length; start += size) {
    yield bytes.subarray(start, start + size);
  }
}

async function textOf(chunks) {
  return Buffer.concat(await Array.fromAsync(chunks)).toString();
}

test("lines end with LF or CR LF, wherever chunks do", async () => {
  for (const size of [1, 2, 3, 100]) {
    const lines = await Array.fromAsync(splitLines(inChunksOf(size, "a\r\nbc\n\nd\u000be\rf\r\n\u2028")));
    assert.deepEqual(lines, ["a", "bc", "", "d\u000be\rf", "\u00e2\u0080\u00a8"]);
  }
});

test("all members are unpacked", async () => {
  const packed = Buffer.concat([gzipSync("one\n"), gzipSync("two\n"), gzipSync("")]);
  for (const size of [1, 7, 1000]) {
    assert.equal(await textOf(unpacked(inChunksOf(size, packed))), "one\ntwo\n");
  }
});

test("what is not gzip stays as it is", async () => {
  for (const content of ["", "\u001f", "plain"]) {
    assert.equal(await textOf(unpacked(inChunksOf(1, content))), content);
  }
});

test("damage is noticed", async () => {
  const packed = gzipSync("one\n".repeat(100));
  const flipped = Buffer.from(packed);
  flipped[packed.length - 8] ^= 1;
  for (const damaged of [packed.subarray(0, 2), packed.subarray(0, -3), flipped]) {
    await assert.rejects(textOf(unpacked(inChunksOf(10, damaged))), { code: /^Z_/ });
  }
});
