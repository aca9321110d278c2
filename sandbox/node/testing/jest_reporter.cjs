// Hands on what Jest says of each test.
'use strict';

const { started, test, words } = require('./report.cjs');

const SKIPPED = { pending: 'skipped', skipped: 'skipped', todo: 'skipped', disabled: 'skipped' };
const OUTCOMES = { passed: 'passed', failed: 'failed', ...SKIPPED };

module.exports = class {
  onTestCaseStart(file, info) {
    started(file.path, [...info.ancestorTitles, info.title]);
  }

  onTestResult(file, result) {
    for (const each of result.testResults) {
      const outcome = OUTCOMES[each.status] ?? 'error';
      const message = outcome === 'skipped' ? each.status : each.failureMessages.map(words).join('\n');
      test(file.path, [...each.ancestorTitles, each.title], outcome, each.duration, message);
    }
    if (result.testExecError || (result.failureMessage && !result.testResults.length)) {
      test(file.path, ['(the file itself)'], 'error', 0, words(result.failureMessage || result.testExecError));
    }
  }
};
