import TinyQueue from "tinyqueue";

const byDeadline = (one, other) => one.deadline - other.deadline;

/** An LRU cache whose entries may expire. */
export class LruCache {
  #capacity;
  #entries = new Map(); // key -> entry, least recently used first
  #deadlines = new TinyQueue([], byDeadline); // heap of entries that have a lifetime, some of them out of date

  constructor(capacity) {
    if (capacity < 0) {
      throw new RangeError("capacity must not be negative");
    }
    this.#capacity = capacity;
  }

  get(key) {
    this.#dropExpired();
    const entry = this.#entries.get(key);
    if (entry === undefined) {
      return undefined;
    }
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    return entry.value;
  }

  put(key, value, ttlMs = null) {
    if (ttlMs !== null && ttlMs <= 0) {
      throw new RangeError("ttlMs must be positive");
    }
    this.#dropExpired();
    if (this.#capacity === 0) {
      return;
    }
    if (!this.#entries.has(key) && this.#entries.size >= this.#capacity) {
      this.#evict();
    }
    const deadline = ttlMs === null ? null : performance.now() + ttlMs;
    const entry = { key, value, deadline };
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    if (deadline !== null) {
      this.#remember(entry);
    }
  }

  size() {
    this.#dropExpired();
    return this.#entries.size;
  }

  #evict() {
    const oldest = this.#entries.keys().next().value;
    this.#entries.delete(oldest);
  }

  #remember(entry) {
    this.#deadlines.push(entry);
    if (this.#deadlines.length > 2 * this.#entries.size + 16) {
      const current = [...this.#entries.values()].filter(({ deadline }) => deadline !== null);
      this.#deadlines = new TinyQueue(current, byDeadline);
    }
  }

  #dropExpired() {
    const now = performance.now();
    while (this.#deadlines.peek()?.deadline <= now) {
      const entry = this.#deadlines.pop();
      if (this.#entries.get(entry.key) === entry) {
        this.#entries.delete(entry.key);
      }
    }
  }
}
