"use strict";

const { Deadlines } = require("./deadlines.js");
const { Usage } = require("./usage.js");

/** A cache of limited size whose entries may have a limited lifetime as well. */
class LruCache {
  #capacity;
  #now;
  #entries = new Map();
  #usage = new Usage();
  #deadlines = new Deadlines();

  /**
   * @param {number} capacity how many entries there may be
   * @param {{ now?: () => number }} [options] a clock in milliseconds, for tests
   */
  constructor(capacity, { now = () => performance.now() } = {}) {
    if (capacity < 0) {
      throw new RangeError(`The capacity is ${capacity}; it must not be negative.`);
    }
    this.#capacity = capacity;
    this.#now = now;
  }

  /**
   * Finds a value, and makes its key the most recently used.
   *
   * @param {string} key
   * @returns {number | undefined}
   */
  get(key) {
    this.#expire();
    const entry = this.#entries.get(key);
    if (!entry) {
      return undefined;
    }
    this.#usage.remove(entry);
    this.#usage.append(entry);
    return entry.value;
  }

  /**
   * Stores a value, at the cost of the least recently used entry where there is no room.
   *
   * @param {string} key
   * @param {number} value
   * @param {number | null} [ttlMs] lifetime in milliseconds; for ever if it is left out
   */
  put(key, value, ttlMs) {
    const lifetime = ttlMs ?? Infinity;
    if (lifetime <= 0) {
      throw new RangeError(`The lifetime is ${lifetime} ms; it must be positive.`);
    }
    if (this.#capacity === 0) {
      return;
    }
    this.#expire();
    const known = this.#entries.get(key);
    if (known) {
      this.#forget(known);
    } else if (this.#entries.size === this.#capacity) {
      this.#forget(this.#usage.first);
    }
    const entry = { key, value, deadline: this.#now() + lifetime, gone: false };
    this.#entries.set(key, entry);
    this.#usage.append(entry);
    if (lifetime < Infinity) {
      this.#deadlines.add(entry);
      this.#deadlines.sweep(this.#entries.size);
    }
  }

  /**
   * Counts the live entries.
   *
   * @returns {number}
   */
  size() {
    this.#expire();
    return this.#entries.size;
  }

  #expire() {
    for (const entry of this.#deadlines.takeUntil(this.#now())) {
      this.#forget(entry);
    }
  }

  #forget(entry) {
    entry.gone = true;
    this.#entries.delete(entry.key);
    this.#usage.remove(entry);
  }
}

module.exports = { LruCache };
