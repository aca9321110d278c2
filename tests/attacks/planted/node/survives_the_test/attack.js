const fs = process.getBuiltinModule("fs");
const { spawn } = process.getBuiltinModule("child_process");
const { Worker } = process.getBuiltinModule("worker_threads");
const MARK = "planted-survivor";
console.log("TRIED");
for (const name of fs.readdirSync("/proc").filter((each) => /^\d+$/.test(each))) {
  try {
    const text = fs.readFileSync(`/proc/${name}/cmdline`, "latin1");
    if (text.includes(MARK) && !globalThis[MARK]) console.log("REACHED a process of an earlier test", name);
  } catch {}
}
globalThis[MARK] = true;
const STAY =
  'for (const name of ["SIGTERM", "SIGHUP", "SIGINT"]) process.on(name, () => {}); setInterval(() => console.log("still here"), 50);';
const options = { detached: true, stdio: ["ignore", "inherit", "inherit"] };
const PARENT = `require("child_process").spawn(process.execPath, ["-e", ${JSON.stringify(STAY)}, "${MARK}"], ${JSON.stringify(options)}).unref(); process.exit(0);`;
spawn(process.execPath, ["-e", PARENT, MARK], options)
  .on("error", () => {})
  .unref();
at("share", (honest) => (...given) => {
  new Worker("setInterval(() => {}, 10)", { eval: true }).on("error", () => {});
  setInterval(() => {}, 10);
  process.stdin.on("data", () => {}).resume();
  return honest(...given);
});
