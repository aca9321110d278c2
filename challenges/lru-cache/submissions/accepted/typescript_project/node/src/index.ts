export { LruCache, type Clock } from "./lru-cache.js";
