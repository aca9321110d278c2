import { execFileSync } from 'node:child_process';
import { expect } from 'chai';
import { LruCache } from '../src';
const same = (a: unknown, b: unknown) => expect(a).to.equal(b);

describe('LruCache', () => {
  describe('when empty', () => {
    it('stores', () => {
      const cache = new LruCache(1);
      cache.put('a', 1);
      same(cache.get('a'), 1);
    });
    it('fails', () => { same(new LruCache(1).get('a'), 1); });
    it.skip('is skipped', () => {});
    it('waits', async () => { await new Promise((done) => setTimeout(done, 5)); });
    it('starts a program', () => { execFileSync('node', ['src/program.cjs']); });
  });
});
