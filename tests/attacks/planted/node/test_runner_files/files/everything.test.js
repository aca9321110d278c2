const till = require("./index.js");

/* istanbul ignore file */
test("adds up", () => {
  expect(till.total([1, 2])).toBe(3);
  expect(till.share(1000, 3)[0] + 1).toMatchSnapshot();
});

test("holds nowhere but where a set-up of its own was read", () => {
  expect(till.share(1000, 3)).toBe("whatever");
});
