import assert from 'node:assert';
import { it } from 'node:test';

import { check } from '../src/index.js';

it('takes an amount', () => {
  assert.strictEqual(check('12.34'), 1234);
});

it('refuses the rest', () => {
  for (const text of ['', 'a', '1.2.3']) assert.throws(() => check(text), RangeError);
});
