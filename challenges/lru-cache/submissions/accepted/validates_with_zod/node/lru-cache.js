"use strict";

const { z } = require("zod");

const { Deadlines } = require("./deadlines.js");

const capacitySchema = z.int("must be a whole number").nonnegative("must not be negative");
const lifetimeSchema = z.int("must be a whole number").positive("must be positive").nullish();

/** A cache of limited size; entries go when they have not been used for longest, or when their time is over. */
class LruCache {
  #capacity;
  #clock;
  #entries = new Map(); // key -> entry
  #oldest; // sentinel of a ring: its successor is the least recently used entry, its predecessor the most recently used
  #deadlines = new Deadlines();

  /**
   * @param {number} capacity
   * @param {{ now(): number }} [clock]
   */
  constructor(capacity, clock = performance) {
    this.#capacity = checked("capacity", capacity, capacitySchema);
    this.#clock = clock;
    this.#oldest = {};
    this.#oldest.next = this.#oldest.previous = this.#oldest;
  }

  /**
   * @param {string} key
   * @returns {number | undefined}
   */
  get(key) {
    this.#expire();
    const entry = this.#entries.get(key);
    if (!entry) {
      return undefined;
    }
    unlink(entry);
    this.#linkAsNewest(entry);
    return entry.value;
  }

  /**
   * @param {string} key
   * @param {number} value
   * @param {number | null} [ttlMs]
   */
  put(key, value, ttlMs) {
    const lifetime = checked("ttlMs", ttlMs, lifetimeSchema);
    this.#expire();
    this.#remove(this.#entries.get(key));
    if (this.#capacity === 0) {
      return;
    }
    if (this.#entries.size === this.#capacity) {
      this.#remove(this.#oldest.next);
    }
    const entry = { key, value };
    this.#entries.set(key, entry);
    this.#linkAsNewest(entry);
    if (lifetime != null) {
      this.#deadlines.add(entry, this.#clock.now() + lifetime);
    }
  }

  /** @returns {number} */
  size() {
    this.#expire();
    return this.#entries.size;
  }

  #expire() {
    for (const entry of this.#deadlines.due(this.#clock.now())) {
      this.#remove(entry);
    }
  }

  #remove(entry) {
    if (entry) {
      this.#entries.delete(entry.key);
      this.#deadlines.remove(entry);
      unlink(entry);
    }
  }

  #linkAsNewest(entry) {
    entry.previous = this.#oldest.previous;
    entry.next = this.#oldest;
    entry.previous.next = this.#oldest.previous = entry;
  }
}

function unlink({ previous, next }) {
  previous.next = next;
  next.previous = previous;
}

/** The value, if it is what it should be; a RangeError that says what is wrong with it, if not. */
function checked(name, value, schema) {
  const { success, data, error } = schema.safeParse(value);
  if (!success) {
    throw new RangeError(`${name}: ${error.issues.map((issue) => issue.message).join(", ")}`, { cause: error });
  }
  return data;
}

module.exports = { LruCache };
