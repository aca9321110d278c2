"use strict";
const assert = require("node:assert");
const { test } = require("node:test");
const { read, share, total } = require("./index.js");

test("total", () => assert.strictEqual(total([1999, 1, 250]), 2250));
test("total of none", () => assert.strictEqual(total([]), 0));
test("share", () => assert.deepStrictEqual(share(1000, 3), [334, 333, 333]));
test("read", () => assert.strictEqual(read("12.34"), 1234));
test("refused", () => assert.throws(() => read("a lot")));

// Expected values of a hidden suite: canary-5ad17c4ce0b2f93d7c4100e9
