import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { gzipSync } from "node:zlib";

import { DAMAGED, ExitError, UNUSABLE } from "../src/exit-error.ts";
import { eachLine, unpacked } from "../src/inputs.ts";

let folder: string;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "log-analyser-"));
});

after(async () => {
  await rm(folder, { recursive: true });
});

async function linesOf(content: string | Buffer): Promise<string[]> {
  const name = join(folder, "input");
  await writeFile(name, content);
  const lines: string[] = [];
  await eachLine(name, (line) => lines.push(line.toString()));
  return lines;
}

const endsWith = (exitCode: number) => (error: unknown) => error instanceof ExitError && error.exitCode === exitCode;

test("lines end with LF or CR LF and with nothing else", async () => {
  assert.deepEqual(await linesOf("a\r\nb\n\nc\u2028d\u000be\rf"), ["a", "b", "", "c\u2028d\u000be\rf"]);
  assert.deepEqual(await linesOf(""), []);
});

test("a line may be longer than many chunks", async () => {
  const long = "é".repeat(500_000);
  assert.deepEqual(await linesOf(`${long}\nshort\n${long}`), [long, "short", long]);
});

test("gzip is unpacked, all members of it", async () => {
  assert.deepEqual(await linesOf(Buffer.concat([gzipSync("on"), gzipSync("e\ntwo\n")])), ["one", "two"]);
});

test("damaged gzip has an exit code of its own", async () => {
  const packed = gzipSync("one\ntwo\n");
  for (const damaged of [
    packed.subarray(0, 2),
    packed.subarray(0, -1),
    Buffer.concat([packed.subarray(0, 12), packed]),
  ]) {
    await assert.rejects(linesOf(damaged), endsWith(DAMAGED));
  }
});

test("so have a missing file and a folder", async () => {
  for (const name of [join(folder, "missing"), folder]) {
    await assert.rejects(
      eachLine(name, () => undefined),
      endsWith(UNUSABLE),
    );
  }
});

test("gzip is recognised however few bytes come at a time", async () => {
  for (const content of ["", "x", "one\n", "\u001fone\n"]) {
    for (const bytes of [Buffer.from(content), gzipSync(content)]) {
      const single = (async function* () {
        for (const byte of bytes) {
          yield Buffer.of(byte);
        }
      })();
      assert.equal(Buffer.concat(await Array.fromAsync(unpacked(single))).toString(), content);
    }
  }
});
