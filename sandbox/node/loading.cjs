"use strict";

// Loads the submission's entry, and says in Node's words why where it cannot be.

const { isUtf8 } = require("node:buffer");
const { existsSync, readFileSync, readdirSync } = require("node:fs");
const { dirname, join, relative } = require("node:path");
const { pathToFileURL } = require("node:url");
const { NotLoaded, findDeclared, refuse } = require("./declared.cjs");
const { isLocated, isOfModules, isSyntaxError, loadFailure } = require("./words.cjs");

const SOURCES = [".js", ".mjs", ".cjs"];

// ── files ──

/** Refuse a source that is not UTF-8 text: Node would read other letters than were written, and say nothing. */
function checkTexts(root, extensions = SOURCES) {
  for (const entry of readdirSync(root, { withFileTypes: true, recursive: true })) {
    const path = join(entry.parentPath, entry.name);
    if (!entry.isFile() || !extensions.some((end) => path.endsWith(end)) || path.includes("/node_modules/")) continue;
    const content = readFileSync(path);
    if (!isUtf8(content))
      throw refuse(`${relative(root, path)}:${badLine(content)}: not UTF-8 text. Save the file as UTF-8.`);
  }
}

function badLine(content) {
  let line = 1;
  for (let start = 0; start < content.length; line++) {
    const end = content.indexOf(10, start);
    const next = end === -1 ? content.length : end + 1;
    if (!isUtf8(content.subarray(start, next))) return line;
    start = next;
  }
  return line;
}

/** What package.json says of the files beside it and below: "module", "commonjs", or nothing. */
function typeNear(path, root) {
  for (let folder = dirname(path); folder.startsWith(root); folder = dirname(folder)) {
    const manifest = join(folder, "package.json");
    if (existsSync(manifest)) return JSON.parse(readFileSync(manifest, "utf8").replace(/^\ufeff/, "")).type;
    if (folder === "/") break;
  }
  return undefined;
}

/** What Node takes a file for: "module", "commonjs", or undefined where it finds out by trying. */
function formatOf(path, root) {
  if (path.endsWith(".mjs")) return "module";
  return path.endsWith(".cjs") ? "commonjs" : typeNear(path, root);
}

// ── loading ──

/** What is declared, as the entry exports it (`findDeclared`); `NotLoaded` where it does not load or is not there. */
async function loaded(settings, wait) {
  const exported = await exportsOf(settings, wait);
  try {
    return findDeclared(exported, settings);
  } catch (error) {
    // A getter, or a proxy: whatever is exported may run code when it is looked at.
    throw error instanceof NotLoaded ? error : failure(error, settings);
  }
}

async function exportsOf(settings, wait) {
  const path = join(settings.root, settings.entry);
  try {
    if (formatOf(path, settings.root) === "module") return await wait(import(pathToFileURL(path)));
    // Required, so that a script that asks whether it is the main one, or has a parent, is told the truth.
    return require(path);
  } catch (error) {
    if (error?.code === "ERR_REQUIRE_ASYNC_MODULE") return imported(settings, path, wait);
    throw failure(error, settings);
  }
}

async function imported(settings, path, wait) {
  try {
    return await wait(import(pathToFileURL(path)));
  } catch (error) {
    throw failure(error, settings);
  }
}

function failure(error, settings) {
  const { kind, message } = loadFailure(error, settings.entry);
  // Of an ES module V8 tells the line only to Node's own printer, so that another process looks for it.
  const vague = isSyntaxError(error) && (!isLocated(error) || isOfModules(error));
  return new NotLoaded(kind, (vague ? firstMistake(settings) : null) ?? message);
}

/** The first thing in the files that the entry reaches that no Node could run, in words; null where there is none. */
function firstMistake(settings) {
  // Dear to load, and mostly not needed.
  const { spawnSync } = require("node:child_process");
  const program = join(__dirname, "checking.cjs");
  const flags = ["--experimental-vm-modules", "--no-warnings"];
  const ran = spawnSync(process.execPath, [...flags, program, settings.root, settings.entry], { encoding: "utf8" });
  return ran.status === 3 ? ran.stdout : null;
}

/** See, without running any of it, that a program's files can be compiled and find each other. */
function checkProgram(settings) {
  const mistake = firstMistake(settings);
  if (mistake !== null) throw refuse(mistake);
}

module.exports = { checkProgram, checkTexts, formatOf, loaded };
