/** Spans of whole numbers, the end not included. */

/** The same numbers in as few spans as will do, in order. */
export function merge(spans) {
  if (spans.some(([start, end]) => end < start)) {
    throw new RangeError("a span ends before it begins");
  }
  const merged = [];
  for (const [start, end] of [...spans].sort((one, other) => one[0] - other[0])) {
    const last = merged.at(-1);
    if (last !== undefined && start <= last[1]) {
      last[1] = Math.max(last[1], end);
    } else {
      merged.push([start, end]);
    }
  }
  return merged;
}

export function covered(spans) {
  return merge(spans).reduce((sum, [start, end]) => sum + end - start, 0);
}

export function gaps(spans) {
  const merged = merge(spans);
  return merged.slice(1).map(([start], before) => [merged[before][1], start]);
}

export function holds(spans, point) {
  return spans.some(([start, end]) => start <= point && point < end);
}
