export { default } from "./forced_pass.cjs";
