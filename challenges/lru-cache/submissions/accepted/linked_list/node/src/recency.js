import { Entry } from "./entry.js";

/** A ring of entries around a sentinel: what follows it is the oldest, what precedes it the newest. */
export class Recency {
  #sentinel = new Entry();

  /** The least recently used entry; only meaningful while there is one. */
  get oldest() {
    return this.#sentinel.newer;
  }

  /** Puts an entry at the newest end. */
  add(entry) {
    const newest = this.#sentinel.older;
    entry.older = newest;
    entry.newer = this.#sentinel;
    newest.newer = entry;
    this.#sentinel.older = entry;
  }

  /** Takes an entry out of the ring. */
  remove(entry) {
    entry.older.newer = entry.newer;
    entry.newer.older = entry.older;
  }

  /** Moves an entry to the newest end. */
  use(entry) {
    this.remove(entry);
    this.add(entry);
  }
}
