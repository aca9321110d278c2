/** A binary heap: the item of the least priority comes first. */
export class PriorityQueue<Item> {
  #heap: Item[] = [];
  readonly #priority: (item: Item) => number;

  constructor(priority: (item: Item) => number) {
    this.#priority = priority;
  }

  get size(): number {
    return this.#heap.length;
  }

  get first(): Item | undefined {
    return this.#heap[0];
  }

  push(item: Item): void {
    this.#heap.push(item);
    this.#rise(this.#heap.length - 1);
  }

  shift(): Item | undefined {
    const first = this.#heap[0];
    const last = this.#heap.pop();
    if (last !== undefined && this.#heap.length > 0) {
      this.#heap[0] = last;
      this.#sink(0);
    }
    return first;
  }

  /** Throws out all other items. */
  keepOnly(wanted: (item: Item) => boolean): void {
    this.#heap = this.#heap.filter(wanted);
    for (let place = (this.#heap.length >> 1) - 1; place >= 0; place -= 1) {
      this.#sink(place);
    }
  }

  #rise(start: number): void {
    let place = start;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if (!this.#swapIfLess(place, parent)) {
        return;
      }
      place = parent;
    }
  }

  #sink(start: number): void {
    let place = start;
    for (;;) {
      const left = 2 * place + 1;
      const child = this.#isLess(left + 1, left) ? left + 1 : left;
      if (!this.#swapIfLess(child, place)) {
        return;
      }
      place = child;
    }
  }

  #swapIfLess(lower: number, upper: number): boolean {
    if (!this.#isLess(lower, upper)) {
      return false;
    }
    const [one, other] = [this.#heap[lower] as Item, this.#heap[upper] as Item];
    this.#heap[lower] = other;
    this.#heap[upper] = one;
    return true;
  }

  /** Whether there is an item at one place, and it comes before the one at another. */
  #isLess(one: number, other: number): boolean {
    if (one >= this.#heap.length) {
      return false;
    }
    return this.#priority(this.#heap[one] as Item) < this.#priority(this.#heap[other] as Item);
  }
}
