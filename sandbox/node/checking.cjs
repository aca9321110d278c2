"use strict";

// Looks for what Node could not run in the files that an entry reaches, and runs none of it.
//
//     node --experimental-vm-modules checking.cjs ROOT ENTRY     exit code 3 and the mistake on stdout, or 0
//
// Static imports are followed because a program whose imports fail does not even start; of what is required only files
// that are there, since a script may well expect not to find something.

const { spawnSync } = require("node:child_process");
const { existsSync, readFileSync, realpathSync, statSync } = require("node:fs");
const { createRequire, isBuiltin } = require("node:module");
const { dirname, join, relative, resolve } = require("node:path");
const { SourceTextModule, compileFunction } = require("node:vm");
const { formatOf } = require("./loading.cjs");
const words = require("./words.cjs");

const PARAMETERS = ["exports", "require", "module", "__filename", "__dirname"];
const REQUIRED = /\brequire\(\s*(["'])(\.[^"'\n]*)\1\s*\)/g;
const root = resolve(process.argv[2]);

const isFile = (path) => existsSync(path) && statSync(path).isFile();

/** The first mistake that is reached, in words; null where there is none. */
function firstMistake(entry) {
  const seen = new Set();
  const waiting = [entry];
  while (waiting.length) {
    const path = waiting.shift();
    if (seen.has(path) || !/\.[cm]?js$/.test(path) || path.includes("/node_modules/")) continue;
    seen.add(path);
    const { mistake, next } = checked(path);
    if (mistake) return mistake;
    waiting.push(...next);
  }
  return null;
}

function checked(path) {
  const source = readFileSync(path, "utf8")
    .replace(/^\ufeff/, "")
    .replace(/^#!.*/, "");
  const format = formatOf(path, root);
  let script = null;
  if (format !== "module") {
    try {
      compileFunction(source, PARAMETERS, { filename: relative(root, path) });
      return { next: requiredBy(path, source) };
    } catch (error) {
      script = error;
    }
  }
  if (format === "commonjs") return { mistake: words.syntaxWords(script) };
  try {
    const module = new SourceTextModule(source, { identifier: path });
    return followed(
      path,
      module.moduleRequests.map((request) => request.specifier),
    );
  } catch {
    return {
      mistake: format === "module" || words.isOfModules(script) ? printed(path, source) : words.syntaxWords(script),
    };
  }
}

/** What Node prints of a module that it cannot compile: nowhere else does V8 tell the line of the mistake. */
function printed(path, source) {
  const { stderr } = spawnSync(process.execPath, ["--input-type=module", "--check"], {
    input: source,
    encoding: "utf8",
  });
  return stderr.split("\n    at ")[0].replace("[stdin]", words.plain(path));
}

function requiredBy(path, source) {
  const { resolve } = createRequire(path);
  const found = [];
  for (const [, , wanted] of source.matchAll(REQUIRED)) {
    try {
      found.push(resolve(wanted));
    } catch {
      continue;
    }
  }
  return found;
}

function followed(path, specifiers) {
  const next = [];
  for (const wanted of specifiers) {
    const local = /^(\.{0,2}\/|file:)/.test(wanted);
    const target = local ? new URL(wanted, `file://${path}`).pathname : null;
    if (local ? !isFile(decodeURIComponent(target)) : !isInstalled(wanted, path)) {
      return { mistake: words.missingModule(wanted, path) };
    }
    if (local) next.push(realpathSync(decodeURIComponent(target)));
  }
  return { next };
}

/** Whether a package's folder is there; one that names itself, or an alias of package.json's, is Node's to find. */
function isInstalled(wanted, path) {
  if (isBuiltin(wanted) || /^(#|[a-z]+:)/.test(wanted)) return true;
  const name = wanted.split("/", wanted.startsWith("@") ? 2 : 1).join("/");
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    if (existsSync(join(folder, "node_modules", name))) return true;
    const manifest = join(folder, "package.json");
    if (isFile(manifest) && JSON.parse(readFileSync(manifest, "utf8")).name === name) return true;
    if (folder === "/") return false;
  }
}

words.setRoots([root]);
const mistake = firstMistake(join(root, process.argv[3]));
if (mistake !== null) {
  process.stdout.write(mistake.trim());
  process.exitCode = 3;
}
