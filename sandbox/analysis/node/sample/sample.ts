import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";

/** What every image compiles once, so that no run has to: a little of all that rules look at. */
export class Sample<T extends object> {
  readonly #seen = new Map<string, T[]>();

  constructor(private readonly folder: string) {}

  async read(name: string, { strict = false }: { strict?: boolean } = {}): Promise<T[]> {
    try {
      const parsed = JSON.parse(await readFile(`${this.folder}/${name}`, "utf8")) as T[];
      for (const [index, row] of parsed.entries()) {
        if (strict && !row) throw new TypeError(`row ${index + 1} of ${name}`);
      }
      this.#seen.set(name, parsed);
      return parsed;
    } catch (error) {
      throw new Error(`${name} cannot be read`, { cause: error });
    }
  }

  digest(): string {
    const names = [...this.#seen.keys()].sort();
    return createHash("sha256").update(names.join("\n")).digest("hex");
  }
}

enum Colour {
  Red = "red",
}

export const shades = [Colour.Red].map((colour) => ({ colour, size: /^r/.test(colour) ? 1 : 2 }));
