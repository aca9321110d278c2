/**
 * Report queries.
 *
 * Five reports and a look-up over a shop's orders in PostgreSQL, as statements
 * or as functions.
 */

/**
 * See the brief.
 *
 * @param {string} firstMonth
 * @param {string} lastMonth
 * @returns {unknown}
 */
export function monthlyRevenue(firstMonth, lastMonth) {
  throw new Error("not implemented");
}

/**
 * See the brief.
 *
 * @param {number} places
 * @returns {unknown}
 */
export function topCustomers(places) {
  throw new Error("not implemented");
}

/**
 * See the brief.
 *
 * @param {string} firstMonth
 * @param {string} lastMonth
 * @returns {unknown}
 */
export function cohortRetention(firstMonth, lastMonth) {
  throw new Error("not implemented");
}

/**
 * See the brief.
 *
 * @param {string} firstDay
 * @param {string} lastDay
 * @returns {unknown}
 */
export function categoryShare(firstDay, lastDay) {
  throw new Error("not implemented");
}

/**
 * See the brief.
 *
 * @param {string} firstDay
 * @param {string} lastDay
 * @returns {unknown}
 */
export function quietCustomers(firstDay, lastDay) {
  throw new Error("not implemented");
}

/**
 * See the brief.
 *
 * @param {string} day
 * @returns {unknown}
 */
export function dayBook(day) {
  throw new Error("not implemented");
}
