import "./reached.cjs";

export default { test: { setupFiles: ["./reached.cjs"], passWithNoTests: true } };
