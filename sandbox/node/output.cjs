"use strict";

// Makes what a submission prints leave it at once. On a pipe Node would keep what does not fit at the moment: a program
// that prints much and then calls process.exit() would lose the rest, and one that prints without end would run out of
// memory before anybody saw how much it prints. A terminal, which candidates know, does neither.
//
// Loaded before the submission; the streams are set when they are first used, as opening them costs 10 ms.

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
