import { describe, expect, it } from "vitest";

import { PriorityQueue } from "../src/priority-queue.js";

const NUMBERS = [5, 3, 8, 1, 9, 2, 7, 3, 6, 4, 0];

function drained(queue: PriorityQueue<number>): (number | undefined)[] {
  return Array.from({ length: queue.size }, () => queue.shift());
}

describe("a priority queue", () => {
  it("gives items in order", () => {
    const queue = new PriorityQueue<number>((number) => number);
    NUMBERS.forEach((number) => queue.push(number));
    expect(drained(queue)).toEqual(NUMBERS.toSorted((a, b) => a - b));
  });

  it("stays in order when items are thrown out", () => {
    const queue = new PriorityQueue<number>((number) => -number);
    NUMBERS.forEach((number) => queue.push(number));
    queue.keepOnly((number) => number % 2 === 1);
    expect(drained(queue)).toEqual([9, 7, 5, 3, 3, 1]);
  });

  it("is empty at first", () => {
    const queue = new PriorityQueue<number>((number) => number);
    expect([queue.first, queue.shift(), queue.size]).toEqual([undefined, undefined, 0]);
  });
});
