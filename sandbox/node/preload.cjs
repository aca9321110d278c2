"use strict";

// Loaded before the submission, to make of this box what a candidate's own machine is.

// What is printed leaves at once. On a pipe Node would keep what does not fit at the moment: a program that prints much
// and then calls process.exit() would lose the rest, and one that prints without end would run out of memory before
// anybody saw how much it prints. A terminal, which candidates know, does neither. The streams are set when they are
// first used, as opening them costs 10 ms.
for (const name of ["stdout", "stderr"]) {
  const property = Object.getOwnPropertyDescriptor(process, name);
  Object.defineProperty(process, name, {
    ...property,
    get() {
      Object.defineProperty(process, name, property);
      const stream = process[name];
      stream._handle?.setBlocking?.(true);
      return stream;
    },
  });
}

// A box does not let anybody list its network interfaces. Fastify does so to say where it listens, and would not start.
const os = require("node:os");
const { syncBuiltinESMExports } = require("node:module");
const { networkInterfaces } = os;
const LOOPBACK = { address: "127.0.0.1", netmask: "255.0.0.0", family: "IPv4", mac: "00:00:00:00:00:00" };

os.networkInterfaces = function () {
  try {
    return networkInterfaces();
  } catch {
    return { lo: [{ ...LOOPBACK, internal: true, cidr: "127.0.0.1/8" }] };
  }
};
syncBuiltinESMExports();
