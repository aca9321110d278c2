import assert from "node:assert/strict";
import { test } from "node:test";

import { LruCache } from "./lru-cache.js";

test("the least recently used entry goes", () => {
  const cache = new LruCache(2);
  cache.put("a", 1);
  cache.put("b", 2);
  assert.equal(cache.get("a"), 1);
  cache.put("c", 3);
  assert.deepEqual([cache.get("a"), cache.get("b"), cache.get("c")], [1, undefined, 3]);
});

test("storing again is a use and no second entry", () => {
  const cache = new LruCache(2);
  cache.put("a", 1);
  cache.put("b", 2);
  cache.put("a", 3);
  assert.equal(cache.size(), 2);
  cache.put("c", 4);
  assert.deepEqual([cache.get("a"), cache.get("b"), cache.get("c")], [3, undefined, 4]);
});

test("lifetimes end, the last one of each key deciding", () => {
  let now = 0;
  const cache = new LruCache(3, () => now);
  cache.put("a", 1, 10);
  cache.put("b", 1, 10);
  cache.put("b", 2, 30);
  cache.put("c", 3);
  now = 10;
  assert.deepEqual([cache.get("a"), cache.get("b"), cache.get("c")], [undefined, 2, 3]);
  now = 30;
  assert.equal(cache.size(), 1);
});

test("many replaced entries do no harm", () => {
  let now = 0;
  const cache = new LruCache(2, () => now);
  for (now = 0; now < 1000; now += 1) {
    cache.put(`key ${now % 4}`, now, 500);
    assert.equal(cache.size(), Math.min(now + 1, 2));
  }
});

test("nonsense is refused", () => {
  assert.throws(() => new LruCache(-1), RangeError);
  const cache = new LruCache(1);
  cache.put("a", 1);
  assert.throws(() => cache.put("b", 2, 0), RangeError);
  assert.equal(cache.get("a"), 1);
});

test("a cache of capacity 0 keeps nothing", () => {
  const cache = new LruCache(0);
  cache.put("a", 1, 10);
  assert.equal(cache.size(), 0);
});
