import { Writable } from "node:stream";

/** Gets a line without its end; the bytes may be kept, and keep the chunk they came in. */
export type LineHandler = (line: Buffer) => void;

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/** A sink that cuts what is written to it at line feeds, and drops a carriage return before one. */
export class LineSplitter extends Writable {
  readonly #onLine: LineHandler;
  #begun: Buffer[] = [];

  constructor(onLine: LineHandler) {
    super({ decodeStrings: true });
    this.#onLine = onLine;
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    let start = 0;
    for (let end = chunk.indexOf(LINE_FEED); end !== -1; end = chunk.indexOf(LINE_FEED, start)) {
      this.#onLine(withoutReturn(this.#ended(chunk.subarray(start, end))));
      start = end + 1;
    }
    if (start < chunk.length) {
      this.#begun.push(chunk.subarray(start));
    }
    done();
  }

  override _final(done: (error?: Error | null) => void): void {
    if (this.#begun.length > 0) {
      this.#onLine(this.#ended(Buffer.alloc(0)));
    }
    done();
  }

  /** The line that ends with these bytes; one that went through many chunks is put together only now. */
  #ended(bytes: Buffer): Buffer {
    if (this.#begun.length === 0) {
      return bytes;
    }
    const line = Buffer.concat([...this.#begun, bytes]);
    this.#begun = [];
    return line;
  }
}

function withoutReturn(line: Buffer): Buffer {
  return line.at(-1) === CARRIAGE_RETURN ? line.subarray(0, -1) : line;
}
