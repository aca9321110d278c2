export { LruCache } from "./cache.js";
