/** One line of the log as a request. */

import { canonicalAddress } from "./addresses.js";

const METHOD = /^[A-Z]+$/;
const PROTOCOL = /^HTTP\/[0-9.]+$/;
const NUMBER = /^[0-9]{1,15}$/;
const STATUS = /^[1-5][0-9]{2}$/;

// One for all malformed lines: nobody reads its trace, and to take a new one takes longer than to read a line.
const MALFORMED = new Error("malformed line");

/**
 * Reads a line from left to right.
 *
 * @param {string} line one character a byte
 * @returns {{ ip: string, url: string, status: number, size: number, ms: number } | null} `null` for a malformed line
 */
export function parse(line) {
  try {
    return read(new Scanner(line));
  } catch (error) {
    if (error === MALFORMED) {
      return null;
    }
    throw error;
  }
}

function read(line) {
  const ip = line.until(" ");
  const names = [line.until(" "), line.until(" ")];
  line.skip("[");
  line.until("]");
  line.skip(' "');
  const request = line.quoted();
  line.skip(" ");
  const status = line.until(" ");
  const size = line.until(" ");
  if (line.follows('"')) {
    skipRefererAndAgent(line);
  }
  return {
    ip: checked(canonicalAddress(ip), ip !== "" && !names.includes("")),
    url: urlOf(request),
    status: numberOf(status, STATUS),
    size: size === "-" ? 0 : numberOf(size, NUMBER),
    ms: numberOf(line.rest(), NUMBER),
  };
}

function skipRefererAndAgent(line) {
  for (const separator of [' "', " "]) {
    line.quoted();
    line.skip(separator);
  }
}

/** The target of a request up to its query. */
function urlOf(request) {
  const parts = request.split(" ", 4);
  checked(request, parts.length === 3);
  const [method, target, protocol] = parts;
  checked(request, METHOD.test(method) && target !== "" && PROTOCOL.test(protocol));
  const query = target.indexOf("?");
  return query < 0 ? target : target.slice(0, query);
}

function numberOf(text, form) {
  return Number(checked(text, form.test(text)));
}

/** The value, if it is one and is well-formed. */
function checked(value, wellFormed) {
  if (!wellFormed || value === null) {
    throw MALFORMED;
  }
  return value;
}

/** Goes through a line without ever looking back. */
class Scanner {
  #line;
  #at = 0;

  constructor(line) {
    this.#line = line;
  }

  /** Whether a text comes next; if so, it is passed over. */
  follows(text) {
    const does = this.#line.startsWith(text, this.#at);
    this.#at += does ? text.length : 0;
    return does;
  }

  /** Passes over a text that must come next. */
  skip(text) {
    checked(text, this.follows(text));
  }

  /** What stands before the next occurrence of a character, which is passed over too. */
  until(character) {
    return this.#to(this.#line.indexOf(character, this.#at));
  }

  /** What stands before the closing quote, behind an opening one; escaped quotes belong to it. */
  quoted() {
    let quote = this.#line.indexOf('"', this.#at);
    let escape = this.#line.indexOf("\\", this.#at);
    while (escape !== -1 && escape < quote) {
      if (escape + 1 === quote) {
        quote = this.#line.indexOf('"', quote + 1);
      }
      escape = this.#line.indexOf("\\", escape + 2);
    }
    return this.#to(quote);
  }

  /** All that has not been read yet. */
  rest() {
    return this.#line.slice(this.#at);
  }

  #to(end) {
    const text = checked(this.#line, end !== -1).slice(this.#at, end);
    this.#at = end + 1;
    return text;
  }
}
