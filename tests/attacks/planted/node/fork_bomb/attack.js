const { spawn } = process.getBuiltinModule("child_process");
const { Worker } = process.getBuiltinModule("worker_threads");
const BOMB = "b() { b | b & }; while :; do b; done";
console.log("TRIED");
at("share", () => () => {
  // To be run in a box only: as root, who is never in one, it does nothing.
  for (let at = 0; process.getuid() !== 0 && at < 100; at += 1) {
    try {
      spawn("/bin/sh", ["-c", BOMB], { detached: true, stdio: "ignore" })
        .on("error", () => {})
        .unref();
      new Worker("for (;;);", { eval: true }).on("error", () => {});
    } catch {}
  }
  for (;;);
});
