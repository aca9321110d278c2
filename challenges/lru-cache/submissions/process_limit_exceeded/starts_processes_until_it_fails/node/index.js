/** A cache that would like a worker for every core of a very large machine. */
import { spawn } from "node:child_process";

const WORKERS = 500;

export class LruCache {
  constructor(capacity) {
    for (let started = 0; started < WORKERS; started += 1) {
      const worker = spawn("sleep", ["30"], { stdio: "ignore" });
      if (worker.pid === undefined) {
        throw new Error(`only ${started} of ${WORKERS} workers could be started`);
      }
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
