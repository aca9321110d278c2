// Tries: replies that upset whoever reads them: endless nesting, tags of the protocol, huge and lying things.
function nested(depth) {
  let value = [];
  for (let level = 0; level < depth; level += 1) value = [value];
  return value;
}

function circular() {
  const value = { value: 1 };
  value.self = value;
  return value;
}

const endless = {
  *[Symbol.iterator]() {
    for (;;) yield 1;
  },
  length: 1e9,
};

const ANSWERS = [
  () => nested(100_000),
  () => circular(),
  () => ({ $object: 1 }),
  () => ({ ["__proto__"]: { value: 1 }, toJSON: () => '{"value": 1}' }),
  () => new Map([["$int", "1"]]),
  () => NaN,
  () => 10n ** 5000n,
  () => "\ud800",
  () => "9".repeat(1_000_000),
  () => true,
  () => -0.5,
  () => Buffer.from([0xff]),
  () => new Array(1e8),
  () => endless,
  () => Symbol("1"),
  () => Object.assign(() => 1, { toJSON: () => 1 }),
  () => ({
    get value() {
      throw new Error("not for you");
    },
  }),
  () =>
    new Proxy(
      {},
      {
        ownKeys: () => {
          throw null;
        },
      },
    ),
  () => {
    throw undefined;
  },
  () => {
    throw Object.assign(Object.create(null), { name: {}, message: 7n, stack: { toString: 1 } });
  },
];
let turn = 0;

function next() {
  turn += 1;
  return ANSWERS[turn % ANSWERS.length]();
}

export class LruCache {
  constructor(capacity) {}

  get(key) {
    return next();
  }

  put(key, value, ttlMs) {
    return next();
  }

  size() {
    return next();
  }
}
