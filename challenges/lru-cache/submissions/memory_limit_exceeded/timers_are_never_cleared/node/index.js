const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** An LRU cache in which a timer removes each entry when its time is over. */
export class LruCache {
  #capacity;
  #entries = new Map(); // key -> entry, least recently used first

  constructor(capacity) {
    if (capacity < 0) {
      throw new RangeError("capacity must not be negative");
    }
    this.#capacity = capacity;
  }

  get(key) {
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
    if (this.#capacity === 0) {
      return;
    }
    if (!this.#entries.has(key) && this.#entries.size >= this.#capacity) {
      this.#evict();
    }
    const entry = { key, value };
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    if (ttlMs !== null) {
      setTimeout(() => this.#expire(entry), Math.min(ttlMs, LONGEST_TIMER_MS));
    }
  }

  size() {
    return this.#entries.size;
  }

  #evict() {
    const oldest = this.#entries.keys().next().value;
    this.#entries.delete(oldest);
  }

  #expire(entry) {
    if (this.#entries.get(entry.key) === entry) {
      this.#entries.delete(entry.key);
    }
  }
}
