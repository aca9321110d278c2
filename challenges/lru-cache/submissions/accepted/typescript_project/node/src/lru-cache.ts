import { LinkedList, type Node } from "./linked-list.js";
import { PriorityQueue } from "./priority-queue.js";

/** Milliseconds since some moment; never goes back. */
export type Clock = () => number;

interface Entry {
  readonly key: string;
  readonly value: number;
  readonly deadline: number;
  removed: boolean;
}

const TOLERATED_LEFTOVERS = 128;

/** A cache that holds a limited number of entries, each of them for a limited time if asked to. */
export class LruCache {
  readonly #capacity: number;
  readonly #now: Clock;
  readonly #nodes = new Map<string, Node<Entry>>();
  readonly #usage = new LinkedList<Entry>();
  readonly #deadlines = new PriorityQueue<Entry>((entry) => entry.deadline);

  constructor(capacity: number, now: Clock = () => performance.now()) {
    if (capacity < 0) {
      throw new RangeError(`capacity must be at least 0, not ${capacity}`);
    }
    this.#capacity = capacity;
    this.#now = now;
  }

  /** Gives the value of a live entry, which is then the last to go. */
  get(key: string): number | undefined {
    this.#removeExpired();
    const node = this.#nodes.get(key);
    if (node === undefined) {
      return undefined;
    }
    this.#usage.moveToEnd(node);
    return node.item.value;
  }

  /** Stores a value; `ttlMs` is its lifetime, endless where there is none. */
  put(key: string, value: number, ttlMs?: number | null): void {
    const lifetime = ttlMs ?? Infinity;
    if (lifetime <= 0) {
      throw new RangeError(`ttlMs must be greater than 0, not ${lifetime}`);
    }
    this.#removeExpired();
    this.#remove(this.#nodes.get(key));
    if (this.#nodes.size === this.#capacity) {
      this.#remove(this.#usage.first);
    }
    if (this.#capacity > 0) {
      this.#add({ key, value, deadline: this.#now() + lifetime, removed: false });
    }
  }

  /** Counts the live entries. */
  size(): number {
    this.#removeExpired();
    return this.#nodes.size;
  }

  #add(entry: Entry): void {
    this.#nodes.set(entry.key, this.#usage.append(entry));
    if (entry.deadline === Infinity) {
      return;
    }
    this.#deadlines.push(entry);
    if (this.#deadlines.size > 2 * this.#nodes.size + TOLERATED_LEFTOVERS) {
      this.#deadlines.keepOnly((queued) => !queued.removed);
    }
  }

  #remove(node: Node<Entry> | undefined): void {
    if (node !== undefined) {
      node.item.removed = true;
      this.#usage.remove(node);
      this.#nodes.delete(node.item.key);
    }
  }

  #removeExpired(): void {
    const now = this.#now();
    for (let next = this.#deadlines.first; next !== undefined && next.deadline <= now; next = this.#deadlines.first) {
      this.#deadlines.shift();
      if (!next.removed) {
        this.#remove(this.#nodes.get(next.key));
      }
    }
  }
}
