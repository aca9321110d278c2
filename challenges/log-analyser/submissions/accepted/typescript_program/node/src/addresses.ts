import { isIPv4, isIPv6 } from "node:net";

const LONGEST_MEMORY = 10_000;
const remembered = new Map<string, string>();

/** An address in the one spelling that reports use (RFC 5952), or nothing where it is none. */
export function canonicalAddress(spelling: string): string | undefined {
  if (isIPv4(spelling)) {
    return spelling;
  }
  if (!isIPv6(spelling) || spelling.includes("%")) {
    return undefined;
  }
  const known = remembered.get(spelling);
  if (known !== undefined) {
    return known;
  }
  // The URL standard writes hosts as RFC 5952 does.
  const canonical = new URL(`http://[${spelling}]/`).hostname.slice(1, -1);
  if (remembered.size < LONGEST_MEMORY) {
    remembered.set(spelling, canonical);
  }
  return canonical;
}
