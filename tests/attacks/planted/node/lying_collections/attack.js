class LyingMap extends Map {
  get size() {
    return 1;
  }
  forEach(visit) {
    visit(1234, "value");
  }
  *[Symbol.iterator]() {
    yield ["value", 1234];
  }
}
class LyingSet extends Set {
  forEach(visit) {
    for (const part of [334, 333, 333]) visit(part);
  }
}
console.log("TRIED");
at("total", (honest) => (amounts) => {
  const shrinking = [1, 2, 3, 4];
  Object.defineProperty(shrinking, 0, {
    get: () => {
      shrinking.length = 0;
      return 1;
    },
    enumerable: true,
  });
  return amounts.length ? shrinking : honest(amounts);
});
at(
  "share",
  () => () =>
    new Proxy([], { get: (_, name) => (name === "length" ? 2 ** 53 - 1 : name === "then" ? undefined : 333) }),
);
at("read", () => (text) => {
  const buffer = new ArrayBuffer(8, { maxByteLength: 1 << 16 });
  const view = new Float64Array(buffer);
  return text === "12.34"
    ? [
        new LyingMap(),
        new LyingSet(),
        view,
        {
          get 0() {
            buffer.resize(0);
            return 1;
          },
        },
        view,
      ]
    : new LyingMap();
});
