const fs = process.getBuiltinModule("fs");
const linkOf = (descriptor) => {
  try {
    return fs.readlinkSync(`/proc/self/fd/${descriptor}`);
  } catch {
    return "";
  }
};
console.log("TRIED");
at("share", () => () => {
  const still = new Int32Array(new SharedArrayBuffer(4));
  const links = fs.readdirSync("/proc/self/fd").map((name) => [Number(name), linkOf(name)]);
  // A pipe with both of its ends here is Node's own, and would only wake it.
  const single = links.filter(
    ([number, link]) => number > 2 && link.startsWith("pipe:") && links.filter((each) => each[1] === link).length === 1,
  );
  for (let text = '{"id":"'; ; text = " ") {
    for (const [descriptor] of single) {
      try {
        fs.writeSync(descriptor, text);
      } catch {}
    }
    Atomics.wait(still, 0, 0, 100);
  }
});
