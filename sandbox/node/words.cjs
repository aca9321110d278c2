"use strict";

// What went wrong in the candidate's code: an exception as data for the suite, a failure to load in words for people.

const { existsSync, readFileSync } = require("node:fs");
const { basename, dirname, join } = require("node:path");
const { bound, className, quoted } = require("./values.cjs");

const { getPrototypeOf } = Object;
const { get } = Reflect;
const { isNativeError } = require("node:util").types;
const cut = bound(String.prototype.slice);
const includes = bound(String.prototype.includes);
const replaceAll = bound(String.prototype.replaceAll);
const split = bound(String.prototype.split);

const MAX_MESSAGE = 2000;
const MAX_TRACE = 4000;
const MAX_TYPES = 16;
const TRACES_A_REQUEST = 100;

const UNRESOLVED = new Set([
  "ERR_MODULE_NOT_FOUND",
  "MODULE_NOT_FOUND",
  "ERR_PACKAGE_PATH_NOT_EXPORTED",
  "ERR_PACKAGE_IMPORT_NOT_DEFINED",
  "ERR_UNSUPPORTED_DIR_IMPORT",
  "ERR_UNKNOWN_BUILTIN_MODULE",
  "ERR_UNKNOWN_FILE_EXTENSION",
  "ERR_INVALID_MODULE_SPECIFIER",
  "ERR_INVALID_PACKAGE_CONFIG",
  "ERR_INVALID_PACKAGE_TARGET",
  "ERR_IMPORT_ATTRIBUTE_MISSING",
  "ERR_NO_TYPESCRIPT",
]);

let roots = [];
let traces = TRACES_A_REQUEST;

/** Tell where the candidate's files are: names of files are given from there on. */
function setRoots(folders) {
  roots = folders;
}

/** Let the next request have its share of traces: writing one takes longer than many a call. */
function renewTraces() {
  traces = TRACES_A_REQUEST;
}

/** A text without the folders of this box. */
function plain(text) {
  for (let at = 0; at < roots.length; at++) {
    text = replaceAll(replaceAll(text, `file://${roots[at]}/`, ""), `${roots[at]}/`, "");
  }
  return text;
}

function property(error, name) {
  try {
    return error === null || error === undefined ? undefined : get(Object(error), name);
  } catch {
    return undefined;
  }
}

const textOf = (error, name) => {
  const value = property(error, name);
  return typeof value === "string" ? value : "";
};

// ── an exception of a call ──

/** The JSON text of what a call threw. */
function raised(error) {
  const names = typesOf(error);
  let types = "";
  for (let at = 0; at < names.length; at++) types += (at ? "," : "") + quoted(cut(names[at], 0, 80));
  const message = typeof error === "string" ? error : textOf(error, "message");
  return `{"types":[${types}],"message":${quoted(cut(message, 0, MAX_MESSAGE))},"trace":${quoted(traceOf(error))}}`;
}

/** Names of the error's classes, most derived first, then its own name and code; plain Error only where it is one. */
function typesOf(error) {
  if (typeof error !== "object" || error === null) return [error === null ? "null" : typeof error];
  const names = [];
  const add = (name) => {
    for (let at = 0; at < names.length; at++) if (names[at] === name) return;
    if (name && names.length < MAX_TYPES && (name !== "Error" || names.length === 0)) names[names.length] = name;
  };
  try {
    for (let level = getPrototypeOf(error); level !== null; level = getPrototypeOf(level)) {
      const name = className(level);
      if (name !== "Object") add(name);
    }
  } catch {
    add("Proxy");
  }
  const own = textOf(error, "name");
  // An Error that calls itself something else wants to be known by that; one of the system's refuses no argument.
  const called = own !== "" && own !== "Error";
  if (names[0] === "Error" && (called || typeof property(error, "errno") === "number")) names.length = 0;
  if (called) add(own);
  add(textOf(error, "code"));
  return names.length ? names : ["Object"];
}

function traceOf(error) {
  if (traces <= 0) return "";
  traces -= 1;
  return cut(ownFrames(textOf(error, "stack")), 0, MAX_TRACE);
}

/** Those lines of a stack that are in the candidate's files. */
function ownFrames(stack) {
  const lines = split(stack, "\n");
  let found = "";
  for (let at = 0; at < lines.length; at++) {
    if (isFrame(lines[at])) found += `${plain(lines[at])}\n`;
  }
  return found;
}

function isFrame(line) {
  if (cut(line, 0, 7) !== "    at ") return false;
  for (let at = 0; at < roots.length; at++) if (includes(line, `${roots[at]}/`)) return true;
  return false;
}

// ── a failure to load ──

/** Whether V8 refused the source, rather than the code that it was made into. */
function isSyntaxError(error) {
  return isNativeError(error) && error instanceof SyntaxError && (isLocated(error) || ownFrames(error.stack) === "");
}

/** Whether the error says in which line of which file it is. */
const isLocated = (error) => /^(file:\/\/)?\/[^\n]*:\d+\n/.test(textOf(error, "stack"));

/** Whether a script was refused for what only a module may say, which a file of no stated type is when it says it. */
const isOfModules = (error) =>
  /'export'|import statement|import\.meta|await is only valid/.test(textOf(error, "message"));

/** What a compiler's error says, with file, line and caret where V8 gives them. */
const syntaxWords = (error) => plain(textOf(error, "stack").split("\n    at ")[0]).slice(0, MAX_MESSAGE);

/** Verdict and message for what came out of loading the entry. */
function loadFailure(error, entry) {
  if (isSyntaxError(error)) return { kind: "compile_error", message: syntaxWords(error) };
  if (UNRESOLVED.has(property(error, "code"))) return { kind: "compile_error", message: unresolvedWords(error) };
  const name = typesOf(error)[0];
  const message = typeof error === "string" ? error : textOf(error, "message");
  const words = `Loading ${entry} raised ${name}${message && `: ${plain(message)}`}`;
  const frames = ownFrames(textOf(error, "stack"));
  return { kind: "run_time_error", message: `${words}\n${frames}`.trim().slice(0, MAX_MESSAGE) };
}

function unresolvedWords(error) {
  const message = textOf(error, "message");
  const [, wanted, importer] = /^Cannot find (?:package|module) '([^']+)'(?: imported from (\S+))?/.exec(message) ?? [];
  if (wanted === undefined) return plain(message).slice(0, MAX_MESSAGE);
  const from = importer ?? property(error, "requireStack")?.[0] ?? "";
  return missingModule(wanted, from);
}

/** What to say of a module that is not there: its name, who wants it, and what may have been meant. */
function missingModule(wanted, importer) {
  const who = importer ? `, which ${plain(importer)} imports` : "";
  if (/^[./]/.test(wanted)) {
    const path = wanted.startsWith(".") ? join(dirname(importer), wanted) : wanted;
    return `There is no module ${plain(path)}${who}.${nearFile(path)}`;
  }
  const name = wanted.split("/", wanted.startsWith("@") ? 2 : 1).join("/");
  const listed = isListed(name) ? "package.json lists it, but it is not installed" : "package.json does not list it";
  return `There is no package ${name}${who}: ${listed}.`;
}

function nearFile(path) {
  const endings = [".js", ".mjs", ".cjs", ".json", "/index.js", "/index.mjs", "/index.cjs"];
  const near = endings.find((ending) => existsSync(path + ending));
  return near === undefined
    ? ""
    : ` Did you mean ${basename(path)}${near}? ES modules are imported by their full name.`;
}

function isListed(name) {
  try {
    const lists = JSON.parse(readFileSync(join(roots[0], "package.json"), "utf8"));
    const fields = ["dependencies", "devDependencies", "peerDependencies", "optionalDependencies"];
    return fields.some((field) => Object.hasOwn(lists[field] ?? {}, name));
  } catch {
    return false;
  }
}

module.exports = {
  isLocated,
  isOfModules,
  isSyntaxError,
  loadFailure,
  missingModule,
  plain,
  raised,
  renewTraces,
  setRoots,
  syntaxWords,
};
