// Runs files with Vitest under our configuration: none of the candidate's is read.
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import report from './report.cjs';

const { orders, started, test, words, finished } = report;

const theirs = createRequire(`${orders.root}/`);
const { startVitest } = await import(pathToFileURL(theirs.resolve('vitest/node')).href);

if (orders.raw) process.env.NODE_V8_COVERAGE = orders.raw; // for the processes that their tests start

const OUTCOMES = { passed: 'passed', failed: 'failed', skipped: 'skipped', pending: 'skipped' };

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
    const result = task.result();
    const message = result.state === 'skipped' ? result.note ?? 'skipped' : (result.errors ?? []).map(words).join('\n');
    test(task.module.moduleId, titles(task), OUTCOMES[result.state] ?? 'error', task.diagnostic()?.duration, message);
  },
  onTestModuleEnd(module) {
    for (const error of module.errors()) test(module.moduleId, ['(the file itself)'], 'error', 0, words(error));
  },
};

const files = orders.files.map((file) => `${orders.root}/${file}`);
const vitest = await startVitest('test', files, { ...orders.config, reporters: [reporter] }, orders.vite);
await vitest?.close();
finished();
process.exit(0);
