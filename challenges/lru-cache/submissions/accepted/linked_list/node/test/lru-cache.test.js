import assert from "node:assert/strict";
import { beforeEach, describe, it } from "node:test";

import { LruCache } from "../src/index.js";

let now;
const clock = () => now;

beforeEach(() => {
  now = 1000;
});

function values(cache, keys) {
  return [...keys].map((key) => cache.get(key));
}

describe("storing", () => {
  it("gives back what was stored", () => {
    const cache = new LruCache(2);
    cache.put("a", 0);
    assert.equal(cache.get("a"), 0);
    assert.equal(cache.get("b"), undefined);
    assert.equal(cache.size(), 1);
  });

  it("takes any string for a key", () => {
    const cache = new LruCache(10);
    for (const key of ["", " ", "__proto__", "constructor", "1", "01", "é", "e\u0301"]) {
      assert.equal(cache.get(key), undefined);
      cache.put(key, key.length);
      assert.equal(cache.get(key), key.length);
    }
    assert.equal(cache.size(), 8);
  });
});

describe("evicting", () => {
  it("lets the least recently used entry go", () => {
    const cache = new LruCache(2);
    cache.put("a", 1);
    cache.put("b", 2);
    cache.get("a");
    cache.put("c", 3);
    assert.deepEqual(values(cache, "abc"), [1, undefined, 3]);
  });

  it("replaces and refreshes what is stored again", () => {
    const cache = new LruCache(2);
    cache.put("a", 1);
    cache.put("b", 2);
    cache.put("a", 10);
    cache.put("c", 3);
    assert.deepEqual(values(cache, "abc"), [10, undefined, 3]);
  });

  it("keeps nothing at capacity 0", () => {
    const cache = new LruCache(0);
    cache.put("a", 1);
    assert.equal(cache.get("a"), undefined);
    assert.equal(cache.size(), 0);
  });
});

describe("expiring", () => {
  it("forgets an entry at its deadline", () => {
    const cache = new LruCache(2, clock);
    cache.put("a", 1, 500);
    now += 499;
    assert.equal(cache.get("a"), 1);
    now += 1;
    assert.equal(cache.get("a"), undefined);
    assert.equal(cache.size(), 0);
  });

  it("starts a new lifetime with a new value", () => {
    const cache = new LruCache(3, clock);
    cache.put("l", 1, 10);
    cache.put("l", 2, 1000);
    cache.put("e", 1, 10);
    cache.put("e", 2);
    cache.put("s", 1, 1000);
    cache.put("s", 2, 10);
    now += 100;
    assert.deepEqual(values(cache, "les"), [2, 2, undefined]);
  });

  it("gives the room of expired entries away first", () => {
    const cache = new LruCache(2, clock);
    cache.put("l", 1);
    cache.put("o", 2, 10);
    now += 10;
    cache.put("n", 3);
    assert.deepEqual(values(cache, "lon"), [1, undefined, 3]);
  });

  it("keeps the longest lifetime", () => {
    const cache = new LruCache(1);
    cache.put("a", 1, Number.MAX_SAFE_INTEGER);
    assert.equal(cache.get("a"), 1);
  });
});

describe("refusing", () => {
  it("takes no negative capacity", () => {
    assert.throws(() => new LruCache(-1), RangeError);
  });

  for (const ttlMs of [0, -1]) {
    it(`changes nothing in a put with a lifetime of ${ttlMs}`, () => {
      const cache = new LruCache(2);
      cache.put("a", 1);
      cache.put("b", 2);
      assert.throws(() => cache.put("a", 9, ttlMs), RangeError);
      cache.put("c", 3);
      assert.deepEqual(values(cache, "abc"), [undefined, 2, 3]);
    });
  }
});

describe("any sequence of calls", () => {
  for (let seed = 1; seed <= 20; seed += 1) {
    it(`ends as with a plain list (seed ${seed})`, () => {
      const random = randomNumbers(seed);
      const capacity = 1 + random(8);
      const cache = new LruCache(capacity, clock);
      let model = []; // least recently used first
      for (let step = 1; step <= 500; step += 1) {
        now += [0, 1, 50][random(3)];
        model = model.filter(({ deadline }) => deadline > now);
        const key = "abcdefghijklm"[random(13)];
        const found = model.find((entry) => entry.key === key);
        model = model.filter((entry) => entry !== found);
        if (random(2) === 0) {
          assert.equal(cache.get(key), found?.value);
          model.push(...(found ? [found] : []));
        } else {
          const ttlMs = [undefined, null, 20, 200][random(4)];
          cache.put(key, step, ttlMs);
          model = model.slice(Math.max(0, model.length - capacity + 1));
          model.push({ key, value: step, deadline: now + (ttlMs ?? Infinity) });
        }
        assert.equal(cache.size(), model.length);
      }
    });
  }
});

/** Random whole numbers below a bound that are the same every time (mulberry32). */
function randomNumbers(seed) {
  let state = seed;
  return (bound) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % bound;
  };
}
