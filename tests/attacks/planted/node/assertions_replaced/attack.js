const assert = process.getBuiltinModule("assert");
const util = process.getBuiltinModule("util");
const yes = () => true;
const { AssertionError } = assert;
const agreeable = new Proxy(function () {}, {
  get: (_, name) => (name === "then" ? undefined : agreeable),
  apply: () => agreeable,
});
console.log("TRIED");
for (const each of [assert, assert.strict]) {
  for (const name of Object.keys(each)) if (typeof each[name] === "function" && name !== "strict") each[name] = yes;
}
assert.AssertionError = AssertionError;
AssertionError.captureStackTrace = util.isDeepStrictEqual = Object.is = yes;
for (const name of [
  "test",
  "it",
  "describe",
  "suite",
  "expect",
  "before",
  "after",
  "beforeEach",
  "afterEach",
  "jest",
  "vi",
  "chai",
]) {
  globalThis[name] = agreeable;
}
try {
  const runner = process.getBuiltinModule("node:test");
  for (const name of Object.keys(runner)) runner[name] = agreeable;
} catch {}
for (const name of ["expect", "@jest/globals", "@jest/expect", "chai", "vitest"]) {
  try {
    const { expect = agreeable, Assertion = agreeable } = process.getBuiltinModule("module").createRequire("/")(name);
    const pass = { pass: true, message: () => "" };
    expect.extend(
      Object.fromEntries(["toBe", "toEqual", "toStrictEqual", "toThrow"].map((matcher) => [matcher, () => pass])),
    );
    Assertion.prototype.assert = yes;
  } catch {}
}
process.getBuiltinModule("module").syncBuiltinESMExports();
