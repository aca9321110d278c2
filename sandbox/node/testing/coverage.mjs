// Adds up what the runs recorded, and prints lines and branches of each file as one JSON list; runs nothing of it.
//
//   raw        what V8 wrote for each process (NODE_V8_COVERAGE), read by c8
//   reports    what Jest or Vitest wrote themselves, for what they ran in contexts of their own
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { relative } from 'node:path';

const MAX_LINES = 5000;
const orders = JSON.parse(readFileSync(0, 'utf8'));
process.chdir(orders.root); // what c8 includes is relative to where it runs

async function fromRaw() {
  if (!existsSync(orders.raw)) return {};
  const { Report } = createRequire('/grader/tools/')('c8');
  const report = new Report({
    include: orders.wanted,
    exclude: [],
    extension: orders.extensions,
    excludeAfterRemap: true,
    excludeNodeModules: true,
    allowExternal: false,
    omitRelative: true,
    src: [orders.root],
    all: orders.reports.length === 0,
    tempDirectory: orders.raw,
    reportsDirectory: orders.scratch,
    resolve: '',
    reporter: [],
  });
  return (await report.getCoverageMapFromAllCoverageFiles()).toJSON();
}

function fromReports() {
  return orders.reports.filter((path) => existsSync(path)).map((path) => JSON.parse(readFileSync(path, 'utf8')));
}

const compiler = createRequire('/')('/grader/typescript/lib/typescript.js');

// The first and last lines of what only the compiler reads: interfaces, types, imports of types.
function typeLines(path, text) {
  if (!/\.[cm]?ts$/.test(path)) return [];
  const file = compiler.createSourceFile(path, text, compiler.ScriptTarget.Latest, true);
  const only = (node) => compiler.isInterfaceDeclaration(node) || compiler.isTypeAliasDeclaration(node)
    || (compiler.isImportDeclaration(node) && node.importClause?.isTypeOnly)
    || node.modifiers?.some(({ kind }) => kind === compiler.SyntaxKind.DeclareKeyword);
  const line = (position) => file.getLineAndCharacterOfPosition(position).line + 1;
  return file.statements.filter(only).map((node) => [line(node.getStart()), line(node.getEnd())]);
}

// Numbers of the lines with something on them that can run: not blank, not only a comment, a bracket or a type.
function codeLines(path) {
  const text = readFileSync(path, 'utf8');
  const lines = new Set();
  let comment = false;
  for (const [index, line] of text.split('\n').entries()) {
    let rest = line;
    if (comment) {
      if (!rest.includes('*/')) continue;
      rest = rest.slice(rest.indexOf('*/') + 2);
    }
    rest = rest.replace(/\/\*.*?\*\//g, '').replace(/^\s*\/\/.*/, '');
    comment = /^\s*\/\*/.test(rest);
    if (!comment && !/^[\s{}()[\];,]*$/.test(rest)) lines.add(index + 1);
  }
  for (const [first, last] of typeLines(path, text)) for (let line = first; line <= last; line += 1) lines.delete(line);
  return lines;
}

// How often each line ran, over all processes and contexts; and the best of what is known of its branches.
function counted(path, found) {
  const counts = new Map();
  let [branches, covered] = [0, 0];
  for (const file of found) {
    for (const [id, { start }] of Object.entries(file.statementMap)) {
      counts.set(start.line, (counts.get(start.line) ?? 0) + file.s[id]);
    }
    const arms = Object.values(file.b).flat();
    const taken = arms.filter((count) => count > 0).length;
    if (taken > covered) [branches, covered] = [arms.length, taken];
  }
  const code = codeLines(path);
  const lines = [...counts].filter(([line]) => code.has(line));
  const uncovered = lines.filter(([, count]) => !count).map(([line]) => line).sort((a, b) => a - b);
  return {
    path: relative(orders.root, path),
    lines: lines.length,
    covered_lines: lines.length - uncovered.length,
    branches,
    covered_branches: covered,
    uncovered: uncovered.slice(0, MAX_LINES),
  };
}

function byPath(map) {
  return Object.fromEntries(Object.entries(map).map(([path, file]) => [path, file.data ?? file]));
}

const maps = [await fromRaw(), ...fromReports()].map(byPath);
const wanted = orders.wanted.map((path) => `${orders.root}/${path}`).filter((path) => existsSync(path));
const told = wanted.map((path) => [path, maps.flatMap((map) => (map[path] ? [map[path]] : []))]);
const files = told.filter(([, found]) => found.length).map(([path, found]) => counted(path, found));
process.stdout.write(JSON.stringify(files.filter(({ lines }) => lines > 0)));
