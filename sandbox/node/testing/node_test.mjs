// Runs files with Node's own test runner.
import { run } from 'node:test';
import report from './report.cjs';

const { orders, test, started, words, finished } = report;
const LAST_WORDS = 1500;

const files = orders.files.map((file) => `${orders.root}/${file}`);
const around = new Map(); // titles of the suites and tests that the next one stands in, by file
const printed = new Map(); // on stderr, by file

function titles(data) {
  const found = [...(around.get(data.file) ?? []).slice(0, data.nesting), data.name];
  around.set(data.file, found);
  return found;
}

function outcome(kind, data) {
  if (data.skip !== undefined || data.todo !== undefined) return 'skipped';
  return kind === 'test:pass' ? 'passed' : 'failed';
}

function message(data) {
  const reason = data.skip ?? data.todo;
  if (reason !== undefined) return typeof reason === 'string' ? reason : 'skipped';
  const error = data.details?.error;
  return words(error?.cause ?? error);
}

// With a process for each file, the runner makes a test of every file as well.
const isFile = (data) => data.nesting === 0 && files.includes(data.name);

const stream = run({
  files,
  isolation: orders.isolation,
  concurrency: 1,
  ...(orders.isolation === 'process' ? { execArgv: process.execArgv } : {}),
});
stream.on('test:start', (data) => {
  if (data.file && !isFile(data)) started(data.file, titles(data));
});
stream.on('test:stderr', ({ file, message: text }) => {
  printed.set(file, ((printed.get(file) ?? '') + text).slice(-LAST_WORDS));
});
for (const kind of ['test:pass', 'test:fail']) {
  stream.on(kind, (data) => {
    if (isFile(data)) {
      if (kind === 'test:fail' && data.details?.error?.failureType !== 'subtestsFailed') {
        test(data.name, ['(the file itself)'], 'error', data.details?.duration_ms, words(printed.get(data.name) || message(data)));
      }
    } else if (data.details?.type !== 'suite' || kind === 'test:fail' && data.details?.error?.failureType === 'hookFailed') {
      test(data.file ?? orders.root, titles(data), outcome(kind, data), data.details?.duration_ms, message(data));
    }
  });
}
stream.on('end', () => {
  finished();
  process.exit(0);
});
stream.resume();
