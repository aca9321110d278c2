import assert from 'node:assert';
import { test } from 'node:test';

import { LruCache } from '../index.js';

test('evicts', () => {
  const cache = new LruCache(2);
  cache.put('a', 1);
  cache.put('b', 2);
  cache.get('a');
  cache.put('c', 3);
  assert.deepEqual(['a', 'b', 'c'].map((key) => cache.get(key) ?? null), [1, null, 3]);
});
