/** IP addresses and the one spelling that each of them has in a report. */

import { isIPv4, isIPv6 } from "node:net";

const GROUPS = 8;

/**
 * Writes an address as RFC 5952 does; `null` where it is none.
 *
 * @param {string} spelling
 * @returns {string | null}
 */
export function canonicalAddress(spelling) {
  if (isIPv4(spelling)) {
    return spelling;
  }
  return isIPv6(spelling) && /^[0-9a-f:]+$/i.test(spelling) ? written(groupsOf(spelling)) : null;
}

/** The eight groups of an IPv6 address, without leading zeros. */
function groupsOf(spelling) {
  const [left, right = []] = spelling.split("::").map((part) => (part === "" ? [] : part.split(":")));
  const zeros = Array(GROUPS - left.length - right.length).fill("0");
  return [...left, ...zeros, ...right].map((group) => Number.parseInt(group, 16).toString(16));
}

function written(groups) {
  const { start, length } = longestRunOfZeros(groups);
  if (length < 2) {
    return groups.join(":");
  }
  return `${groups.slice(0, start).join(":")}::${groups.slice(start + length).join(":")}`;
}

/** Where the zeros are that `::` stands for; of equally long runs, the first. */
function longestRunOfZeros(groups) {
  let longest = { start: 0, length: 0 };
  let length = 0;
  for (const [index, group] of groups.entries()) {
    length = group === "0" ? length + 1 : 0;
    if (length > longest.length) {
      longest = { start: index + 1 - length, length };
    }
  }
  return longest;
}
