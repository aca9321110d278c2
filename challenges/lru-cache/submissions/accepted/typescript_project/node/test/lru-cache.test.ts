import { beforeEach, describe, expect, it } from "vitest";

import { LruCache } from "../src/index.js";

let now = 0;
const clock = (): number => now;

beforeEach(() => {
  now = 5_000;
});

const values = (cache: LruCache, ...keys: string[]): (number | undefined)[] => keys.map((key) => cache.get(key));

describe("an LRU cache", () => {
  it("gives back what was stored last", () => {
    const cache = new LruCache(3);
    cache.put("a", 1);
    cache.put("b", -1);
    cache.put("a", 0);
    expect(values(cache, "a", "b", "c")).toEqual([0, -1, undefined]);
    expect(cache.size()).toBe(2);
  });

  it("lets go of the entry that has not been used for longest", () => {
    const cache = new LruCache(3);
    for (const [value, key] of ["a", "b", "c"].entries()) {
      cache.put(key, value);
    }
    cache.get("a");
    cache.put("b", 10);
    cache.put("d", 3);
    expect(values(cache, "a", "b", "c", "d")).toEqual([0, 10, undefined, 3]);
  });

  it.each([0, 1, 2, 7])("holds no more than its capacity of %i", (capacity) => {
    const cache = new LruCache(capacity);
    for (let value = 0; value < 50; value += 1) {
      cache.put(`key ${value}`, value, 1_000_000);
    }
    expect(cache.size()).toBe(capacity);
  });

  it("refuses a negative capacity", () => {
    expect(() => new LruCache(-1)).toThrow(RangeError);
  });
});

describe("a lifetime", () => {
  it("ends when its milliseconds are over", () => {
    const cache = new LruCache(3, clock);
    cache.put("a", 1, 100);
    now += 99;
    expect(cache.get("a")).toBe(1);
    now += 1;
    expect(cache.get("a")).toBeUndefined();
    expect(cache.size()).toBe(0);
  });

  it("is replaced together with the value", () => {
    const cache = new LruCache(3, clock);
    cache.put("longer", 1, 10);
    cache.put("longer", 2, 1_000);
    cache.put("none", 1, 10);
    cache.put("none", 2, null);
    cache.put("shorter", 1, 1_000);
    cache.put("shorter", 2, 10);
    now += 500;
    expect(values(cache, "longer", "none", "shorter")).toEqual([2, 2, undefined]);
  });

  it("makes room before a live entry has to go", () => {
    const cache = new LruCache(2, clock);
    cache.put("live", 1);
    cache.put("over", 2, 10);
    now += 10;
    cache.put("new", 3);
    expect(values(cache, "live", "over", "new")).toEqual([1, undefined, 3]);
  });

  it("may be as long as numbers go", () => {
    const cache = new LruCache(1);
    cache.put("a", 1, Number.MAX_SAFE_INTEGER);
    expect(cache.get("a")).toBe(1);
  });

  it.each([0, -1])("of %i is refused, and nothing has changed", (ttlMs) => {
    const cache = new LruCache(2, clock);
    cache.put("a", 1);
    cache.put("b", 2);
    expect(() => cache.put("a", 9, ttlMs)).toThrow(RangeError);
    cache.put("c", 3);
    expect(values(cache, "a", "b", "c")).toEqual([undefined, 2, 3]);
  });
});
