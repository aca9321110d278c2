console.log("TRIED");
const own = (name, value) => Object.defineProperty({}, name, { value, enumerable: true });
at("total", (honest) => (amounts) => (amounts.length ? honest(amounts) : own("__proto__", { value: 0 })));
at("share", () => () => [
  { $object: 1 },
  { $opaque: "int" },
  { $int: "334" },
  { $int: "9".repeat(5000) },
  { $float: "nan" },
  { $bytes: "!!" },
  { $set: 1 },
  { $map: [[1]] },
  { $tuple: {} },
  { $expected: true },
  own("__proto__", { outcome: "passed" }),
  { __class__: "builtins.int" },
  new Map([
    ["$int", "334"],
    ["$float", "inf"],
  ]),
  new Map([
    [{}, 1],
    [[], 2],
  ]),
  new Set([[1], [1]]),
  "\u0000\u001b[2J\ud800</script>",
]);
at(
  "read",
  () => (text) =>
    text === "12.34" ? new Map([["$int", "1234"]]) : { raised: { types: ["RangeError"], message: "", trace: "" } },
);
