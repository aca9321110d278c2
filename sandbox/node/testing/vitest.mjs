// Runs files with Vitest under our configuration: none of the candidate's is read.
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import report from './report.cjs';

const { orders, started, test, words, note, finished } = report;

const theirs = createRequire(`${orders.runners}/`);
const { startVitest } = await import(pathToFileURL(theirs.resolve('vitest/node')).href);

if (orders.raw) process.env.NODE_V8_COVERAGE = orders.raw; // for the processes that their tests start

const OUTCOMES = { passed: 'passed', pass: 'passed', failed: 'failed', fail: 'failed' };
const SKIPPED = new Set(['skipped', 'pending', 'skip', 'todo']);
const outcome = (state) => OUTCOMES[state] ?? (SKIPPED.has(state) ? 'skipped' : 'error');
let told = 0;

function tell(file, titles, state, milliseconds, errors, reason) {
  told += 1;
  const message = outcome(state) === 'skipped' ? reason ?? 'skipped' : (errors ?? []).map(words).join('\n');
  test(file, titles, outcome(state), milliseconds, message);
}

function titles(task) {
  const around = [];
  for (let at = task; at && at.type !== 'module'; at = at.parent) around.unshift(at.name);
  return around;
}

const reporter = {
  onTestCaseReady(task) {
    started(task.module.moduleId, titles(task));
  },
  onTestCaseResult(task) {
    const { state, errors, note: reason } = task.result();
    tell(task.module.moduleId, titles(task), state, task.diagnostic()?.duration, errors, reason);
  },
  onTestModuleEnd(module) {
    for (const error of module.errors()) tell(module.moduleId, ['(the file itself)'], 'error', 0, [error]);
  },
};

// Before its third version Vitest told of tests in another way; what it knows at the end was the same.
function older(file, tasks, above) {
  for (const task of tasks) {
    const path = [...above, task.name];
    if (task.type === 'suite') older(file, task.tasks, path);
    else tell(file.filepath, path, task.result?.state ?? task.mode, task.result?.duration, task.result?.errors);
  }
}

function olderFile(file) {
  older(file, file.tasks, []);
  if (!file.tasks.length && file.result?.errors) tell(file.filepath, ['(the file itself)'], 'error', 0, file.result.errors);
}

if (orders.config.coverage) {
  try {
    theirs.resolve('@vitest/coverage-v8');
  } catch {
    delete orders.config.coverage;
    note('Coverage is not measured: their packages have vitest without @vitest/coverage-v8');
  }
}
const files = orders.files.map((file) => `${orders.root}/${file}`);
const vitest = await startVitest('test', files, { ...orders.config, reporters: [reporter] }, orders.vite);
if (!told) vitest?.state.getFiles().forEach(olderFile);
await vitest?.close();
finished();
process.exit(0);
