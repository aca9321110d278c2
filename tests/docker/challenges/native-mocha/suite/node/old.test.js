import assert from 'node:assert';

import { check } from '../src/index.js';

it('takes an amount', () => {
  assert.strictEqual(check('12.34'), 1234);
});

it('refuses the rest', () => {
  for (const text of ['', 'a', '1.2.3']) assert.throws(() => check(text), RangeError);
});

// Of a hidden suite; to be seen by nobody else: canary-cade35fd9e1541c686ab61e7
