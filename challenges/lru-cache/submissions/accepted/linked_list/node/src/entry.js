/** A stored value, its neighbours in the order of use, and its place in the heap of deadlines. */
export class Entry {
  older = this;
  newer = this;
  /** Position in the heap, -1 outside it. */
  place = -1;

  constructor(key, value, deadline) {
    this.key = key;
    this.value = value;
    this.deadline = deadline;
  }
}
