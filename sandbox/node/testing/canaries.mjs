// Finds, in each test file, the expected values that its tests compare in a statement of their own, which nothing jumps
// over: where a number or a text may be made wrong, so that the test must fail. Prints them as one JSON object by file.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const { folder, files } = JSON.parse(readFileSync(0, 'utf8'));
const EQUAL = new Set(['toBe', 'toEqual', 'toStrictEqual', 'equal', 'equals', 'eql', 'eq']);
const ASSERT = new Set(['equal', 'strictEqual', 'deepEqual', 'deepStrictEqual']);

const ts = createRequire('/')('/grader/typescript/lib/typescript.js');

const isLiteral = (node) => node && (ts.isNumericLiteral(node) || ts.isStringLiteral(node));

// expect(x).toBe(1), expect(x).to.equal(1), assert.equal(x, 1); nothing with "not" in it.
function expected(statement) {
  let call = ts.isExpressionStatement(statement) ? statement.expression : undefined;
  if (call && ts.isAwaitExpression(call)) call = call.expression;
  if (!call || !ts.isCallExpression(call) || !ts.isPropertyAccessExpression(call.expression)) return undefined;
  const { expression: on, name } = call.expression;
  if (/\bnot\b/.test(on.getText())) return undefined;
  const [first, second] = call.arguments;
  if (on.getText() === 'assert' && ASSERT.has(name.text)) return isLiteral(second) && !isLiteral(first) ? second : undefined;
  return /^expect\(/.test(on.getText()) && EQUAL.has(name.text) && isLiteral(first) ? first : undefined;
}

function sites(path) {
  const text = readFileSync(path, 'utf8');
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const bytes = (position) => Buffer.byteLength(text.slice(0, position));
  const found = [];
  const visit = (node) => {
    if (ts.isCallExpression(node) && ['test', 'it'].includes(node.expression.getText())) {
      const [title, body] = [node.arguments[0], node.arguments.at(-1)];
      const statements = body?.body && ts.isBlock(body.body) && ts.isStringLiteral(title) ? body.body.statements : [];
      for (const value of statements.map(expected).filter(Boolean)) {
        found.push({
          test: title.text,
          text: ts.isStringLiteral(value),
          line: source.getLineAndCharacterOfPosition(value.getStart()).line + 1,
          start: bytes(value.getStart()),
          end: bytes(value.getEnd()),
        });
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

process.stdout.write(JSON.stringify(Object.fromEntries(files.map((file) => [file, sites(join(folder, file))]))));
