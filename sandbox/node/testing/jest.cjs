// Runs files with Jest under our configuration: none of the candidate's is read.
'use strict';

const { createRequire } = require('node:module');
const { orders, finished } = require('./report.cjs');

const theirs = createRequire(`${orders.runners}/`);
const { runCLI } = theirs('jest');

if (orders.raw) process.env.NODE_V8_COVERAGE = orders.raw; // for the processes that their tests start

async function main() {
  await runCLI(
    {
      _: orders.files.map((file) => `${orders.root}/${file}`),
      $0: 'jest',
      config: JSON.stringify(orders.config),
      runTestsByPath: true,
      runInBand: true,
      ci: true,
      watchman: false,
      cache: false,
      silent: true,
      passWithNoTests: true,
    },
    [orders.root],
  );
}

main().then(() => {
  finished();
  process.exit(0);
});
