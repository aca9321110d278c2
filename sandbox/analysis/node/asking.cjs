"use strict";

// How a tool's Python talks to a program here: a line of JSON on stdin, one on stdout, and so on until stdin closes.
//
// Each program is kept as a snapshot of itself after it has answered for the sample: all loaded, compiled and parsed.

const { readFileSync, readSync, writeSync } = require("node:fs");
const { startupSnapshot } = require("node:v8");

const PRACTICE = 5;
const PART = 1 << 16;
const LINE_END = "\n".charCodeAt(0);

/** Answer what is asked; in the making of a snapshot, answer nobody and leave that to whoever starts from it. */
async function serve(find) {
  if (!startupSnapshot.isBuildingSnapshot()) return answerAll(find);
  const { unread } = await find(JSON.parse(readFileSync(0, "utf8")));
  if (unread.length) throw new Error(`the sample cannot be read: ${JSON.stringify(unread)}`);
  startupSnapshot.setDeserializeMainFunction(async () => {
    // Who starts it before there is a question has it practise: what it needs is compiled by then.
    const first = process.env.FIRST_ASKED;
    for (let time = 0; first && time < PRACTICE; time += 1) await find(JSON.parse(first));
    await answerAll(find);
  });
}

async function answerAll(find) {
  for (let line = nextLine(); line; line = nextLine()) tell(await find(JSON.parse(line)));
  // At once, for tearing down takes as long as many a run.
  process.exit(0);
}

/** The next question; nothing where there will be none. Who asks waits for the answer, so nothing follows it yet. */
function nextLine() {
  const parts = [];
  do {
    const part = Buffer.alloc(PART);
    const length = readSync(0, part);
    if (!length) break;
    parts.push(part.subarray(0, length));
  } while (parts.at(-1).at(-1) !== LINE_END);
  return Buffer.concat(parts).toString("utf8");
}

function tell(found) {
  let rest = Buffer.from(`${JSON.stringify(found)}\n`);
  while (rest.length) rest = rest.subarray(writeSync(1, rest));
}

module.exports = { serve };
