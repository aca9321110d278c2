console.log("TRIED");
at("share", () => () => Array.from({ length: 1_000_000 }, (_, at) => at * 1_000_003));
at(
  "read",
  () => (text) =>
    text === "12.34" ? "1234".repeat(25_000_000) : [text.repeat(500_000), text.repeat(500_000).split("")],
);
