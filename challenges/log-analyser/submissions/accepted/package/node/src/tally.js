/** Requests as counts, and counts as a report. */

import { parse } from "./parsing.js";

/** The counts of all lines so far. Texts are strings of one character a byte. */
export class Tally {
  #malformed = 0;
  #bytes = 0;
  #statuses = new Counter();
  #times = new Counter();
  #ips = new Counter();
  #targets = new Counter();

  /** Counts a line; an empty one is none. */
  addLine(line) {
    if (line === "") {
      return;
    }
    const request = parse(line);
    if (request === null) {
      this.#malformed += 1;
      return;
    }
    this.#bytes += request.size;
    this.#statuses.add(request.status);
    this.#times.add(request.ms);
    this.#ips.add(request.ip);
    this.#targets.add(request.url);
  }

  /** Sums up, with at most `top` addresses and URLs. */
  report(top) {
    const urls = new Counter();
    for (const [target, times] of this.#targets.entries()) {
      urls.add(reported(target), times);
    }
    return {
      requests: this.#statuses.total,
      malformed: this.#malformed,
      bytes: this.#bytes,
      unique_ips: this.#ips.size,
      status: statusClasses(this.#statuses),
      latency_ms: percentiles(this.#times, [50, 95, 99]),
      top_ips: mostFrequent(this.#ips, top).map(([ip, count]) => ({ ip, count })),
      top_urls: mostFrequent(urls, top).map(([url, count]) => ({ url: decoded(url), count })),
    };
  }
}

/** How often each value occurred. */
export class Counter {
  #counts = new Map();

  /** How many there were of all values together. */
  total = 0;

  get size() {
    return this.#counts.size;
  }

  entries() {
    return this.#counts.entries();
  }

  add(value, times = 1) {
    const before = this.#counts.get(value);
    if (before === undefined) {
      this.#counts.set(typeof value === "string" ? detached(value) : value, times);
    } else {
      this.#counts.set(value, before + times);
    }
    this.total += times;
  }
}

/** A copy that does not keep in memory the line which a text was cut out of. */
function detached(text) {
  return Buffer.from(text, "latin1").toString("latin1");
}

/** The number of requests in each class of statuses, zeros included. */
function statusClasses(statuses) {
  const classes = { "1xx": 0, "2xx": 0, "3xx": 0, "4xx": 0, "5xx": 0 };
  for (const [status, times] of statuses.entries()) {
    classes[`${Math.floor(status / 100)}xx`] += times;
  }
  return classes;
}

/**
 * Lists the highest counts first, and equal ones by text.
 *
 * @param {Counter} counter
 * @param {number} top
 * @returns {[string, number][]}
 */
export function mostFrequent(counter, top) {
  return [...counter.entries()].sort(byCountThenText).slice(0, top);
}

function byCountThenText([text, count], [otherText, otherCount]) {
  if (count !== otherCount) {
    return otherCount - count;
  }
  return text < otherText ? -1 : 1;
}

/**
 * Finds the values at the nearest ranks: each is one that occurred, or `null` where none did.
 *
 * @param {Counter} histogram
 * @param {number[]} percents
 */
export function percentiles(histogram, percents) {
  const ascending = [...histogram.entries()].sort(([value], [other]) => value - other);
  return Object.fromEntries(
    percents.map((percent) => [`p${percent}`, valueAt(Math.ceil((percent * histogram.total) / 100), ascending)]),
  );
}

function valueAt(position, ascending) {
  let passed = 0;
  for (const [value, times] of ascending) {
    passed += times;
    if (passed >= position) {
      return value;
    }
  }
  return null;
}

/** The bytes of a URL as it is reported: escapes resolved, and U+FFFD for what is not UTF-8. */
export function reported(target) {
  const resolved = target.replaceAll(/\\(["\\])/g, "$1");
  return Buffer.from(decoded(resolved)).toString("latin1");
}

function decoded(bytes) {
  return Buffer.from(bytes, "latin1").toString("utf8");
}
