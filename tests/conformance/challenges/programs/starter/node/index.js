/**
 * One program.
 *
 * Prints the sum of its arguments; every language meets every verdict here.
 */

/**
 * Do what the brief asks; what comes back is the exit code.
 *
 * @param {string[]} args
 * @returns {Promise<number>}
 */
async function main(args) {
  throw new Error("not implemented");
}

process.exitCode = await main(process.argv.slice(2));
