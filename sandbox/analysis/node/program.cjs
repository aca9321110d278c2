"use strict";

// The types of a submission, for the rules that need them: what a promise is, what can be awaited.

const { existsSync, readFileSync } = require("node:fs");
const { join } = require("node:path");
const ts = require("typescript");

// Without their comments, as declarations.cjs left them.
const LIBRARY = "/grader/node/declarations";
const PACKAGES = `${LIBRARY}/node_modules/@types`;

// Ours, whatever a tsconfig.json says: it may name programs ("plugins"), and any file of the machine ("extends").
const OPTIONS = {
  allowImportingTsExtensions: true,
  allowJs: true,
  esModuleInterop: true,
  experimentalDecorators: true,
  jsx: ts.JsxEmit.Preserve,
  // Without the browser's half: half a second, for names that count as anything where nobody declares them.
  lib: ["lib.esnext.d.ts"],
  module: ts.ModuleKind.Preserve,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  noEmit: true,
  skipLibCheck: true,
  strict: true,
  target: ts.ScriptTarget.ESNext,
  typeRoots: [PACKAGES],
  types: ["node"],
};

// A level takes several calls of the compiler and of every rule; people nest ten deep, chains of calls a hundred.
const DEEPEST = 400;

/** A program over the files; null where the compiler itself gives up. */
function programOf(root, paths) {
  const known = new Set(paths.map((path) => join(root, path)));
  const ours = (path) => path.startsWith(`${LIBRARY}/`);
  const host = {
    fileExists: (path) => known.has(path) || (ours(path) && existsSync(path)),
    directoryExists: (path) => (ours(`${path}/`) ? existsSync(path) : true),
    getCanonicalFileName: (path) => path,
    getCurrentDirectory: () => root,
    getDefaultLibFileName: () => join(LIBRARY, "lib.esnext.d.ts"),
    getDefaultLibLocation: () => LIBRARY,
    getDirectories: () => [],
    getNewLine: () => "\n",
    getSourceFile: (path, options) => (ours(path) ? declaration : sourceFile)(path, host.readFile(path), options),
    readFile: (path) => (host.fileExists(path) ? readFileSync(path, "utf8") : undefined),
    realpath: (path) => path,
    useCaseSensitiveFileNames: () => true,
    writeFile() {},
  };
  try {
    const program = ts.createProgram({ rootNames: [...known], options: OPTIONS, host });
    program.getTypeChecker();
    return program;
  } catch {
    return null;
  }
}

const declarations = new Map();

/** A file of ours, parsed once: before the snapshot of this program is made. */
function declaration(path, text, options) {
  if (!declarations.has(path) && text !== undefined) {
    declarations.set(path, ts.createSourceFile(path, text, options));
  }
  return declarations.get(path);
}

/** The parsed file, or nothing where it would blow the stack of whoever walks through it later. */
function sourceFile(path, text, options) {
  if (text === undefined) return undefined;
  try {
    const file = ts.createSourceFile(path, text, options, true);
    return deeperThan(file, DEEPEST) ? undefined : file;
  } catch {
    return undefined;
  }
}

function deeperThan(tree, most) {
  let level = [tree];
  for (let depth = 0; level.length; depth++) {
    if (depth > most) return true;
    const next = [];
    for (const node of level) ts.forEachChild(node, (child) => void next.push(child));
    level = next;
  }
  return false;
}

module.exports = { programOf };
