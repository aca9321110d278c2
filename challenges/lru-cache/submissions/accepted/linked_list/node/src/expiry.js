/** The order in which lifetimes end: a binary heap in which each entry knows its place, so that any can leave. */
export class Expiry {
  #heap = [];

  /** The entry whose lifetime ends first, if any has one. */
  get next() {
    return this.#heap[0];
  }

  /** Starts to watch an entry's deadline. */
  add(entry) {
    this.#rise(entry, this.#heap.length);
  }

  /** Stops watching an entry; one that is not watched may be passed as well. */
  remove(entry) {
    if (entry.place < 0) {
      return;
    }
    const last = this.#heap.pop();
    if (last !== entry) {
      this.#rise(last, entry.place);
      this.#sink(last);
    }
    entry.place = -1;
  }

  #rise(entry, place) {
    while (place > 0) {
      const parent = this.#heap[(place - 1) >> 1];
      if (parent.deadline <= entry.deadline) {
        break;
      }
      const freed = parent.place;
      this.#set(place, parent);
      place = freed;
    }
    this.#set(place, entry);
  }

  #sink(entry) {
    let place = entry.place;
    for (let child = this.#firstChild(place); child !== undefined; child = this.#firstChild(place)) {
      if (child.deadline >= entry.deadline) {
        break;
      }
      const freed = child.place;
      this.#set(place, child);
      place = freed;
    }
    this.#set(place, entry);
  }

  /** The child whose lifetime ends first, if there is one. */
  #firstChild(place) {
    const left = this.#heap[2 * place + 1];
    const right = this.#heap[2 * place + 2];
    return right !== undefined && right.deadline < left.deadline ? right : left;
  }

  #set(place, entry) {
    this.#heap[place] = entry;
    entry.place = place;
  }
}
