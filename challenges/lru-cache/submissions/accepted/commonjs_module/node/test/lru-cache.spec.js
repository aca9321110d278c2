"use strict";

const assert = require("node:assert/strict");

const { LruCache } = require("../lib/index.js");

describe("LruCache", () => {
  let time;
  const now = () => time;
  const all = (cache, ...keys) => keys.map((key) => cache.get(key));

  beforeEach(() => {
    time = 0;
  });

  it("finds what was stored, zero included", () => {
    const cache = new LruCache(3);
    cache.put("zero", 0);
    assert.deepEqual(all(cache, "zero", "one"), [0, undefined]);
  });

  it("counts a key once", () => {
    const cache = new LruCache(3);
    cache.put("a", 1);
    cache.put("a", 2);
    assert.equal(cache.size(), 1);
    assert.equal(cache.get("a"), 2);
  });

  it("evicts the least recently used", () => {
    const cache = new LruCache(3);
    cache.put("a", 1);
    cache.put("b", 2);
    cache.put("c", 3);
    cache.get("a");
    cache.put("b", 20);
    cache.put("d", 4);
    assert.deepEqual(all(cache, "a", "b", "c", "d"), [1, 20, undefined, 4]);
  });

  it("evicts in order for a long time", () => {
    const cache = new LruCache(5);
    for (let number = 0; number < 1000; number += 1) {
      cache.put(`key ${number}`, number);
      assert.equal(cache.get(`key ${number - 5}`), undefined);
      assert.equal(cache.size(), Math.min(number + 1, 5));
    }
    assert.deepEqual(all(cache, "key 995", "key 999"), [995, 999]);
  });

  describe("with lifetimes", () => {
    it("forgets in time", () => {
      const cache = new LruCache(3, { now });
      cache.put("short", 1, 10);
      cache.put("long", 2, 20);
      cache.put("endless", 3, null);
      time = 10;
      assert.deepEqual(all(cache, "short", "long", "endless"), [undefined, 2, 3]);
      assert.equal(cache.size(), 2);
    });

    it("lets the last lifetime decide", () => {
      const cache = new LruCache(3, { now });
      cache.put("a", 1, 10);
      cache.put("a", 2, 1000);
      cache.put("b", 1, 10);
      cache.put("b", 2);
      time = 500;
      assert.deepEqual(all(cache, "a", "b"), [2, 2]);
    });

    it("keeps the live while there is room for the new in place of the expired", () => {
      const cache = new LruCache(3, { now });
      cache.put("live", 1);
      cache.put("over", 2, 10);
      cache.put("over too", 3, 5);
      time = 11;
      cache.put("x", 4);
      cache.put("y", 5);
      assert.deepEqual(all(cache, "live", "x", "y"), [1, 4, 5]);
    });

    it("survives many that were replaced", () => {
      const cache = new LruCache(2, { now });
      for (let number = 0; number < 10_000; number += 1) {
        cache.put("a", number, 100);
        cache.put("b", number, 50);
      }
      time = 50;
      assert.deepEqual(all(cache, "a", "b"), [9999, undefined]);
    });
  });

  it("keeps nothing at capacity 0", () => {
    const cache = new LruCache(0);
    cache.put("a", 1);
    assert.equal(cache.size(), 0);
  });

  it("refuses what makes no sense, and stays as it was", () => {
    assert.throws(() => new LruCache(-1), RangeError);
    const cache = new LruCache(1);
    cache.put("a", 1);
    assert.throws(() => cache.put("b", 2, 0), RangeError);
    assert.throws(() => cache.put("a", 2, -5), RangeError);
    assert.equal(cache.get("a"), 1);
  });
});
