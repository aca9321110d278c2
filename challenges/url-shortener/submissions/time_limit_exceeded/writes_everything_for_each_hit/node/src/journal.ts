import { randomInt } from "node:crypto";
import { closeSync, existsSync, openSync, readFileSync, renameSync, truncateSync, writeFileSync, writeSync } from "node:fs";

import type { Wanted } from "./wanted.js";

export interface Link {
  code: string;
  url: string;
  expiresAt: number | null;
  hits: number;
}

type Change = { link: Omit<Link, "hits"> } | { hit: string };

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** Links in memory; a file has every change, a line each, before anybody is told of it. */
export class Journal {
  readonly #links = new Map<string, Link>();
  readonly #path: string;
  #file: number;

  constructor(path: string) {
    this.#path = path;
    if (existsSync(path)) this.#replay(path);
    this.#file = openSync(path, "a");
  }

  #replay(path: string): void {
    const content = readFileSync(path);
    // What follows the last line end was being written when the server died: nobody was told.
    const whole = content.lastIndexOf("\n") + 1;
    for (const line of content.subarray(0, whole).toString("utf8").split("\n")) {
      if (line) this.#apply(JSON.parse(line) as Change);
    }
    truncateSync(path, whole);
  }

  #apply(change: Change): void {
    if ("hit" in change) this.#links.get(change.hit)!.hits += 1;
    else this.#links.set(change.link.code, { ...change.link, hits: 0 });
  }

  #make(change: Change): void {
    writeSync(this.#file, JSON.stringify(change) + "\n");
    this.#apply(change);
  }

  /** Make a link; nothing where its code is taken. */
  add({ url, code, expiresIn }: Wanted): Link | undefined {
    if (code !== undefined && this.#links.has(code)) return undefined;
    const expiresAt = expiresIn === undefined ? null : Date.now() + expiresIn * 1000;
    const chosen = code ?? this.#freeCode();
    this.#make({ link: { code: chosen, url, expiresAt } });
    return this.#links.get(chosen);
  }

  #freeCode(): string {
    for (;;) {
      const code = Array.from({ length: 8 }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");
      if (!this.#links.has(code)) return code;
    }
  }

  get(code: string): Link | undefined {
    return this.#links.get(code);
  }

  hit(link: Link): void {
    link.hits += 1;
    this.#writeAll();
  }

  #writeAll(): void {
    const lines = [...this.#links.values()].flatMap(({ hits, ...link }) => [
      JSON.stringify({ link }) + "\n",
      ...Array.from({ length: hits }, () => JSON.stringify({ hit: link.code }) + "\n"),
    ]);
    writeFileSync(`${this.#path}.new`, lines.join(""));
    renameSync(`${this.#path}.new`, this.#path);
    closeSync(this.#file);
    this.#file = openSync(this.#path, "a");
  }

  close(): void {
    closeSync(this.#file);
  }
}
