"use strict";

/** The order of use: a list of entries that are linked in both directions by properties of their own. */
class Usage {
  /** The entry that has not been used for longest. */
  first = null;
  #last = null;

  /** Adds an entry as the most recently used. */
  append(entry) {
    entry.previous = this.#last;
    entry.next = null;
    if (this.#last) {
      this.#last.next = entry;
    } else {
      this.first = entry;
    }
    this.#last = entry;
  }

  /** Takes an entry out. It lets go of its neighbours, for who keeps it must not keep all that came after it. */
  remove(entry) {
    const { previous, next } = entry;
    if (previous) {
      previous.next = next;
    } else {
      this.first = next;
    }
    if (next) {
      next.previous = previous;
    } else {
      this.#last = previous;
    }
    entry.previous = null;
    entry.next = null;
  }
}

module.exports = { Usage };
