/**
 * Two queries.
 *
 * Sums by customer and one customer's orders, as statements or as functions.
 */

/**
 * See the brief.
 *
 * @returns {unknown}
 */
export function totals() {
  throw new Error("not implemented");
}

/**
 * See the brief.
 *
 * @param {string} customer
 * @returns {unknown}
 */
export function ordersOf(customer) {
  throw new Error("not implemented");
}
