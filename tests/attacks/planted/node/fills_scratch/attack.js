const fs = process.getBuiltinModule("fs");
const os = process.getBuiltinModule("os");
const { join } = process.getBuiltinModule("path");
// Where no bound on files is set, the memory that they take of the box's is one.
const MANY = 300_000;
const until = (most, act) => {
  let count = 0;
  try {
    for (; count < most; count += 1) act(count);
  } catch {}
  return count;
};
console.log("TRIED");
if (fs.existsSync(join(os.tmpdir(), "planted-large"))) console.log("REACHED what an earlier test wrote");
at("share", () => (amount, people) => {
  for (const folder of new Set([os.tmpdir(), process.cwd(), os.homedir(), "/dev/shm", "/dev", "/run", "/channel"])) {
    let deep = folder;
    const small = until(MANY, (at) => fs.closeSync(fs.openSync(join(folder, `planted-${at}`), "w")));
    until(300, () => fs.mkdirSync((deep = join(deep, "d"))));
    until(200, (at) => fs.symlinkSync("/etc/passwd", join(folder, `link-${at}`)));
    until(100, (at) => fs.truncateSync(join(folder, `planted-${at}`), 2 ** 43));
    const large = Buffer.alloc(1 << 20, amount * people);
    const file = join(folder, small > 0 ? "planted-0" : "planted-large");
    const size = until(400, (at) => fs.writeFileSync(file, large, { flag: at ? "a" : "w" }));
    if (size > 64 || (small === MANY && folder !== "/dev/shm")) console.log("REACHED room without end in", folder, size, small);
  }
  return fs.readdirSync(os.tmpdir());
});
