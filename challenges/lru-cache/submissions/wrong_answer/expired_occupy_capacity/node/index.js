/** An LRU cache whose entries may expire. */
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
    this.#dropIfExpired(key);
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
    this.#dropIfExpired(key);
    if (!this.#entries.has(key) && this.#entries.size >= this.#capacity) {
      this.#evict();
    }
    const deadline = ttlMs === null ? null : performance.now() + ttlMs;
    this.#entries.delete(key);
    this.#entries.set(key, { value, deadline });
  }

  size() {
    for (const key of this.#entries.keys()) {
      this.#dropIfExpired(key);
    }
    return this.#entries.size;
  }

  #evict() {
    const oldest = this.#entries.keys().next().value;
    this.#entries.delete(oldest);
  }

  #dropIfExpired(key) {
    const entry = this.#entries.get(key);
    if (entry !== undefined && entry.deadline !== null && entry.deadline <= performance.now()) {
      this.#entries.delete(key);
    }
  }
}
