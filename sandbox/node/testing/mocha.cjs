// Runs files with Mocha: no configuration but ours.
'use strict';

const { createRequire } = require('node:module');
const { orders, test, started, words, finished } = require('./report.cjs');

const Mocha = createRequire(`${orders.runners}/`)('mocha');
const { EVENT_TEST_BEGIN, EVENT_TEST_PASS, EVENT_TEST_FAIL, EVENT_TEST_PENDING } = Mocha.Runner.constants;

const mocha = new Mocha({ ui: orders.ui, reporter: class {}, timeout: orders.timeout_ms ?? 10_000, forbidOnly: false });

const titles = (item) => item.titlePath();

// One by one, because of several files Mocha would give up at the first that cannot be loaded.
async function load(file) {
  mocha.files = [`${orders.root}/${file}`];
  try {
    await mocha.loadFilesAsync();
  } catch (error) {
    test(mocha.files[0], ['(the file itself)'], 'error', 0, words(error));
  }
}

async function main() {
  for (const file of orders.files) await load(file);
  await new Promise((resolve) => {
    const runner = mocha.run(resolve);
    runner.on(EVENT_TEST_BEGIN, (item) => started(item.file, titles(item)));
    runner.on(EVENT_TEST_PASS, (item) => test(item.file, titles(item), 'passed', item.duration, ''));
    runner.on(EVENT_TEST_PENDING, (item) => test(item.file, titles(item), 'skipped', 0, 'skipped'));
    runner.on(EVENT_TEST_FAIL, (item, error) => {
      test(item.file ?? '', titles(item), item.type === 'hook' ? 'error' : 'failed', item.duration, words(error));
    });
  });
}

main().then(() => {
  finished();
  process.exit(0);
});
