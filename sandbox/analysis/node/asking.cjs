"use strict";

// How a tool's Python talks to a program here: one JSON object on stdin, one on stdout.
//
// Each program is kept as a snapshot of itself after it has answered for the sample: all loaded, compiled and parsed.

const { readFileSync, writeSync } = require("node:fs");
const { startupSnapshot } = require("node:v8");

const PRACTICE = 5;

const asked = () => JSON.parse(readFileSync(0, "utf8"));

/** Answer what is asked; in the making of a snapshot, answer nobody and leave that to whoever starts from it. */
async function serve(find) {
  if (!startupSnapshot.isBuildingSnapshot()) return answer(await find(asked()));
  const { unread } = await find(asked());
  if (unread.length) throw new Error(`the sample cannot be read: ${JSON.stringify(unread)}`);
  startupSnapshot.setDeserializeMainFunction(async () => {
    // Who starts it before there is a question has it practise: what it needs is compiled by then.
    const first = process.env.FIRST_ASKED;
    for (let time = 0; first && time < PRACTICE; time += 1) await find(JSON.parse(first));
    answer(await find(asked()));
  });
}

/** Tell, and end at once, for tearing down takes as long as many a run. */
function answer(found) {
  let rest = Buffer.from(JSON.stringify(found));
  while (rest.length) rest = rest.subarray(writeSync(1, rest));
  process.exit(0);
}

module.exports = { serve };
