// Tries: the driver's own modules, replaced in the cache of modules and for whoever loads them from now on.
import Module, { createRequire, register, registerHooks } from "node:module";

const require = createRequire(import.meta.url);
const answer = () => "1";
const everything = new Proxy(answer, {
  get: (_, name) => (name === "then" ? undefined : everything),
  construct: () => ({}),
});

for (const cached of Object.values(require.cache)) {
  if (cached.filename === import.meta.filename) continue;
  for (const name of Object.keys(cached.exports ?? {})) {
    try {
      cached.exports[name] = answer;
    } catch {
      // frozen
    }
  }
  cached.exports = everything;
  cached.children?.forEach((child) => {
    child.exports = everything;
  });
}

const { _load } = Module;
Module._load = (request, ...others) =>
  /driver|session|loading|values|words/.test(request) ? everything : _load(request, ...others);
Module._extensions[".cjs"] = Module._extensions[".js"] = (module) => {
  module.exports = everything;
};
registerHooks({
  load: (url, context, next) =>
    url.startsWith("node:")
      ? next(url, context)
      : { format: "commonjs", shortCircuit: true, source: "module.exports = 1" },
});
try {
  register("data:text/javascript,export const load = () => ({ format: 'json', shortCircuit: true, source: '1' })");
} catch {
  // no threads left
}

export class LruCache {
  get(key) {
    return null;
  }

  put(key, value, ttlMs) {}

  size() {
    return 0;
  }
}
