import { add, split } from '../src/index.js';

describe('[R1] adding', () => {
  it('adds two amounts', () => {
    expect(add(2, 3)).toBe(5);
  });

  it.each([[1, 1, 2], [-5, 3, -2]])('adds %i and %i', (a, b, total) => {
    expect(add(a, b)).toBe(total);
  });
});

describe('splitting', () => {
  describe('[R2] with a rest', () => {
    it('gives the first the rest', () => {
      expect(split(100, 3)).toEqual([34, 33, 33]);
    });

    it('loses nothing', () => {
      const shares = split(100, 7);
      expect(shares.reduce((a, b) => a + b)).toEqual(100);
    });

    it.skip('of a debt', () => {
      expect(split(-100, 3)).toEqual([-34, -33, -33]);
    });
  });
});

// Of a hidden suite; to be seen by nobody else: canary-ef582434c2f761ca72f22610
