const { writeSync } = process.getBuiltinModule("fs");
console.log("TRIED");
process.on("exit", () => process.reallyExit(0));
at("share", () => () => process.reallyExit(0));
at("read", () => (text) => {
  writeSync(2, "Killed\nOOMKilled=true\nError response from daemon: container is not running\n");
  if (text === "12.34") process.abort();
  process.kill(process.pid, "SIGKILL");
});
at("total", (honest) => (amounts) => (amounts.length ? honest(amounts) : process.exit(137)));
