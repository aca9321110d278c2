/** Command line and exit codes. */

import { parseArgs } from "node:util";

import { DamagedInput, UnreadableInput, chunksOf } from "./inputs.js";
import { splitLines } from "./lines.js";
import { Tally } from "./tally.js";

const USAGE = "usage: log-analyser [--top N] [FILE...]";
const DONE = 0;
const UNUSABLE = 2;
const DAMAGED = 3;

class UsageError extends Error {}

/**
 * Analyses and prints.
 *
 * @param {string[]} args
 * @returns {Promise<number>} the exit code
 */
export async function main(args) {
  try {
    const { top, names } = readOptions(args);
    const tally = new Tally();
    for (const name of names) {
      for await (const line of splitLines(chunksOf(name))) {
        tally.addLine(line);
      }
    }
    console.log(JSON.stringify(tally.report(top), null, 2));
    return DONE;
  } catch (error) {
    console.error(error instanceof UsageError ? `${error.message}\n${USAGE}` : error.message);
    return exitCodeFor(error);
  }
}

function exitCodeFor(error) {
  if (error instanceof UsageError || error instanceof UnreadableInput) {
    return UNUSABLE;
  }
  if (error instanceof DamagedInput) {
    return DAMAGED;
  }
  throw error; // a bug of ours should look like one
}

function readOptions(args) {
  const { values, positionals } = parsed(args);
  return { top: wholeNumber(values.top), names: positionals.length > 0 ? positionals : ["-"] };
}

function parsed(args) {
  try {
    return parseArgs({ args, options: { top: { type: "string", default: "10" } }, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error.message, { cause: error });
  }
}

function wholeNumber(text) {
  const number = /^\d+$/.test(text) ? Number(text) : 0;
  if (number < 1) {
    throw new UsageError(`--top needs a whole number of at least 1, not "${text}"`);
  }
  return number;
}
