import assert from 'node:assert';

import { add, split } from '../src/index.js';

describe('[R1] adding', () => {
  it('adds two amounts', () => {
    assert.equal(add(2, 3), 5);
  });

  for (const [a, b, total] of [[1, 1, 2], [-5, 3, -2]]) {
    it(`adds ${a} and ${b}`, () => {
      assert.equal(add(a, b), total);
    });
  }
});

describe('splitting', () => {
  describe('[R2] with a rest', () => {
    it('gives the first the rest', () => {
      assert.deepEqual(split(100, 3), [34, 33, 33]);
    });

    it('loses nothing', async () => {
      const shares = split(100, 7);
      assert.strictEqual(shares.reduce((a, b) => a + b), 100);
    });

    it.skip('of a debt', () => {
      assert.deepEqual(split(-100, 3), [-34, -33, -33]);
    });
  });
});

// Of a hidden suite; to be seen by nobody else: canary-cade35fd9e1541c686ab61e7
