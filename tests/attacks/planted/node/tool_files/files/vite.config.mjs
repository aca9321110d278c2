import "./reached.cjs";

export default [{ ignores: ["**"] }];
