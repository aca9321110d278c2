/** A cache with a very long greeting. */
export class LruCache {
  constructor(capacity) {
    for (let line = 0; line < 64; line += 1) {
      console.log("welcome to the cache ".repeat(4096));
    }
  }

  get(key) {
    return null;
  }

  put(key, value, ttlMs) {}

  size() {
    return 0;
  }
}
