import TinyQueue from "tinyqueue";

const byDeadline = (one, other) => one.deadline - other.deadline;

/** Holds at most `capacity` entries; those whose time is over go first, then those not used for longest. */
export class LruCache {
  #capacity;
  #now;
  #entries = new Map();
  #head = new Entry(); // of a ring: the least recently used entry is next to it, the most recently used before it
  /** Removed entries stay in it as well, until they come up or are too many. */
  #queue = new TinyQueue([], byDeadline);

  constructor(capacity, now = () => performance.now()) {
    if (capacity < 0) {
      throw new RangeError("the capacity must not be negative");
    }
    this.#capacity = capacity;
    this.#now = now;
  }

  /** The value of a live entry, which becomes the most recently used, or `undefined`. */
  get(key) {
    this.#removeExpired();
    const entry = this.#entries.get(key);
    entry?.unlink();
    entry?.linkBefore(this.#head);
    return entry?.value;
  }

  /** Stores a value, for good or for `ttlMs` milliseconds. */
  put(key, value, ttlMs = null) {
    if (ttlMs !== null && ttlMs <= 0) {
      throw new RangeError("the lifetime must be positive");
    }
    this.#removeExpired();
    if (this.#entries.has(key)) {
      this.#remove(this.#entries.get(key));
    }
    if (this.#capacity === 0) {
      return;
    }
    if (this.#entries.size === this.#capacity) {
      this.#remove(this.#head.next);
    }
    const entry = new Entry(key, value, ttlMs === null ? Infinity : this.#now() + ttlMs);
    this.#entries.set(key, entry);
    entry.linkBefore(this.#head);
    if (ttlMs !== null) {
      this.#enqueue(entry);
    }
  }

  /** How many entries are live. */
  size() {
    this.#removeExpired();
    return this.#entries.size;
  }

  #enqueue(entry) {
    this.#queue.push(entry);
    if (this.#queue.length > 2 * this.#entries.size + 64) {
      const live = [...this.#entries.values()].filter(({ deadline }) => deadline < Infinity);
      this.#queue = new TinyQueue(live, byDeadline);
    }
  }

  #removeExpired() {
    const now = this.#now();
    while (this.#queue.peek()?.deadline <= now) {
      const entry = this.#queue.pop();
      if (entry.isLinked) {
        this.#remove(entry);
      }
    }
  }

  #remove(entry) {
    this.#entries.delete(entry.key);
    entry.unlink();
  }
}

class Entry {
  next = this;
  previous = this;

  constructor(key, value, deadline) {
    this.key = key;
    this.value = value;
    this.deadline = deadline;
  }

  get isLinked() {
    return this.next !== this;
  }

  linkBefore(other) {
    this.next = other;
    this.previous = other.previous;
    this.previous.next = this;
    other.previous = this;
  }

  unlink() {
    this.previous.next = this.next;
    this.next.previous = this.previous;
    this.next = this;
    this.previous = this;
  }
}
