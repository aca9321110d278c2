"use strict";

// Makes the folder of declarations that types are worked out from: TypeScript's own and those of Node.js, without the
// comments, which are two thirds of them, and without what reads like a protocol and nobody's submission asks for.
//
//     node declarations.cjs NODE_MODULES FOLDER

const { mkdirSync, readFileSync, readdirSync, writeFileSync } = require("node:fs");
const { dirname, join } = require("node:path");
const ts = require("typescript");

const [, , packages, folder] = process.argv;
const LEFT_OUT = /^\/\/\/ <reference path="(?:inspector|quic|repl|sea|trace_events|v8|wasi)\b.*$/gm;

function declarations(from, to, isTaken = () => true) {
  for (const name of readdirSync(from, { recursive: true }).filter((each) => each.endsWith(".d.ts") && isTaken(each))) {
    const text = readFileSync(join(from, name), "utf8").replace(LEFT_OUT, "");
    const file = ts.createSourceFile(name, text, ts.ScriptTarget.ESNext);
    const path = join(folder, to, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, ts.createPrinter({ removeComments: true }).printFile(file));
  }
}

declarations(join(packages, "typescript/lib"), "", (name) => /^lib\.(?!.*(?:dom|webworker|scripthost))/.test(name));
for (const name of ["@types/node", "undici-types"]) {
  const to = join("node_modules", name);
  declarations(join(packages, name), to, (path) => !path.startsWith("ts5."));
  writeFileSync(join(folder, to, "package.json"), readFileSync(join(packages, name, "package.json")));
}
