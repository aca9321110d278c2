import { parseArgs } from "node:util";

import { ExitError, UNUSABLE } from "./exit-error.ts";

const USAGE = "usage: log-analyser [--top N] [FILE...]";

export interface Options {
  readonly top: number;
  readonly names: readonly string[];
}

export function readOptions(args: readonly string[]): Options {
  const { values, positionals } = parsed(args);
  const top = /^[0-9]+$/.test(values.top) ? Number(values.top) : 0;
  if (top < 1) {
    throw usageError(`--top needs a whole number of at least 1, not ${JSON.stringify(values.top)}`);
  }
  return { top, names: positionals.length === 0 ? ["-"] : positionals };
}

function parsed(args: readonly string[]) {
  const top = { type: "string", default: "10" } as const;
  try {
    return parseArgs({ args: [...args], options: { top }, allowPositionals: true });
  } catch (error) {
    throw usageError(error instanceof Error ? error.message : String(error));
  }
}

function usageError(message: string): ExitError {
  return new ExitError(UNUSABLE, `${message}\n${USAGE}`);
}
