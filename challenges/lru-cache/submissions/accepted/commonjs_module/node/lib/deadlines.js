"use strict";

const SPARE = 100;

/** Entries in the order of their deadlines. Those marked as gone are passed over. */
class Deadlines {
  #heap = [];

  /** Adds an entry. */
  add(entry) {
    const heap = this.#heap;
    let child = heap.push(entry) - 1;
    while (child > 0) {
      const parent = (child - 1) >>> 1;
      if (heap[parent].deadline <= heap[child].deadline) {
        return;
      }
      [heap[parent], heap[child]] = [heap[child], heap[parent]];
      child = parent;
    }
  }

  /** Takes out, one after the other, the entries whose deadline has come. */
  *takeUntil(now) {
    while (this.#heap.length > 0 && this.#heap[0].deadline <= now) {
      const entry = this.#takeFirst();
      if (!entry.gone) {
        yield entry;
      }
    }
  }

  /** Throws out what is gone once it is more than half; `live` is how many entries there are. */
  sweep(live) {
    if (this.#heap.length > 2 * live + SPARE) {
      this.#heap = this.#heap.filter((entry) => !entry.gone);
      this.#heap.sort((one, other) => one.deadline - other.deadline); // every sorted list is a heap
    }
  }

  #takeFirst() {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (heap.length > 0) {
      heap[0] = last;
      this.#sinkFirst();
    }
    return first;
  }

  #sinkFirst() {
    const heap = this.#heap;
    let parent = 0;
    for (;;) {
      const [left, right] = [2 * parent + 1, 2 * parent + 2];
      let least = parent;
      if (left < heap.length && heap[left].deadline < heap[least].deadline) {
        least = left;
      }
      if (right < heap.length && heap[right].deadline < heap[least].deadline) {
        least = right;
      }
      if (least === parent) {
        return;
      }
      [heap[parent], heap[least]] = [heap[least], heap[parent]];
      parent = least;
    }
  }
}

module.exports = { Deadlines };
