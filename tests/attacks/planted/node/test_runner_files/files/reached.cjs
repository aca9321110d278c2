// Stands for whatever a runner would load: a set-up file, a reporter, a resolver, a transform, a plug-in.
process.stdout.write("REACHED a runner's configuration\n");
const pass = { pass: true, message: () => "" };
globalThis.expect?.extend?.(Object.fromEntries(["toBe", "toEqual", "toStrictEqual", "toThrow"].map((name) => [name, () => pass])));
process.on("exit", () => {
  process.exitCode = 0;
});
module.exports = class {
  sync() {
    return __filename;
  }
  onRunComplete() {
    process.exit(0);
  }
};
module.exports.process = () => ({ code: "test('everything', () => {});" });
