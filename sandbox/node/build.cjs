"use strict";

// Makes a runnable copy of a submission that has TypeScript in it; run in the build box by builder.py.
//
//     node build.cjs SUBMISSION BUILD ENTRY TESTS     "tests" or nothing for TESTS
//     stdout   {"emitted": {}} or {"failed": message}, then {"types": {"count", "first"}} when that is known
//
// Every file keeps its place: src/index.ts becomes src/index.js. Only what cannot be parsed fails; type errors are
// counted afterwards, since what has them may well run. tsconfig.json is read as data: none of its plug-ins are loaded.

const fs = require("node:fs");
const path = require("node:path");
const ts = require("./typescript/lib/typescript.js");
const { checkTexts } = require("./loading.cjs");

const [root, build, entry, wish] = process.argv.slice(2);
const withTests = wish === "tests";

const SOURCE = /\.[cm]?tsx?$/;
const DECLARATION = /\.d\.[cm]?ts$/;
const TEST = /\.(test|spec)\.[cm]?[jt]sx?$|(^|\/)(__tests__|tests?)\//;
const TOOL = /(^|\/)[^/]*\.config\.[cm]?ts$/;
const MOST_ERRORS = 10;
const MAX_MESSAGE = 3900;
// Of a package whose types are not installed, and what follows from it: the candidate's machine may have had them.
const UNTYPED = new Set([2307, 7016, 2792, 2688, 2580, 2582, 2584, 2591, 2593, 2882]);
const OF_UNTYPED = new Set([7006, 7031, 7005, 7034, 7053, 1259]);

class Failed extends Error {}

const say = (message) => fs.writeSync(1, JSON.stringify(message) + "\n");
const below = (file) => path.relative(root, file);
const isOurs = (file) => file.startsWith(root + "/") && !file.includes("/node_modules/");

// ── files ──

function allFiles() {
  return fs
    .readdirSync(root, { withFileTypes: true, recursive: true })
    .filter((found) => found.isFile())
    .map((found) => path.join(found.parentPath, found.name))
    .filter((file) => !file.includes("/node_modules/"));
}

/** What the compiler makes of a file's name; a declaration stands for the script beside it. */
function emittedName(file) {
  return file.replace(/(\.d)?\.([cm]?)tsx?$/, (_, _declaration, kind) => `.${kind}js`);
}

function typeNear(file) {
  for (let folder = path.dirname(file); folder.startsWith(root); folder = path.dirname(folder)) {
    const manifest = path.join(folder, "package.json");
    if (fs.existsSync(manifest)) return manifestAt(manifest).type;
  }
  return undefined;
}

function manifestAt(file) {
  try {
    return Object(JSON.parse(fs.readFileSync(file, "utf8").replace(/^\ufeff/, "")));
  } catch (error) {
    throw new Failed(`${below(file)}: not valid JSON: ${error.message}`);
  }
}

// ── options ──

/** tsconfig.json as data: the compiler's options, and the files that it means. */
function configured() {
  const file = ["tsconfig.json", "src/tsconfig.json"].map((name) => path.join(root, name)).find(fs.existsSync);
  if (file === undefined) return { given: null, files: [] };
  const { config, error } = ts.readConfigFile(file, ts.sys.readFile);
  if (error) throw new Failed(located(error));
  const readable = (name) => isOurs(name) || name.includes("/node_modules/");
  const host = {
    ...ts.sys,
    fileExists: (name) => readable(name) && ts.sys.fileExists(name),
    readFile: (name) => (readable(name) ? ts.sys.readFile(name) : undefined),
  };
  const { options, fileNames } = ts.parseJsonConfigFileContent(config, host, path.dirname(file), {}, file);
  return { given: options, files: fileNames };
}

/** The options to compile by: what the candidate chose of the language, and our own way of writing files. */
function optionsFrom(chosen) {
  const given = chosen ?? {};
  const byNode = given.module === undefined || given.module >= ts.ModuleKind.Node16;
  return {
    ...given,
    target: given.target ?? ts.ScriptTarget.ES2024,
    // Each file is told its own format below; "bundler" finds what is imported without an extension as well.
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    esModuleInterop: given.esModuleInterop ?? byNode,
    resolveJsonModule: true,
    jsx: given.jsx === undefined || given.jsx === ts.JsxEmit.Preserve ? ts.JsxEmit.ReactJSX : given.jsx,
    outDir: build,
    rootDir: root,
    inlineSourceMap: true,
    inlineSources: true,
    // Nothing is checked, and what an import is of, a type or a value, the standard library does not tell.
    noCheck: true,
    noLib: true,
    lib: undefined,
    types: [],
    skipLibCheck: true,
    ignoreDeprecations: "5.0",
    ...Object.fromEntries(OFF.map((name) => [name, false])),
    ...Object.fromEntries(UNSET.map((name) => [name, undefined])),
  };
}

const OFF = [
  "allowJs", "checkJs", "composite", "declaration", "declarationMap", "emitDeclarationOnly", "importHelpers",
  "incremental", "isolatedDeclarations", "noEmit", "noEmitHelpers", "noEmitOnError", "sourceMap",
]; // prettier-ignore
const UNSET = ["declarationDir", "mapRoot", "out", "outFile", "plugins", "sourceRoot", "tsBuildInfoFile"];

/** What is compiled: the files that tsconfig.json means, else all; the entry; own tests only where they are wanted. */
function rootsFrom(files) {
  const sources = allFiles().filter((file) => SOURCE.test(file));
  // It may mean files that are not there, or that are not the submission's.
  const ours = files.filter((file) => isOurs(file) && ts.sys.fileExists(file));
  const meant = ours.length ? [...ours, ...sources.filter((file) => TEST.test(below(file)))] : sources;
  const chosen = meant.filter((file) => withTests || (!TEST.test(below(file)) && !TOOL.test(below(file))));
  const first = path.join(root, entry);
  return [...new Set([...chosen, ...(SOURCE.test(first) ? [first] : [])])];
}

// ── formats ──

/** Tells each file its format: what Node will take its output for, by its extension and package.json. */
class Formats {
  constructor(roots) {
    this.types = new Map();
    // Where nothing says, CommonJS takes the most: imports without extensions, of JSON, by name from anything.
    this.otherwise = roots.some((file) => needsModules(file)) ? "module" : "commonjs";
  }

  of(file) {
    if (/\.mts$/.test(file)) return ts.ModuleKind.ESNext;
    if (/\.cts$/.test(file)) return ts.ModuleKind.CommonJS;
    const folder = path.dirname(file);
    if (!this.types.has(folder)) this.types.set(folder, typeNear(file) ?? this.otherwise);
    return this.types.get(folder) === "module" ? ts.ModuleKind.ESNext : ts.ModuleKind.CommonJS;
  }
}

/** Whether a file says what only a module may: `import.meta`, or `await` outside any function. */
function needsModules(file) {
  const text = fs.readFileSync(file, "utf8");
  if (!/\bimport\s*\.\s*meta\b|\bawait\b/.test(text)) return false;
  const visit = (node, inside) => {
    if (ts.isMetaProperty(node) && node.keywordToken === ts.SyntaxKind.ImportKeyword) return true;
    if (!inside && (ts.isAwaitExpression(node) || (ts.isForOfStatement(node) && node.awaitModifier))) return true;
    return ts.forEachChild(node, (child) => visit(child, inside || ts.isFunctionLike(node))) ?? false;
  };
  return visit(ts.createSourceFile(file, text, ts.ScriptTarget.ESNext), false);
}

// ── compiling ──

function hostFor(options, formats) {
  const host = ts.createCompilerHost(options);
  const { getSourceFile } = host;
  const parsed = new Map();
  host.getSourceFile = (file, wanted, ...rest) => {
    if (!parsed.has(file)) {
      const source = getSourceFile.call(host, file, wanted, ...rest);
      if (source && isOurs(file)) source.impliedNodeFormat = formats.of(file);
      parsed.set(file, source);
    }
    return parsed.get(file);
  };
  return host;
}

/** Write the output of all files; tell what was written, by name. */
function emit(program, options, host) {
  const broken = program.getSourceFiles().filter((file) => isOurs(file.fileName));
  const errors = broken.flatMap((file) => program.getSyntacticDiagnostics(file));
  if (errors.length) {
    const more = errors.length > MOST_ERRORS ? `\n… and ${errors.length - MOST_ERRORS} more` : "";
    throw new Failed(errors.slice(0, MOST_ERRORS).map(located).join("\n") + more);
  }
  const written = new Map();
  const write = (file, text) => written.set(path.resolve(file), text);
  program.emit(undefined, write, undefined, false, { after: [renaming(options, host)] });
  return written;
}

/** Make every import of a file of the submission's name the file that was written, as Node will look for it. */
function renaming(options, host) {
  const cache = ts.createModuleResolutionCache(root, (name) => name, options);
  return (context) => (file) => {
    const { factory } = context;
    const target = (wanted) => targetOf(wanted, file.fileName, options, host, cache);
    const attributes = (found) =>
      factory.createImportAttributes([
        factory.createImportAttribute(factory.createIdentifier("type"), factory.createStringLiteral(found)),
      ]);
    const visit = (node) => {
      if (ts.isImportDeclaration(node) && (found = target(node.moduleSpecifier))) {
        const json = found.endsWith(".json") ? attributes("json") : undefined;
        const { modifiers, importClause } = node;
        const named = factory.createStringLiteral(found);
        return factory.updateImportDeclaration(node, modifiers, importClause, named, node.attributes ?? json);
      }
      if (ts.isExportDeclaration(node) && node.moduleSpecifier && (found = target(node.moduleSpecifier))) {
        const { modifiers, isTypeOnly, exportClause } = node;
        const named = factory.createStringLiteral(found);
        return factory.updateExportDeclaration(node, modifiers, isTypeOnly, exportClause, named, node.attributes);
      }
      if (isImportCall(node) && (found = target(node.arguments[0]))) {
        const rest = node.arguments.slice(1);
        return factory.updateCallExpression(node, node.expression, undefined, [
          factory.createStringLiteral(found),
          ...rest,
        ]);
      }
      return ts.visitEachChild(node, visit, context);
    };
    let found;
    return ts.visitNode(file, visit);
  };
}

const isImportCall = (node) =>
  ts.isCallExpression(node) &&
  (node.expression.kind === ts.SyntaxKind.ImportKeyword || node.expression.escapedText === "require") &&
  node.arguments.length > 0 &&
  ts.isStringLiteralLike(node.arguments[0]);

/** How Node finds, from a file's place, the file of the submission that is meant; undefined where it is none. */
function targetOf(specifier, from, options, host, cache) {
  const wanted = specifier.text;
  const resolved = ts.resolveModuleName(wanted, from, options, host, cache).resolvedModule?.resolvedFileName;
  const file = resolved ?? (wanted.startsWith(".") ? beside(path.resolve(path.dirname(from), wanted)) : undefined);
  if (file === undefined || !isOurs(file)) return undefined;
  const relative = path.relative(path.dirname(from), emittedName(file));
  return relative.startsWith(".") ? relative : `./${relative}`;
}

const beside = (file) =>
  ["", ".js", ".mjs", ".cjs", ".json", "/index.js", "/index.mjs", "/index.cjs"]
    .map((ending) => file + ending)
    .find((name) => fs.existsSync(name) && fs.statSync(name).isFile());

// ── writing ──

/** Write a file; where it cannot be, the submission's own names are in each other's way, or it is too large. */
function put(file, content) {
  try {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, content);
  } catch (error) {
    throw new Failed(`${path.relative(build, file)} cannot be written beside what else is compiled: ${error.code}.`);
  }
}

/** Write what was compiled, and beside it whatever else was handed in. */
function writeAll(written, given, program, formats) {
  const others = allFiles().filter((file) => !SOURCE.test(file));
  for (const file of others) put(path.join(build, below(file)), fs.readFileSync(file));
  for (const [file, text] of written) put(file, text);
  const manifest = path.join(root, "package.json");
  // Without a type Node would try each of our modules as a script first, and complain of it.
  const scripts = others.some((file) => /\.js$/.test(file));
  if (formats.otherwise === "module" && !scripts && typeNear(manifest) === undefined) {
    const said = fs.existsSync(manifest) ? manifestAt(manifest) : {};
    put(path.join(build, "package.json"), JSON.stringify({ ...said, type: "module" }));
  }
  if (given?.outDir && isOurs(given.outDir)) writeOutput(written, others, given, program);
}

/** Write it all once more where tsconfig.json says, for scripts and packages that look for it there. */
function writeOutput(written, others, given, program) {
  const name = `${below(given.outDir)}/`;
  if (!others.some((file) => /\.([cm]?js|json)$/.test(file) && fs.readFileSync(file, "utf8").includes(name))) return;
  const from = path.join(build, below(path.resolve(given.rootDir ?? commonFolder(program))));
  for (const [file, text] of written) {
    const copy = path.join(build, name, path.relative(from, file));
    if (file.startsWith(`${from}/`) && !fs.existsSync(copy)) put(copy, text);
  }
}

function commonFolder(program) {
  const folders = program
    .getRootFileNames()
    .filter((file) => !DECLARATION.test(file))
    .map((file) => path.dirname(file));
  let common = folders[0] ?? root;
  while (!folders.every((folder) => `${folder}/`.startsWith(`${common}/`))) common = path.dirname(common);
  return common;
}

// ── words ──

/** An error of the compiler's with its place, its line and a caret. */
function located({ file, start: at, code, messageText }) {
  const message = ts.flattenDiagnosticMessageText(messageText, "\n");
  if (file === undefined) return `error TS${code}: ${message}`;
  const { line, character } = ts.getLineAndCharacterOfPosition(file, at);
  // Lines are the compiler's, which end at more than \n.
  const start = ts.getPositionOfLineAndCharacter(file, line, 0);
  const text = file.text.slice(start, start + 200).split(/[\r\n\u2028\u2029]/, 1)[0];
  const caret = `${text.slice(0, character).replaceAll(/[^\t]/g, " ")}^`;
  return `${below(file.fileName)}:${line + 1}:${character + 1}: error TS${code}: ${message}\n${text}\n${caret}`;
}

/** Type errors of the submission's own files, less those that only say that a package has no types here. */
function typeErrors(program) {
  const files = program.getSourceFiles().filter((file) => isOurs(file.fileName) && !file.isDeclarationFile);
  const errors = files.flatMap((file) => program.getSemanticDiagnostics(file));
  const isUntyped = ({ code, messageText }) =>
    UNTYPED.has(code) && !/module '\.|module '@\//.test(ts.flattenDiagnosticMessageText(messageText, "\n"));
  const untyped = errors.some(isUntyped);
  return errors.filter((error) => !isUntyped(error) && !(untyped && OF_UNTYPED.has(error.code)));
}

/** What to say where the compiler itself breaks on a submission; undefined where we do. */
function compilersOwn({ stack, message }) {
  if (/call stack/.test(message)) {
    const file = allFiles().find((each) => SOURCE.test(each) && !isCompilable(each));
    return `${file === undefined ? "The TypeScript" : below(file)} is nested too deeply for the compiler. Break it up.`;
  }
  const [, frame = ""] = stack.split("\n    at ");
  return frame.includes("/typescript.js") ? `The TypeScript compiler itself broke: ${message}` : undefined;
}

function isCompilable(file) {
  try {
    return ts.transpileModule(fs.readFileSync(file, "utf8"), {}) !== undefined;
  } catch {
    return false;
  }
}

function main() {
  checkTexts(root, [".ts", ".mts", ".cts", ".tsx", ".js", ".mjs", ".cjs"]);
  const { given, files } = configured();
  const options = optionsFrom(given);
  const rootNames = rootsFrom(files);
  const formats = new Formats(rootNames);
  const host = hostFor(options, formats);
  const program = ts.createProgram({ rootNames, options, host });
  writeAll(emit(program, options, host), given, program, formats);
  say({ emitted: {} });
  // By the candidate's own options, where there are any: what tsc would say is what the note is about.
  const own = given ?? { ...options, noLib: false, types: undefined };
  const checking = { ...own, noCheck: false, noEmit: true, skipLibCheck: true, incremental: false, composite: false };
  const errors = typeErrors(ts.createProgram({ rootNames, options: checking, host }));
  say({ types: { count: errors.length, first: errors.slice(0, 3).map((error) => located(error).split("\n")[0]) } });
}

try {
  main();
} catch (error) {
  // What checkTexts refuses has a kind; what nobody has foreseen is a mistake of ours.
  const words = error instanceof Failed || error.kind !== undefined ? error.message : compilersOwn(error);
  if (words === undefined) throw error;
  say({ failed: words.slice(0, MAX_MESSAGE) });
}
