import { Entry } from "./entry.js";
import { Expiry } from "./expiry.js";
import { Recency } from "./recency.js";

/** Holds at most `capacity` live entries; the least recently used one goes first. */
export class LruCache {
  #capacity;
  #clock;
  #entries = new Map();
  #recency = new Recency();
  #expiry = new Expiry();

  /**
   * @param {number} capacity
   * @param {() => number} [clock] milliseconds that never go back
   */
  constructor(capacity, clock = () => performance.now()) {
    if (capacity < 0) {
      throw new RangeError("capacity must be 0 or more");
    }
    this.#capacity = capacity;
    this.#clock = clock;
  }

  /**
   * Returns the live value stored under a key, which counts as a use of it, or `undefined`.
   *
   * @param {string} key
   * @returns {number | undefined}
   */
  get(key) {
    this.#removeExpired();
    const entry = this.#entries.get(key);
    if (entry !== undefined) {
      this.#recency.use(entry);
    }
    return entry?.value;
  }

  /**
   * Stores a value under a key, for a limited time if `ttlMs` is given.
   *
   * @param {string} key
   * @param {number} value
   * @param {number | null} [ttlMs]
   */
  put(key, value, ttlMs = null) {
    if (ttlMs !== null && ttlMs <= 0) {
      throw new RangeError("ttlMs must be greater than 0");
    }
    this.#removeExpired();
    const known = this.#entries.get(key);
    if (known !== undefined) {
      this.#remove(known);
    } else if (this.#entries.size > 0 && this.#entries.size >= this.#capacity) {
      this.#remove(this.#recency.oldest);
    }
    if (this.#capacity > 0) {
      this.#add(new Entry(key, value, ttlMs === null ? Infinity : this.#clock() + ttlMs));
    }
  }

  /**
   * Returns how many entries are live.
   *
   * @returns {number}
   */
  size() {
    this.#removeExpired();
    return this.#entries.size;
  }

  #removeExpired() {
    const now = this.#clock();
    for (let entry = this.#expiry.next; entry !== undefined && entry.deadline <= now; entry = this.#expiry.next) {
      this.#remove(entry);
    }
  }

  #add(entry) {
    this.#entries.set(entry.key, entry);
    this.#recency.add(entry);
    if (entry.deadline < Infinity) {
      this.#expiry.add(entry);
    }
  }

  #remove(entry) {
    this.#entries.delete(entry.key);
    this.#recency.remove(entry);
    this.#expiry.remove(entry);
  }
}
