/** An LRU cache whose entries may expire. */
export class LruCache {
  #capacity;
  #waiting = [];
  #entries = new Map(); // key -> entry, least recently used first
  #deadlines = []; // heap of entries that have a lifetime, some of them out of date

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

  async put(key, value, ttlMs = null) {
    if (ttlMs !== null && ttlMs <= 0) {
      throw new RangeError("ttlMs must be positive");
    }
    this.#dropExpired();
    if (this.#capacity === 0) {
      await new Promise((resolve) => this.#waiting.push(resolve)); // until somebody makes room
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
    push(this.#deadlines, entry);
    if (this.#deadlines.length > 2 * this.#entries.size + 16) {
      const current = [...this.#entries.values()].filter(({ deadline }) => deadline !== null);
      this.#deadlines = current.sort((a, b) => a.deadline - b.deadline);
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
}

function push(heap, entry) {
  let place = heap.length;
  while (place > 0 && heap[(place - 1) >> 1].deadline > entry.deadline) {
    heap[place] = heap[(place - 1) >> 1];
    place = (place - 1) >> 1;
  }
  heap[place] = entry;
}

function pop(heap) {
  const first = heap[0];
  const last = heap.pop();
  let place = 0;
  for (let child = 1; child < heap.length; child = 2 * place + 1) {
    if (child + 1 < heap.length && heap[child + 1].deadline < heap[child].deadline) {
      child += 1;
    }
    if (heap[child].deadline >= last.deadline) {
      break;
    }
    heap[place] = heap[child];
    place = child;
  }
  if (heap.length > 0) {
    heap[place] = last;
  }
  return first;
}
