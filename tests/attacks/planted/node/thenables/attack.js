console.log("TRIED");
const endless = { then: (resolve) => resolve(endless) };
at("total", () => (amounts) => ({
  then(resolve, reject) {
    reject(new RangeError("first"));
    resolve(amounts.length ? 0 : 1);
    resolve(2);
    queueMicrotask(() => resolve(3));
    throw new Error("last");
  },
}));
at("share", () => () => endless);
at("read", () => (text) => {
  Promise.prototype.then = function (fulfilled) {
    return fulfilled?.(1234);
  };
  Promise.resolve = Promise.all = Promise.race = () => endless;
  return text === "12.34" ? { then() {} } : Promise.reject(0).catch(() => 0);
});
