"use strict";

/** Knows which entry's time is over next: a binary heap, and where in it each entry stands. */
class Deadlines {
  #heap = []; // { entry, deadline }
  #places = new Map(); // entry -> index in the heap

  add(entry, deadline) {
    this.#heap.push(undefined);
    this.#up(this.#heap.length - 1, { entry, deadline });
  }

  /** Removes an entry, if it is there. */
  remove(entry) {
    const place = this.#places.get(entry);
    if (place === undefined) {
      return;
    }
    this.#places.delete(entry);
    const last = this.#heap.pop();
    if (place < this.#heap.length) {
      this.#up(place, last);
      this.#down(this.#places.get(last.entry), last);
    }
  }

  /** The entries whose time is over; each must be removed before the next one is asked for. */
  *due(now) {
    while (this.#heap.length > 0 && this.#heap[0].deadline <= now) {
      yield this.#heap[0].entry;
    }
  }

  #up(start, item) {
    let place = start;
    for (let parent = (place - 1) >> 1; place > 0; parent = (place - 1) >> 1) {
      if (this.#heap[parent].deadline <= item.deadline) {
        break;
      }
      this.#set(place, this.#heap[parent]);
      place = parent;
    }
    this.#set(place, item);
  }

  #down(start, item) {
    let place = start;
    for (let child = 2 * place + 1; child < this.#heap.length; child = 2 * place + 1) {
      if (child + 1 < this.#heap.length && this.#heap[child + 1].deadline < this.#heap[child].deadline) {
        child += 1;
      }
      if (this.#heap[child].deadline >= item.deadline) {
        break;
      }
      this.#set(place, this.#heap[child]);
      place = child;
    }
    this.#set(place, item);
  }

  #set(place, item) {
    this.#heap[place] = item;
    this.#places.set(item.entry, place);
  }
}

module.exports = { Deadlines };
