import assert from 'node:assert/strict';
import test from 'node:test';
import { object, parse, whole } from '../fields.js';

test('whole numbers within the range pass', () => {
  assert.equal(whole(1, 'amount', 1), 1);
  assert.equal(whole(2 ** 53 - 1, 'amount', 1), 2 ** 53 - 1);
});

for (const value of [0, -1, 1.5, '1', true, null, [], 2 ** 53, Infinity, undefined]) {
  test(`${JSON.stringify(value)} is no amount`, () => {
    assert.throws(() => whole(value, 'amount', 1), { status: 422, code: 'invalid_request' });
  });
}

test('what is not JSON is refused', () => {
  for (const body of ['', '{', 'a=1']) {
    assert.throws(() => parse(Buffer.from(body)), { status: 400, code: 'malformed_json' });
  }
  assert.throws(() => parse(Buffer.from([0x22, 0xff, 0x22])), { status: 400 });
});

test('only objects are taken', () => {
  for (const body of [null, [], 'a', 1]) assert.throws(() => object(body), { status: 422 });
});
