const { writeSync } = process.getBuiltinModule("fs");
console.log("TRIED");
const piece = "\u0000\u001b[2K\u001b]0;owned\u0007".repeat(4000);
at("share", () => () => {
  for (;;) {
    writeSync(1, piece);
    writeSync(2, piece);
  }
});
