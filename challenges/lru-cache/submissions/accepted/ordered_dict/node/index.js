/**
 * An LRU cache with expiry on a Map and a binary heap.
 *
 * The Map keeps the order of use: a key that is used is taken out and put back at the end. The heap says which lifetime
 * ends first, so that expired entries can go without a look at the others. An entry that is replaced or evicted stays
 * in the heap; it is recognised as out of date when it comes up, and such entries are cleared away in bulk once they
 * outnumber the live ones.
 */

const SPARE_DEADLINES = 64;

/** Holds at most `capacity` live entries and lets go of the least recently used one. */
export class LruCache {
  #capacity;
  #entries = new Map(); // key -> entry, least recently used first
  #deadlines = []; // a heap of the entries that have a lifetime
  // A new iterator walks over the gaps that deleted keys have left at the Map's beginning, and an old one keeps what
  // was deleted since in memory. So one is used for as many changes as there are entries, and then replaced.
  #oldestKeys = this.#entries.keys();
  #changes = 0;

  /** @param {number} capacity */
  constructor(capacity) {
    if (capacity < 0) {
      throw new RangeError(`capacity must not be negative: ${capacity}`);
    }
    this.#capacity = capacity;
  }

  /**
   * The live value of a key, which becomes the most recently used, or `undefined`.
   *
   * @param {string} key
   * @returns {number | undefined}
   */
  get(key) {
    this.#dropExpired();
    const entry = this.#entries.get(key);
    if (entry === undefined) {
      return undefined;
    }
    this.#storeAsNewest(entry);
    return entry.value;
  }

  /**
   * Stores a value for `ttlMs` milliseconds, or until it is evicted.
   *
   * @param {string} key
   * @param {number} value
   * @param {number | null} [ttlMs]
   */
  put(key, value, ttlMs = null) {
    if (ttlMs !== null && ttlMs <= 0) {
      throw new RangeError(`ttlMs must be positive: ${ttlMs}`);
    }
    if (this.#capacity === 0) {
      return;
    }
    this.#dropExpired();
    if (!this.#entries.has(key) && this.#entries.size === this.#capacity) {
      this.#entries.delete(this.#oldestKeys.next().value);
    }
    const entry = { key, value, deadline: ttlMs === null ? Infinity : performance.now() + ttlMs };
    this.#storeAsNewest(entry);
    if (ttlMs !== null) {
      this.#schedule(entry);
    }
  }

  /**
   * The number of live entries.
   *
   * @returns {number}
   */
  size() {
    this.#dropExpired();
    return this.#entries.size;
  }

  #storeAsNewest(entry) {
    this.#entries.delete(entry.key);
    this.#entries.set(entry.key, entry);
    this.#changes += 1;
    if (this.#changes > this.#entries.size) {
      this.#oldestKeys = this.#entries.keys();
      this.#changes = 0;
    }
  }

  #dropExpired() {
    const now = performance.now();
    while (this.#deadlines.length > 0 && this.#deadlines[0].deadline <= now) {
      const entry = pop(this.#deadlines);
      if (this.#entries.get(entry.key) === entry) {
        this.#entries.delete(entry.key);
      }
    }
  }

  #schedule(entry) {
    push(this.#deadlines, entry);
    // Clearing costs a look at every entry, and at least as many puts go by before it is due again.
    if (this.#deadlines.length > 2 * this.#entries.size + SPARE_DEADLINES) {
      const current = [...this.#entries.values()].filter(({ deadline }) => deadline < Infinity);
      this.#deadlines = current.sort((a, b) => a.deadline - b.deadline); // what is sorted is a heap
    }
  }
}

function push(heap, entry) {
  let place = heap.length;
  while (place > 0) {
    const parent = (place - 1) >> 1;
    if (heap[parent].deadline <= entry.deadline) {
      break;
    }
    heap[place] = heap[parent];
    place = parent;
  }
  heap[place] = entry;
}

function pop(heap) {
  const first = heap[0];
  const last = heap.pop();
  if (heap.length > 0) {
    sink(heap, last);
  }
  return first;
}

function sink(heap, entry) {
  let place = 0;
  for (let child = 1; child < heap.length; child = 2 * place + 1) {
    if (child + 1 < heap.length && heap[child + 1].deadline < heap[child].deadline) {
      child += 1;
    }
    if (heap[child].deadline >= entry.deadline) {
      break;
    }
    heap[place] = heap[child];
    place = child;
  }
  heap[place] = entry;
}
