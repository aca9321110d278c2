"use strict";

// Finds what was copied: asked {root, files: [{path, format}]}, answers {version, duplicates, unread}.

const { hash } = require("node:crypto");
const { readFileSync } = require("node:fs");
const { join } = require("node:path");
const { Detector, MemoryStore, mild } = require("@jscpd/core");
const { version } = require("./node_modules/@jscpd/core/package.json");
const { Tokenizer } = require("@jscpd/tokenizer");
const { serve } = require("./asking.cjs");

// jscpd's own defaults; its hash, which is in JavaScript, takes most of the time.
const OPTIONS = { minLines: 5, minTokens: 50, mode: mild, hashFunction: (text) => hash("md5", text) };

// Letters in place of the colon, so that nothing is left out and every line stays where it is.
const ORDERS = /jscpd:ignore/g;

async function find({ root, files }) {
  const detector = new Detector(new Tokenizer(), new MemoryStore(), [], { ...OPTIONS });
  const duplicates = [];
  const unread = [];
  for (const { path, format } of files) {
    try {
      const text = readFileSync(join(root, path), "utf8").replace(ORDERS, "jscpd_ignore");
      const clones = await detector.detect(path, text, format);
      duplicates.push(...clones.filter((clone) => clone.format === format).map(row));
    } catch (error) {
      unread.push({ path, why: String(error) });
    }
  }
  return { version, duplicates, unread };
}

function row({ duplicationA: here, duplicationB: there }) {
  return {
    path: here.sourceId,
    line: here.start.line,
    lines: here.end.line - here.start.line + 1,
    tokens: here.end.position - here.start.position,
    other_path: there.sourceId,
    other_line: there.start.line,
  };
}

serve(find);
