"use strict";

const { LruCache } = require("../lru-cache.js");

const clock = { time: 0, now: () => clock.time };

beforeEach(() => {
  clock.time = 0;
});

test("gives back what was stored", () => {
  const cache = new LruCache(2);
  cache.put("a", 0);
  cache.put("b", 1);
  cache.put("b", 2);
  expect([cache.get("a"), cache.get("b"), cache.get("c")]).toEqual([0, 2, undefined]);
  expect(cache.size()).toBe(2);
});

test("evicts what was not used for longest", () => {
  const cache = new LruCache(2);
  cache.put("a", 1);
  cache.put("b", 2);
  cache.get("a");
  cache.put("c", 3);
  expect([cache.get("a"), cache.get("b"), cache.get("c")]).toEqual([1, undefined, 3]);
});

test("forgets what is over, and lets it make room", () => {
  const cache = new LruCache(2, clock);
  cache.put("live", 1);
  cache.put("over", 2, 10);
  clock.time = 10;
  expect(cache.size()).toBe(1);
  cache.put("new", 3);
  expect([cache.get("live"), cache.get("over"), cache.get("new")]).toEqual([1, undefined, 3]);
});

test("ends lifetimes in any order", () => {
  const cache = new LruCache(100, clock);
  const lifetimes = Array.from({ length: 100 }, (_, number) => 1 + ((number * 37) % 100));
  lifetimes.forEach((ttlMs) => cache.put(`for ${ttlMs}`, ttlMs, ttlMs));
  cache.put("for 50", 50); // from now on endless
  for (clock.time = 0; clock.time < 100; clock.time += 1) {
    expect(cache.size()).toBe(clock.time < 50 ? 100 - clock.time : 101 - clock.time);
  }
  expect(cache.get("for 50")).toBe(50);
});

test.each([-1, 1.5, NaN])("refuses a capacity of %p", (capacity) => {
  expect(() => new LruCache(capacity)).toThrow(RangeError);
});

test.each([0, -1, 0.5])("refuses a lifetime of %p and says why", (ttlMs) => {
  const cache = new LruCache(1);
  cache.put("a", 1);
  expect(() => cache.put("b", 2, ttlMs)).toThrow(/^ttlMs: must be/);
  expect(cache.get("a")).toBe(1);
});
