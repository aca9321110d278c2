/** Files, standard input and gzip as chunks of plain content. */

import { createReadStream } from "node:fs";
import { Readable, pipeline } from "node:stream";
import { createGunzip } from "node:zlib";

const GZIP_MAGIC = Buffer.from([0x1f, 0x8b]);

/** An input that cannot be opened or read. */
export class UnreadableInput extends Error {}

/** A gzip input that is cut short or broken. */
export class DamagedInput extends Error {}

/**
 * Yields the content of an input; `-` is standard input.
 *
 * @param {string} name
 * @returns {AsyncGenerator<Buffer>}
 */
export async function* chunksOf(name) {
  try {
    yield* unpacked(name === "-" ? process.stdin : createReadStream(name));
  } catch (error) {
    if (error.code?.startsWith("Z_")) {
      throw new DamagedInput(`${name}: damaged gzip data: ${error.message}`, { cause: error });
    }
    throw error.syscall ? new UnreadableInput(`${name}: ${error.message}`, { cause: error }) : error;
  }
}

/**
 * Yields the content of chunks, unpacked if they begin like gzip.
 *
 * @param {AsyncIterable<Buffer>} chunks
 */
export async function* unpacked(chunks) {
  const pieces = withWholeHead(chunks);
  const { value: head } = await pieces.next();
  const packed = head.subarray(0, GZIP_MAGIC.length).equals(GZIP_MAGIC);
  yield* packed ? gunzipped(startingWith(head, pieces)) : startingWith(head, pieces);
}

/** Unpacks all members. Errors on either side of the unpacker come out of its end. */
function gunzipped(pieces) {
  return pipeline(Readable.from(pieces), createGunzip(), () => {});
}

/** Yields chunks, the first of which is long enough to tell gzip by, unless there is no more. */
async function* withWholeHead(chunks) {
  const pieces = chunks[Symbol.asyncIterator]();
  let head = Buffer.alloc(0);
  while (head.length < GZIP_MAGIC.length) {
    const { done, value } = await pieces.next();
    if (done) {
      break;
    }
    head = Buffer.concat([head, value]);
  }
  yield* startingWith(head, { [Symbol.asyncIterator]: () => pieces });
}

async function* startingWith(first, rest) {
  yield first;
  yield* rest;
}
