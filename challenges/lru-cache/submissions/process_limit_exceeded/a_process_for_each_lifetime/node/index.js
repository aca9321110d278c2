import { spawn } from "node:child_process";

/** An LRU cache in which a process tells, by its end, that an entry's time is over. */
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
    if (this.#capacity === 0) {
      return;
    }
    if (this.#entries.size >= this.#capacity) {
      this.#dropExpired();
    }
    if (!this.#entries.has(key) && this.#entries.size >= this.#capacity) {
      this.#evict();
    }
    const deadline = ttlMs === null ? null : performance.now() + ttlMs;
    const entry = { key, value, deadline };
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    if (ttlMs !== null) {
      const timer = spawn("sleep", [String(ttlMs / 1000)], { stdio: "ignore" });
      timer.on("error", (error) => {
        throw error;
      });
      timer.on("exit", () => this.#dropExpired());
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

  #dropExpired() {
    const now = performance.now();
    for (const { key, deadline } of this.#entries.values()) {
      if (deadline !== null && deadline <= now) {
        this.#entries.delete(key);
      }
    }
  }
}
