console.log("TRIED");
const LOOP = [
  0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 102, 0, 0, 10, 9, 1, 7, 0, 3, 64, 12, 0, 11,
  11,
];
at("share", () => () => {
  const breed = () => {
    queueMicrotask(breed);
    process.nextTick(breed);
  };
  breed();
  return new Promise(() => {});
});
at("read", (honest) => (text) => {
  if (text === "12.34") new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(LOOP))).exports.f();
  return honest(text);
});
