import { expect, test } from 'vitest';
import { currency, Problem, readObject, whole } from '../src/fields.js';

test.each([0, -1, 1.5, '1', true, null, [], 2 ** 53])('%j is no amount', (value) => {
  expect(() => whole(value, 'amount', 1)).toThrow(Problem);
});

test('amounts are exact up to the largest', () => {
  expect(whole(Number.MAX_SAFE_INTEGER, 'amount', 1)).toBe(2n ** 53n - 1n);
});

test.each(['', 'eur', 'EURO', 'EUR\n', 978])('%j is no currency', (value) => {
  expect(() => currency(value)).toThrow(Problem);
});

test('what is no object is refused', () => {
  for (const text of ['', '{', '[]', 'null']) expect(() => readObject(Buffer.from(text))).toThrow(Problem);
});
