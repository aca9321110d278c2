import { canonicalAddress } from "./addresses.ts";

/** What the report needs of a request; texts have one character a byte. */
export interface Request {
  readonly kind: "request";
  readonly ip: string;
  readonly url: string;
  readonly statusClass: number;
  readonly bytes: number;
  readonly ms: number;
}

export type LogLine = Request | { readonly kind: "malformed" } | { readonly kind: "empty" };

const MALFORMED: LogLine = { kind: "malformed" };
const EMPTY: LogLine = { kind: "empty" };

const SPACE = 0x20;
const QUOTE = 0x22;
const DASH = 0x2d;
const BACKSLASH = 0x5c;
const CLOSING_BRACKET = 0x5d;
const MAX_DIGITS = 15;
const MAX_ADDRESS = 45;

/** Reads one line, from its first byte to its last. */
export function parseLine(line: Buffer): LogLine {
  if (line.length === 0) {
    return EMPTY;
  }
  const cursor = new Cursor(line);
  const address = cursor.word();
  if (!cursor.skips(" ") || !cursor.skipsWord() || !cursor.skips(" ") || !cursor.skipsWord() || !cursor.skips(" [")) {
    return MALFORMED;
  }
  if (!cursor.skipsTo(CLOSING_BRACKET) || !cursor.skips('] "')) {
    return MALFORMED;
  }
  const url = requestedUrl(cursor);
  const status = cursor.number();
  if (url === undefined || !(status >= 100 && status <= 599) || !cursor.skips(" ")) {
    return MALFORMED;
  }
  const bytes = cursor.skips("-") ? 0 : cursor.number();
  if (!cursor.skips(" ") || !skipsRefererAndAgent(cursor)) {
    return MALFORMED;
  }
  const ms = cursor.number();
  const ip = address.length <= MAX_ADDRESS ? canonicalAddress(address.toString("latin1")) : undefined;
  if (ip === undefined || Number.isNaN(bytes) || Number.isNaN(ms) || !cursor.isAtEnd) {
    return MALFORMED;
  }
  return { kind: "request", ip, url, statusClass: Math.floor(status / 100), bytes, ms };
}

/** The target's path out of `METHOD TARGET PROTOCOL" `, if that is what comes. */
function requestedUrl(cursor: Cursor): string | undefined {
  if (!cursor.skipsSome(isCapital) || !cursor.skips(" ")) {
    return undefined;
  }
  const target = cursor.escapedWord();
  if (target.length === 0 || !cursor.skips(" HTTP/") || !cursor.skipsSome(isVersion) || !cursor.skips('" ')) {
    return undefined;
  }
  const query = target.indexOf("?");
  return target.toString("latin1", 0, query === -1 ? target.length : query);
}

/** Passes over the two quoted texts, or over nothing where there is no quote; false where they break the form. */
function skipsRefererAndAgent(cursor: Cursor): boolean {
  if (!cursor.skips('"')) {
    return true;
  }
  return cursor.skipsQuoted() && cursor.skips(' "') && cursor.skipsQuoted() && cursor.skips(" ");
}

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}

function isCapital(byte: number): boolean {
  return byte >= 0x41 && byte <= 0x5a;
}

function isVersion(byte: number): boolean {
  return isDigit(byte) || byte === 0x2e;
}

/** A position in a line that only goes forward. */
class Cursor {
  readonly #line: Buffer;
  #at = 0;

  constructor(line: Buffer) {
    this.#line = line;
  }

  get isAtEnd(): boolean {
    return this.#at === this.#line.length;
  }

  /** Passes over exactly this ASCII text, if it is what comes. */
  skips(text: string): boolean {
    for (let index = 0; index < text.length; index += 1) {
      if (this.#line[this.#at + index] !== text.charCodeAt(index)) {
        return false;
      }
    }
    this.#at += text.length;
    return true;
  }

  /** Goes to the next byte of this value, if there is one. */
  skipsTo(byte: number): boolean {
    const found = this.#line.indexOf(byte, this.#at);
    this.#at = found === -1 ? this.#at : found;
    return found !== -1;
  }

  /** Passes over as many bytes of a kind as there are, at least one. */
  skipsSome(isWanted: (byte: number) => boolean): boolean {
    const start = this.#at;
    while (this.#at < this.#line.length && isWanted(this.#line[this.#at] as number)) {
      this.#at += 1;
    }
    return this.#at > start;
  }

  /** Takes what stands before the next space, or before the end. */
  word(): Buffer {
    const start = this.#at;
    if (!this.skipsTo(SPACE)) {
      this.#at = this.#line.length;
    }
    return this.#line.subarray(start, this.#at);
  }

  skipsWord(): boolean {
    return this.word().length > 0;
  }

  /** Takes what stands before the next space or quote; a byte behind a backslash belongs to it, whatever it is. */
  escapedWord(): Buffer {
    const start = this.#at;
    while (this.#at < this.#line.length) {
      const byte = this.#line[this.#at];
      if (byte === SPACE || byte === QUOTE) {
        break;
      }
      this.#at += byte === BACKSLASH ? 2 : 1;
    }
    return this.#line.subarray(start, this.#at);
  }

  /** Passes over the rest of a quoted text, if it has an end, and over its closing quote. */
  skipsQuoted(): boolean {
    while (this.#at < this.#line.length) {
      const byte = this.#line[this.#at];
      this.#at += byte === BACKSLASH ? 2 : 1;
      if (byte === QUOTE) {
        return true;
      }
    }
    return false;
  }

  /** Takes 1 to 15 digits; NaN where there are none, or more. */
  number(): number {
    const start = this.#at;
    let number = 0;
    while (this.#at < this.#line.length && isDigit(this.#line[this.#at] as number)) {
      number = 10 * number + (this.#line[this.#at] as number) - 0x30;
      this.#at += 1;
    }
    const digits = this.#at - start;
    return digits >= 1 && digits <= MAX_DIGITS ? number : NaN;
  }
}
