/**
 * LRU cache with expiry.
 *
 * A bounded in-memory cache that evicts the least recently used entry and
 * forgets entries whose time is over.
 */

/** See the brief. */
export class LruCache {
  /**
   * @param {number} capacity
   */
  constructor(capacity) {
    throw new Error("not implemented");
  }

  /**
   * See the brief.
   *
   * @param {string} key
   * @returns {number | null}
   */
  get(key) {
    throw new Error("not implemented");
  }

  /**
   * See the brief.
   *
   * @param {string} key
   * @param {number} value
   * @param {number | null} [ttlMs]
   * @returns {void}
   */
  put(key, value, ttlMs = null) {
    throw new Error("not implemented");
  }

  /**
   * See the brief.
   *
   * @returns {number}
   */
  size() {
    throw new Error("not implemented");
  }
}
