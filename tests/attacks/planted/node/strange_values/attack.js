console.log("TRIED");
const deep = () => {
  let value = [];
  for (let level = 0; level < 200_000; level += 1) value = [value];
  return value;
};
const cyclic = () => {
  const value = { 12: 34, list: [] };
  value.self = value.list[0] = value;
  return value;
};
at("total", (honest) => (amounts) => (amounts.length ? deep() : -0 * honest(amounts)));
at("share", () => () => {
  const holes = new Array(3);
  holes[2] = 333n;
  return [
    holes,
    Symbol("334"),
    () => 333,
    class Share {},
    -0,
    NaN,
    -Infinity,
    10n ** 3900n,
    "\ud800",
    new Date(NaN),
    /x/g,
    new WeakMap(),
    333n,
  ];
});
at("read", () => (text) => {
  if (text === "12.34") return cyclic();
  throw new Proxy(Object.create(null), {
    get: () => {
      throw null;
    },
    getPrototypeOf: () => {
      throw undefined;
    },
  });
});
