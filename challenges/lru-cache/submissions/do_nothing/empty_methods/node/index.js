export class LruCache {
  constructor(capacity) {}

  get(key) {
    return null;
  }

  put(key, value, ttlMs) {}

  size() {
    return null;
  }
}
