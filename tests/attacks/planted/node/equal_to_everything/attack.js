class Agreeable extends Number {
  [Symbol.toPrimitive](hint) {
    return hint === "string" ? "1234" : 1234;
  }
  get [Symbol.toStringTag]() {
    return "Number";
  }
  equals() {
    return true;
  }
  asymmetricMatch() {
    return true;
  }
  toJSON() {
    return { $expected: true, $int: "1234" };
  }
}
const agreeable = () =>
  new Proxy(new Agreeable(0), {
    get: (target, name) =>
      name === "then"
        ? undefined
        : typeof target[name] === "function"
          ? target[name].bind(target)
          : (target[name] ?? agreeable()),
    has: () => true,
    getPrototypeOf: () => Array.prototype,
    ownKeys: () => ["0", "1", "2", "length"],
    getOwnPropertyDescriptor: () => ({ value: 1, enumerable: true, configurable: true }),
  });
console.log("TRIED");
Object.defineProperty(Agreeable, Symbol.hasInstance, { value: () => true });
at(
  "share",
  () => () =>
    new Proxy([0, 0, 0], {
      get: (target, name) => (name === "length" ? 3 : name === "then" ? undefined : agreeable()),
    }),
);
at("read", () => () => agreeable());
