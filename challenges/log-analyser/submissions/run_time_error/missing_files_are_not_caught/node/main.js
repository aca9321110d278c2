/** Analyse access logs and print one JSON report. */

import { createReadStream } from "node:fs";
import { access } from "node:fs/promises";
import { isIPv4, isIPv6 } from "node:net";
import { Readable, pipeline } from "node:stream";
import { parseArgs } from "node:util";
import { createGunzip } from "node:zlib";

const GZIP_MAGIC = Buffer.from([0x1f, 0x8b]);
const LF = 0x0a;
const EXIT_UNUSABLE = 2;
const EXIT_DAMAGED = 3;

// Lines are matched as text of one character a byte (latin1): any byte is welcome, and UTF-8 is nobody's business
// before a URL is reported. No part can match what the next one begins with, so a line is read once, whatever it holds.
const QUOTED = String.raw`"[^"\\]*(?:\\[^][^"\\]*)*"`;
const LINE = new RegExp(
  [
    String.raw`^(?<ip>[0-9A-Fa-f.:]+) [^ ]+ [^ ]+ \[[^\]]*\]`,
    String.raw`"[A-Z]+ (?<target>(?:[^ "\\]|\\[^ ])+) HTTP/[0-9.]+"`,
    String.raw`(?<status>[1-5][0-9]{2})`,
    String.raw`(?<size>[0-9]{1,15}|-)(?: ${QUOTED} ${QUOTED})?`,
    String.raw`(?<ms>[0-9]{1,15})$`,
  ].join(" "),
);

class UsageError extends Error {}

class DamagedInput extends Error {}

/** What is known about all lines so far; grows with distinct values only. */
class Log {
  requests = 0;
  malformed = 0;
  bytes = 0;
  classes = new Map();
  times = new Map();
  ips = new Map();
  urls = new Map(); // as written, one character a byte

  /** Count one line, given without its line end. */
  add(line) {
    const fields = LINE.exec(line)?.groups;
    const ip = fields && canonicalAddress(fields.ip);
    if (!ip) {
      this.malformed += 1;
      return;
    }
    this.requests += 1;
    this.bytes += fields.size === "-" ? 0 : Number(fields.size);
    count(this.classes, fields.status[0]);
    count(this.times, Number(fields.ms));
    count(this.ips, ip);
    count(this.urls, fields.target.split("?", 1)[0]);
  }

  /** The finished report, with rankings of at most `top` entries. */
  report(top) {
    const urls = new Map();
    for (const [written, times] of this.urls) {
      count(urls, readable(written), times);
    }
    return {
      requests: this.requests,
      malformed: this.malformed,
      bytes: this.bytes,
      unique_ips: this.ips.size,
      status: Object.fromEntries([..."12345"].map((digit) => [`${digit}xx`, this.classes.get(digit) ?? 0])),
      latency_ms: percentiles(this.times, this.requests),
      top_ips: ranking(this.ips, top).map(([ip, count]) => ({ ip, count })),
      top_urls: ranking(urls, top).map(([url, count]) => ({ url: fromUtf8(url), count })),
    };
  }
}

function count(counts, key, times = 1) {
  const before = counts.get(key);
  // A piece of a line keeps the whole line in memory, so what stays is a copy.
  counts.set(before === undefined && typeof key === "string" ? copied(key) : key, (before ?? 0) + times);
}

function copied(text) {
  return Buffer.from(text, "latin1").toString("latin1");
}

/** The address as RFC 5952 writes it, or null where it is not one. */
function canonicalAddress(spelling) {
  if (isIPv4(spelling)) {
    return spelling;
  }
  return isIPv6(spelling) ? new URL(`http://[${spelling}]`).hostname.slice(1, -1) : null;
}

/** A URL's bytes as they are reported: escapes resolved, and what is not UTF-8 replaced. */
function readable(written) {
  const resolved = written.replace(/\\(["\\])/g, "$1");
  return Buffer.from(fromUtf8(resolved)).toString("latin1");
}

function fromUtf8(bytes) {
  return Buffer.from(bytes, "latin1").toString();
}

/** Nearest-rank percentiles of counted values. */
function percentiles(counts, total) {
  const ascending = [...counts].sort(([a], [b]) => a - b);
  const nearest = (percent) => {
    let missing = Math.ceil((percent * total) / 100);
    return ascending.find(([, times]) => (missing -= times) <= 0)?.[0] ?? null;
  };
  return { p50: nearest(50), p95: nearest(95), p99: nearest(99) };
}

/** The most frequent texts, ties in ascending order of their bytes, which in UTF-8 is that of their code points. */
function ranking(counts, top) {
  return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).slice(0, top);
}

/** The non-empty lines of a stream, chunk by chunk, without their ends. */
async function* linesOf(stream) {
  let begun = []; // pieces of a line whose end has not come yet
  for await (const chunk of stream) {
    const lines = [];
    let start = 0;
    for (let end = chunk.indexOf(LF); end >= 0; end = chunk.indexOf(LF, start)) {
      begun.push(chunk.toString("latin1", start, end));
      lines.push(begun.join(""));
      begun = [];
      start = end + 1;
    }
    begun.push(chunk.toString("latin1", start));
    yield lines.map((line) => (line.endsWith("\r") ? line.slice(0, -1) : line)).filter(Boolean);
  }
  yield [begun.join("")].filter(Boolean);
}

/** The content of a stream, unpacked if it begins like gzip. */
async function* unpacked(stream) {
  const chunks = withWholeHead(stream);
  const { value: head } = await chunks.next();
  const content = startingWith(head, chunks);
  if (!head.subarray(0, GZIP_MAGIC.length).equals(GZIP_MAGIC)) {
    yield* content;
    return;
  }
  try {
    // The pipeline's own callback has nothing to do: errors reach whoever reads its end.
    yield* pipeline(Readable.from(content), createGunzip(), () => {});
  } catch (error) {
    throw error.code?.startsWith("Z_") ? new DamagedInput(error.message, { cause: error }) : error;
  }
}

/** The chunks of a stream, the first of which has two bytes or more if the stream has. */
async function* withWholeHead(stream) {
  let head = Buffer.alloc(0);
  for await (const chunk of stream) {
    if (head.length >= GZIP_MAGIC.length) {
      yield chunk;
      continue;
    }
    head = Buffer.concat([head, chunk]);
    if (head.length >= GZIP_MAGIC.length) {
      yield head;
    }
  }
  if (head.length < GZIP_MAGIC.length) {
    yield head;
  }
}

async function* startingWith(first, rest) {
  yield first;
  yield* rest;
}

/** Add one input, a file's name or a dash, to the log. */
async function readInto(log, name) {
  if (name !== "-") {
    await access(name);
  }
  const stream = name === "-" ? process.stdin : createReadStream(name);
  for await (const lines of linesOf(unpacked(stream))) {
    for (const line of lines) {
      log.add(line);
    }
  }
}

function readOptions(args) {
  let options;
  try {
    options = parseArgs({ args, options: { top: { type: "string", default: "10" } }, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error.message, { cause: error });
  }
  const { values, positionals } = options;
  if (!/^[0-9]+$/.test(values.top) || Number(values.top) < 1) {
    throw new UsageError(`--top needs a whole number of at least 1, not ${values.top}`);
  }
  return { top: Number(values.top), names: positionals.length > 0 ? positionals : ["-"] };
}

async function main(args) {
  let current;
  try {
    const { top, names } = readOptions(args);
    const log = new Log();
    for (current of names) {
      await readInto(log, current);
    }
    console.log(JSON.stringify(log.report(top)));
    return 0;
  } catch (error) {
    if (error instanceof UsageError) {
      console.error(`${error.message}\nusage: main.js [--top N] [FILE...]`);
      return EXIT_UNUSABLE;
    }
    if (error instanceof DamagedInput) {
      console.error(`${current}: damaged gzip data: ${error.message}`);
      return EXIT_DAMAGED;
    }
    throw error;
  }
}

main(process.argv.slice(2)).then((exitCode) => {
  process.exitCode = exitCode;
});
