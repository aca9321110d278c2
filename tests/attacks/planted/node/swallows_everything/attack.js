console.log("TRIED");
const yes = () => true;
for (const name of [
  "uncaughtException",
  "unhandledRejection",
  "uncaughtExceptionMonitor",
  "rejectionHandled",
  "warning",
  "SIGTERM",
])
  process.on(name, yes);
process.setUncaughtExceptionCaptureCallback?.(null);
const hooks = process.getBuiltinModule("async_hooks");
hooks.createHook({ init: yes, destroy: yes, promiseResolve: yes }).enable();
process.exit = process.reallyExit = process.kill = process.abort = yes;
process.on("exit", () => {
  throw new Error("not yet");
});
at("share", (honest) => (...given) => {
  process.stdin.on("error", yes).resume();
  process.stdout.destroy();
  process.stderr.end();
  for (const name of ["stdout", "stderr"])
    Object.defineProperty(process, name, { value: { write: yes }, configurable: true });
  process.getBuiltinModule("fs").closeSync(1);
  Promise.reject(new Error("later"));
  setTimeout(() => {
    throw new Error("later still");
  }, 1);
  process.nextTick(() => {
    throw null;
  });
  return honest(...given);
});
at(
  "read",
  () => () =>
    new Promise((_, reject) => {
      process.emitWarning("planted");
      setTimeout(() => {
        throw new RangeError("thrown beside the promise");
      }, 5);
      setTimeout(reject, 50, undefined);
    }),
);
