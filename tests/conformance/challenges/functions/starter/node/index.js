/**
 * One function.
 *
 * Adds two numbers; every language meets every verdict here.
 */

/**
 * See the brief.
 *
 * @param {Array<number>} numbers
 * @returns {number}
 */
export function addAll(numbers) {
  throw new Error("not implemented");
}
