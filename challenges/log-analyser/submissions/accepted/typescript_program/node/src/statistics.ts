import type { LogLine, Request } from "./log-line.ts";

type Counts<Key> = Map<Key, number>;

interface Counted {
  readonly count: number;
}

export interface Report {
  readonly requests: number;
  readonly malformed: number;
  readonly bytes: number;
  readonly unique_ips: number;
  readonly status: Record<string, number>;
  readonly latency_ms: Record<"p50" | "p95" | "p99", number | null>;
  readonly top_ips: readonly (Counted & { readonly ip: string })[];
  readonly top_urls: readonly (Counted & { readonly url: string })[];
}

const STATUS_CLASSES = [1, 2, 3, 4, 5];

/** Everything that is known of the lines so far: figures and counters, no line. */
export class Statistics {
  #requests = 0;
  #malformed = 0;
  #bytes = 0;
  readonly #statusClasses: Counts<number> = new Map();
  readonly #times: Counts<number> = new Map();
  readonly #ips: Counts<string> = new Map();
  readonly #urls: Counts<string> = new Map();

  add(line: LogLine): void {
    switch (line.kind) {
      case "empty":
        return;
      case "malformed":
        this.#malformed += 1;
        return;
      case "request":
        this.#addRequest(line);
    }
  }

  #addRequest({ ip, url, statusClass, bytes, ms }: Request): void {
    this.#requests += 1;
    this.#bytes += bytes;
    increase(this.#statusClasses, statusClass, 1);
    increase(this.#times, ms, 1);
    increase(this.#ips, ip, 1);
    increase(this.#urls, url, 1);
  }

  report(top: number): Report {
    const times = [...this.#times].sort(([ms], [other]) => ms - other);
    return {
      requests: this.#requests,
      malformed: this.#malformed,
      bytes: this.#bytes,
      unique_ips: this.#ips.size,
      status: Object.fromEntries(STATUS_CLASSES.map((digit) => [`${digit}xx`, this.#statusClasses.get(digit) ?? 0])),
      latency_ms: {
        p50: this.#percentile(50, times),
        p95: this.#percentile(95, times),
        p99: this.#percentile(99, times),
      },
      top_ips: mostFrequent(this.#ips, top).map(([ip, count]) => ({ ip, count })),
      top_urls: mostFrequent(this.#reportedUrls(), top).map(([url, count]) => ({ url: fromUtf8(url), count })),
    };
  }

  #percentile(percent: number, ascending: readonly (readonly [ms: number, count: number])[]): number | null {
    let remaining = Math.ceil((percent * this.#requests) / 100);
    for (const [ms, count] of ascending) {
      remaining -= count;
      if (remaining <= 0) {
        return ms;
      }
    }
    return null;
  }

  #reportedUrls(): Counts<string> {
    const urls: Counts<string> = new Map();
    for (const [url, count] of this.#urls) {
      increase(urls, asReported(url), count);
    }
    return urls;
  }
}

function increase<Key>(counts: Counts<Key>, key: Key, by: number): void {
  counts.set(key, (counts.get(key) ?? 0) + by);
}

/** The highest counts first, equal ones in ascending order of their bytes. */
function mostFrequent(counts: Counts<string>, top: number): [key: string, count: number][] {
  return [...counts]
    .sort(([key, count], [other, otherCount]) => otherCount - count || (key < other ? -1 : 1))
    .slice(0, top);
}

/** Resolves the two escapes and replaces what is not UTF-8; still one character a byte. */
function asReported(url: string): string {
  const resolved = url.replace(/\\(["\\])/g, "$1");
  return Buffer.from(fromUtf8(resolved)).toString("latin1");
}

function fromUtf8(bytes: string): string {
  return Buffer.from(bytes, "latin1").toString();
}
