console.log("TRIED");
process.on("exit", () => {
  process.exitCode = 0;
});
let loops = 0;
at("share", () => () => {
  process.removeAllListeners("beforeExit");
  process.on("beforeExit", () => {
    loops += 1;
    if (loops % 1000 === 1) process.exitCode = 0;
    setImmediate(() => {});
  });
  return new Promise(() => {});
});
at("read", () => () => {
  process.emit("beforeExit", 0);
  process.emit("exit", 0);
  return new Promise(() => {});
});
