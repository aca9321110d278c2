import { createReadStream } from "node:fs";
import { Readable, pipeline } from "node:stream";
import { pipeline as finished } from "node:stream/promises";
import { createGunzip } from "node:zlib";

import { DAMAGED, ExitError, UNUSABLE } from "./exit-error.ts";
import { LineSplitter, type LineHandler } from "./line-splitter.ts";

const GZIP_MAGIC = Buffer.of(0x1f, 0x8b);

type Chunks = AsyncIterable<Buffer>;

/** Calls back for each line of an input, a file or `-` for standard input, plain or gzip. */
export async function eachLine(name: string, onLine: LineHandler): Promise<void> {
  const source = name === "-" ? process.stdin : createReadStream(name);
  try {
    await finished(source, unpacked, new LineSplitter(onLine));
  } catch (error) {
    throw explained(name, error);
  }
}

/** The content of chunks, unpacked if they begin like gzip. */
export async function* unpacked(chunks: Chunks): Chunks {
  const content = withWholeHead(chunks);
  const { value: head } = await content.next();
  if (head === undefined) {
    return;
  }
  const whole = continued(head, content);
  const isGzip = head.subarray(0, GZIP_MAGIC.length).equals(GZIP_MAGIC);
  // An error anywhere in the pipeline comes out at its end, where it is waited for: the callback has nothing to add.
  yield* isGzip ? pipeline(Readable.from(whole), createGunzip(), () => undefined) : whole;
}

/** The same content in chunks of which only the last may be too short to tell gzip by. */
async function* withWholeHead(chunks: Chunks): AsyncGenerator<Buffer, undefined> {
  let short = Buffer.alloc(0);
  for await (const chunk of chunks) {
    const longer = short.length === 0 ? chunk : Buffer.concat([short, chunk]);
    if (longer.length < GZIP_MAGIC.length) {
      short = Buffer.from(longer);
    } else {
      yield longer;
      short = Buffer.alloc(0);
    }
  }
  if (short.length > 0) {
    yield short;
  }
}

async function* continued(first: Buffer, rest: Chunks): Chunks {
  yield first;
  yield* rest;
}

function explained(name: string, error: unknown): unknown {
  if (!isSystemError(error)) {
    return error;
  }
  if (error.code.startsWith("Z_")) {
    return new ExitError(DAMAGED, `${name}: damaged gzip data: ${error.message}`, { cause: error });
  }
  return error.syscall === undefined ? error : new ExitError(UNUSABLE, `${name}: ${error.message}`, { cause: error });
}

function isSystemError(error: unknown): error is Error & { code: string; syscall?: string } {
  return error instanceof Error && "code" in error && typeof error.code === "string";
}
