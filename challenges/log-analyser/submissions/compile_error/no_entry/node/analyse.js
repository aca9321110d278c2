import { report } from "./report.js";

export function analyse(lines) {
  return report(lines.length);
}
