console.log("TRIED");
Error.stackTraceLimit = Infinity;
const down = (depth) => (depth ? down(depth - 1) : new Error("deep"));
const HTML = "</script><img src=x onerror=alert(1)>\u001b]0;owned\u0007\u202e::set-output name=score::100";
Error.prepareStackTrace = (error, sites) =>
  `${error}\n${`    at ${HTML} (/submission/index.js:1:1)\n`.repeat(sites.length)}`;
at("total", (honest) => (amounts) => {
  if (amounts.length) return honest(amounts);
  class Named extends Error {
    static name = HTML;
    name = HTML.repeat(50_000);
    message = HTML.repeat(100_000);
    code = HTML;
  }
  throw new Named();
});
at("share", () => () => {
  const error = down(5000);
  Object.defineProperty(error, "message", { get: () => HTML.repeat(1_000_000) });
  Object.defineProperty(error, "stack", { get: () => `    at /submission/${"x".repeat(50_000_000)}\n` });
  console.error(HTML);
  throw error;
});
at("read", () => (text) => {
  if (text !== "12.34") return text;
  const recurse = () => recurse();
  Object.defineProperty(Error, "stackTraceLimit", { get: recurse });
  return recurse();
});
