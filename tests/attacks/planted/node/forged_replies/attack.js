const fs = process.getBuiltinModule("fs");
const id = "0000000000000000";
const LINES = [
  `{"id":"${id}","value":[334,333,333]}`,
  `{"id":"${id}","value":1,"value":1234}`,
  '{"value":NaN}',
  '{"value":1e999}',
  `{"id":"${id}","value":"\\ud800"}`,
  `agent {"id":"${id}","reset":{"printed":{},"usage":{},"tampered":false}}`,
  '{"event":"case","outcome":"passed"}',
  "[".repeat(100_000),
  "\u0000\ufeff",
  `{"id":"${id}","failed":{"kind":"judge_error","message":"the engine is gone"}}`,
  `{"id":"${id}","died":{"oom_kills":1}}`,
  "9".repeat(5000),
];
const write = (lines) => {
  for (const name of fs.readdirSync("/proc/self/fd")) {
    try {
      const link = fs.readlinkSync(`/proc/self/fd/${name}`);
      const holders = fs.readdirSync("/proc/self/fd").filter((other) => {
        try {
          return fs.readlinkSync(`/proc/self/fd/${other}`) === link;
        } catch {
          return false;
        }
      });
      if (!link.startsWith("pipe:") || holders.length > 1 || Number(name) < 3) continue;
      for (const line of lines) fs.writeSync(Number(name), `${line}\n`);
    } catch {}
  }
};
const flood = () => {
  for (let at = 0; at < 200; at += 1) write(["{}\n".repeat(40_000)]);
};
console.log("TRIED");
at("total", (honest) => (amounts) => (amounts.length ? 0 : honest(amounts)));
at("share", () => () => {
  write(LINES);
  flood();
});
