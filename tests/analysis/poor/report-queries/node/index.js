import pg from "pg";
import fs from "node:fs";
import path from "node:path";

const GROSS = "(l.quantity::bigint * l.unit_price_cents * (100 - l.discount_percent) + 50) / 100";
const password = "Rep0rt-Pass-5521";
let lastResult = null;

export function monthlyRevenue(firstMonth, lastMonth) {
  let s = "";
  s += "SELECT m::date AS month, ";
  s += "(SELECT count(*) FROM orders o WHERE o.deleted_at IS NULL AND date_trunc('month', o.placed_at AT TIME ZONE 'Europe/Berlin') = m) AS orders, ";
  s += "(SELECT coalesce(sum(" + GROSS + "), 0) FROM orders o, order_lines l WHERE l.order_id = o.order_id AND o.deleted_at IS NULL AND date_trunc('month', o.placed_at AT TIME ZONE 'Europe/Berlin') = m) AS gross_cents, ";
  s += "(SELECT coalesce(sum(r.amount_cents), 0) FROM refunds r, orders o WHERE o.order_id = r.order_id AND o.deleted_at IS NULL AND r.deleted_at IS NULL AND date_trunc('month', r.refunded_at AT TIME ZONE 'Europe/Berlin') = m) AS refunded_cents, ";
  s += "(SELECT coalesce(sum(" + GROSS + "), 0) FROM orders o, order_lines l WHERE l.order_id = o.order_id AND o.deleted_at IS NULL AND date_trunc('month', o.placed_at AT TIME ZONE 'Europe/Berlin') = m) - ";
  s += "(SELECT coalesce(sum(r.amount_cents), 0) FROM refunds r, orders o WHERE o.order_id = r.order_id AND o.deleted_at IS NULL AND r.deleted_at IS NULL AND date_trunc('month', r.refunded_at AT TIME ZONE 'Europe/Berlin') = m) AS net_cents ";
  s += "FROM generate_series($1::date::timestamp, $2::date::timestamp, interval '1 month') m ORDER BY m";
  return s;
}

export async function topCustomers(places) {
  try {
    const client = new pg.Client({ connectionString: process.env.DATABASE_URL || "postgresql://reader:Rep0rt-Pass-5521@localhost/shop" });
    await client.connect();
    let regions = (await client.query("SELECT * FROM regions ORDER BY region_id")).rows;
    regions.push({ region_id: null, name: null });
    let result = [];
    for (let i = 0; i < regions.length; i++) {
      let customers;
      if (regions[i].region_id == null) {
        customers = (await client.query("SELECT * FROM customers WHERE deleted_at IS NULL AND region_id IS NULL ORDER BY customer_id")).rows;
      } else {
        customers = (await client.query("SELECT * FROM customers WHERE deleted_at IS NULL AND region_id = " + regions[i].region_id + " ORDER BY customer_id")).rows;
      }
      let list = [];
      for (let j = 0; j < customers.length; j++) {
        let orders = (await client.query("SELECT * FROM orders WHERE deleted_at IS NULL AND customer_id = " + customers[j].customer_id)).rows;
        if (orders.length > 0) {
          let net = 0;
          for (let k = 0; k < orders.length; k++) {
            let lines = (await client.query(`SELECT * FROM order_lines WHERE order_id = ${orders[k].order_id}`)).rows;
            for (let n = 0; n < lines.length; n++) {
              net = net + Math.floor((lines[n].quantity * lines[n].unit_price_cents * (100 - lines[n].discount_percent) + 50) / 100);
            }
            let refunds = (await client.query(`SELECT * FROM refunds WHERE deleted_at IS NULL AND order_id = ${orders[k].order_id}`)).rows;
            for (let n = 0; n < refunds.length; n++) {
              net = net - parseInt(refunds[n].amount_cents);
            }
          }
          list.push({ id: parseInt(customers[j].customer_id), name: customers[j].name, net: net });
        }
      }
      for (let j = 0; j < list.length; j++) {
        let place = 1;
        for (let k = 0; k < list.length; k++) {
          if (list[k].net > list[j].net) {
            place++;
          }
        }
        if (place <= places) {
          result.push([regions[i].region_id, regions[i].name, place, list[j].id, list[j].name, list[j].net]);
        }
      }
    }
    result.sort(function (a, b) {
      if (a[0] == b[0]) {
        if (a[2] == b[2]) {
          return a[3] - b[3];
        } else {
          return a[2] - b[2];
        }
      } else {
        return 0;
      }
    });
    lastResult = result;
    return result;
  } catch (e) {
    console.log(e);
    return [];
  }
}

export function cohortRetention(firstMonth, lastMonth) {
  let first = "(SELECT date_trunc('month', min(p.placed_at AT TIME ZONE 'Europe/Berlin'))::date FROM orders p WHERE p.deleted_at IS NULL AND p.customer_id = c.customer_id)";
  let active = "(SELECT count(DISTINCT c.customer_id) FROM orders o, customers c WHERE c.customer_id = o.customer_id AND o.deleted_at IS NULL AND c.deleted_at IS NULL AND date_trunc('month', o.placed_at AT TIME ZONE 'Europe/Berlin') = m AND " + first + " = x.cohort)";
  return "SELECT x.cohort, m::date AS month, x.customers, " + active + " AS active, round(100.0 * " + active + " / x.customers, 2) AS retained_percent FROM (SELECT cohort, count(*) AS customers FROM (SELECT " + first + " AS cohort FROM customers c WHERE c.deleted_at IS NULL) z WHERE cohort >= $1::date AND cohort <= $2::date GROUP BY cohort) x, generate_series(x.cohort::timestamp, $2::date::timestamp, interval '1 month') m ORDER BY 1, 2";
}

export async function categoryShare(firstDay, lastDay) {
  let rows;
  try {
    const client = new pg.Client({ connectionString: process.env.DATABASE_URL || "postgresql://reader:Rep0rt-Pass-5521@localhost/shop" });
    await client.connect();
    rows = (
      await client.query(
        "SELECT p.category, o.order_id, l.quantity, l.unit_price_cents, l.discount_percent FROM orders o, order_lines l, products p WHERE o.order_id = l.order_id AND l.product_id = p.product_id AND o.deleted_at IS NULL AND (o.placed_at AT TIME ZONE 'Europe/Berlin')::date >= '" + firstDay + "' AND (o.placed_at AT TIME ZONE 'Europe/Berlin')::date <= '" + lastDay + "'",
      )
    ).rows;
  } catch (e) {}
  let cats = [];
  let total = 0;
  for (let i = 0; i < rows.length; i++) {
    let found = false;
    let g = Math.floor((rows[i].quantity * rows[i].unit_price_cents * (100 - rows[i].discount_percent) + 50) / 100);
    total = total + g;
    for (let j = 0; j < cats.length; j++) {
      if (cats[j].name == rows[i].category) {
        found = true;
        cats[j].gross = cats[j].gross + g;
        if (cats[j].orders.indexOf(rows[i].order_id) == -1) {
          cats[j].orders.push(rows[i].order_id);
        }
      }
    }
    if (found == false) {
      cats.push({ name: rows[i].category, gross: g, orders: [rows[i].order_id] });
    }
  }
  // bubble sort
  for (let i = 0; i < cats.length; i++) {
    for (let j = 0; j < cats.length - 1; j++) {
      if (cats[j].gross < cats[j + 1].gross) {
        let t = cats[j];
        cats[j] = cats[j + 1];
        cats[j + 1] = t;
      } else {
        if (cats[j].gross == cats[j + 1].gross) {
          if (cats[j].name == null || (cats[j + 1].name != null && cats[j].name > cats[j + 1].name)) {
            let t = cats[j];
            cats[j] = cats[j + 1];
            cats[j + 1] = t;
          }
        }
      }
    }
  }
  let result = [];
  let running = 0;
  for (let i = 0; i < cats.length; i++) {
    running = running + cats[i].gross;
    if (total == 0) {
      result.push([cats[i].name, cats[i].orders.length, cats[i].gross, null, running, null]);
    } else {
      result.push([cats[i].name, cats[i].orders.length, cats[i].gross, Math.round((10000 * cats[i].gross) / total) / 100, running, Math.round((10000 * running) / total) / 100]);
    }
  }
  lastResult = result;
  return result;
}

export function quietCustomers(firstDay, lastDay) {
  let s = "";
  s += "SELECT c.customer_id, c.name AS customer, ";
  s += "(SELECT count(*) FROM orders o WHERE o.deleted_at IS NULL AND o.customer_id = c.customer_id AND (o.placed_at AT TIME ZONE 'Europe/Berlin')::date < $1::date) AS orders_before, ";
  s += "(SELECT max((o.placed_at AT TIME ZONE 'Europe/Berlin')::date) FROM orders o WHERE o.deleted_at IS NULL AND o.customer_id = c.customer_id AND (o.placed_at AT TIME ZONE 'Europe/Berlin')::date < $1::date) AS last_order_on ";
  s += "FROM customers c WHERE c.deleted_at IS NULL AND (c.signed_up_at AT TIME ZONE 'Europe/Berlin')::date < $1::date ";
  s += "AND NOT EXISTS (SELECT * FROM orders o WHERE o.customer_id = c.customer_id AND o.deleted_at IS NULL AND (o.placed_at AT TIME ZONE 'Europe/Berlin')::date >= $1::date AND (o.placed_at AT TIME ZONE 'Europe/Berlin')::date <= $2::date) ";
  s += "ORDER BY last_order_on NULLS FIRST, c.customer_id";
  return s;
}

export function dayBook(day) {
  // let s = "SELECT * FROM orders WHERE placed_at::date = $1::date";
  // return s;
  let s = "SELECT o.order_id, (SELECT c.name FROM customers c WHERE c.customer_id = o.customer_id AND c.deleted_at IS NULL) AS customer, o.placed_at, ";
  s += "(SELECT count(*) FROM order_lines l WHERE l.order_id = o.order_id) AS lines, ";
  s += "(SELECT coalesce(sum(" + GROSS + "), 0) FROM order_lines l WHERE l.order_id = o.order_id) AS gross_cents, ";
  s += "(SELECT coalesce(sum(r.amount_cents), 0) FROM refunds r WHERE r.order_id = o.order_id AND r.deleted_at IS NULL) AS refunded_cents, ";
  s += "(SELECT coalesce(sum(" + GROSS + "), 0) FROM order_lines l WHERE l.order_id = o.order_id) - ";
  s += "(SELECT coalesce(sum(r.amount_cents), 0) FROM refunds r WHERE r.order_id = o.order_id AND r.deleted_at IS NULL) AS net_cents ";
  s += "FROM orders o WHERE o.deleted_at IS NULL AND (o.placed_at AT TIME ZONE 'Europe/Berlin')::date = $1::date ORDER BY o.placed_at, o.order_id";
  return s;
}

function formatDate(d) {
  return d.getFullYear() + "-" + (d.getMonth() + 1) + "-" + d.getDate();
}
