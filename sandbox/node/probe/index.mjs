/** The echo by which Node.js proves that it works on a machine. */
export function echo(value) {
  return value ?? null;
}
