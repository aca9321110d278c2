/** What the API answers, read from the database. */

import fs from "node:fs";

let cache = {};

export async function findOrder(db, id) {
  const o = (await db.query("SELECT o.*, c.name AS cname, c.email AS cemail FROM orders o LEFT JOIN customers c ON c.id = o.customer_id WHERE o.id = " + id)).rows[0];
  if (!o) return undefined;
  const lines = (await db.query("SELECT l.*, p.sku, p.name FROM order_lines l JOIN products p ON p.id = l.product_id WHERE l.order_id = " + id + " ORDER BY l.position, l.id")).rows;
  const payments = (await db.query("SELECT * FROM payments WHERE order_id = " + id + " ORDER BY id")).rows;
  let pids = "0";
  for (let i = 0; i < lines.length; i++) {
    pids = pids + "," + lines[i].product_id;
  }
  const tags = (await db.query("SELECT product_id, name FROM tags JOIN product_tags ON tag_id = id WHERE product_id IN (" + pids + ") ORDER BY name")).rows;
  let total = 0;
  let paid = 0;
  let ls = [];
  for (let j = 0; j < lines.length; j++) {
    let tt = [];
    for (let k = 0; k < tags.length; k++) {
      if (tags[k].product_id == lines[j].product_id) {
        tt.push(tags[k].name);
      }
    }
    ls.push({ position: lines[j].position, quantity: lines[j].quantity, unit_price_cents: lines[j].unit_price_cents, comment: lines[j].comment, product: { id: lines[j].product_id, sku: lines[j].sku, name: lines[j].name, tags: tt } });
    total = total + lines[j].quantity * lines[j].unit_price_cents;
  }
  let ps = [];
  for (let j = 0; j < payments.length; j++) {
    ps.push({ method: payments[j].method, amount_cents: payments[j].amount_cents });
    paid = paid + payments[j].amount_cents;
  }
  return { id: o.id, status: o.status, placed_at: timeText(o.placed_at), note: o.note, customer: o.customer_id == null ? null : { id: o.customer_id, name: o.cname, email: o.cemail }, lines: ls, payments: ps, total_cents: total, paid_cents: paid };
}

export async function listOrders(db, { status, customerId, sku, limit, offset }) {
  try {
    let sql = "SELECT o.*, c.name AS cname, c.email AS cemail FROM orders o LEFT JOIN customers c ON c.id = o.customer_id WHERE 1 = 1";
    if (status != undefined) {
      sql = sql + " AND o.status = '" + status.replace(/'/g, "''") + "'";
    }
    if (customerId != undefined) {
      sql = sql + " AND o.customer_id = " + customerId;
    }
    if (sku != undefined) {
      sql = sql + " AND o.id IN (SELECT order_id FROM order_lines JOIN products ON products.id = product_id WHERE sku = '" + sku.replace(/'/g, "''") + "')";
    }
    sql = sql + " ORDER BY o.placed_at DESC, o.id DESC LIMIT " + (limit + 1) + " OFFSET " + offset;
    console.log(sql);
    let rows = (await db.query(sql)).rows;
    let more = false;
    if (rows.length > limit) {
      more = true;
      rows = rows.slice(0, limit);
    }
    let ids = "0";
    for (let i = 0; i < rows.length; i++) {
      ids = ids + "," + rows[i].id;
    }
    const lines = (await db.query("SELECT l.*, p.sku, p.name FROM order_lines l JOIN products p ON p.id = l.product_id WHERE l.order_id IN (" + ids + ") ORDER BY l.position, l.id")).rows;
    const payments = (await db.query("SELECT * FROM payments WHERE order_id IN (" + ids + ") ORDER BY id")).rows;
    let pids = "0";
    for (let i = 0; i < lines.length; i++) {
      pids = pids + "," + lines[i].product_id;
    }
    const tags = (await db.query("SELECT product_id, name FROM tags JOIN product_tags ON tag_id = id WHERE product_id IN (" + pids + ") ORDER BY name")).rows;
    let items = [];
    for (let i = 0; i < rows.length; i++) {
      let o = rows[i];
      let total = 0;
      let paid = 0;
      let ls = [];
      for (let j = 0; j < lines.length; j++) {
        if (lines[j].order_id == o.id) {
          let tt = [];
          for (let k = 0; k < tags.length; k++) {
            if (tags[k].product_id == lines[j].product_id) {
              tt.push(tags[k].name);
            }
          }
          ls.push({ position: lines[j].position, quantity: lines[j].quantity, unit_price_cents: lines[j].unit_price_cents, comment: lines[j].comment, product: { id: lines[j].product_id, sku: lines[j].sku, name: lines[j].name, tags: tt } });
          total = total + lines[j].quantity * lines[j].unit_price_cents;
        }
      }
      let ps = [];
      for (let j = 0; j < payments.length; j++) {
        if (payments[j].order_id == o.id) {
          ps.push({ method: payments[j].method, amount_cents: payments[j].amount_cents });
          paid = paid + payments[j].amount_cents;
        }
      }
      items.push({ id: o.id, status: o.status, placed_at: timeText(o.placed_at), note: o.note, customer: o.customer_id == null ? null : { id: o.customer_id, name: o.cname, email: o.cemail }, lines: ls, payments: ps, total_cents: total, paid_cents: paid });
    }
    if (more) {
      return { items: items, next_offset: offset + limit };
    } else {
      return { items: items, next_offset: null };
    }
  } catch (e) {
    console.log(e);
    return { items: [], next_offset: null };
  }
}

export async function listCustomers(db, { city, limit, offset }) {
  let sql = "SELECT * FROM customers WHERE 1 = 1";
  if (city != undefined) {
    sql = sql + " AND city = '" + city.replace(/'/g, "''") + "'";
  }
  sql = sql + " ORDER BY name, id LIMIT " + (limit + 1) + " OFFSET " + offset;
  console.log(sql);
  let rows = (await db.query(sql)).rows;
  let more = false;
  if (rows.length > limit) {
    more = true;
    rows = rows.slice(0, limit);
  }
  let ids = "0";
  for (let i = 0; i < rows.length; i++) {
    ids = ids + "," + rows[i].id;
  }
  const orders = (await db.query("SELECT * FROM orders WHERE customer_id IN (" + ids + ") ORDER BY placed_at DESC, id DESC")).rows;
  const lines = (await db.query("SELECT l.*, o.customer_id, o.status FROM order_lines l JOIN orders o ON o.id = l.order_id WHERE o.customer_id IN (" + ids + ")")).rows;
  let items = [];
  for (let i = 0; i < rows.length; i++) {
    let c = rows[i];
    let count = 0;
    let spent = 0;
    let last = null;
    for (let j = 0; j < orders.length; j++) {
      if (orders[j].customer_id == c.id) {
        count++;
        if (last == null) {
          last = { id: orders[j].id, status: orders[j].status, placed_at: timeText(orders[j].placed_at) };
        }
      }
    }
    for (let j = 0; j < lines.length; j++) {
      if (lines[j].customer_id == c.id) {
        if (lines[j].status != "cancelled") {
          spent = spent + lines[j].quantity * lines[j].unit_price_cents;
        }
      }
    }
    items.push({ id: c.id, name: c.name, email: c.email, city: c.city, order_count: count, spent_cents: spent, last_order: last });
  }
  if (more) {
    return { items: items, next_offset: offset + limit };
  } else {
    return { items: items, next_offset: null };
  }
}

export async function listProducts(db, { tag, limit, offset }) {
  // products hardly ever change, so keep them for a while
  let key = tag + "/" + limit + "/" + offset;
  if (cache[key] != undefined) {
    if (Date.now() - cache[key].time < 1000) {
      return cache[key].result;
    }
  }
  let sql = "SELECT * FROM products WHERE 1 = 1";
  if (tag != undefined) {
    sql = sql + " AND id IN (SELECT product_id FROM product_tags JOIN tags ON tags.id = tag_id WHERE tags.name = '" + tag.replace(/'/g, "''") + "')";
  }
  sql = sql + " ORDER BY name, id LIMIT " + (limit + 1) + " OFFSET " + offset;
  console.log(sql);
  let rows = (await db.query(sql)).rows;
  let more = false;
  if (rows.length > limit) {
    more = true;
    rows = rows.slice(0, limit);
  }
  let ids = "0";
  for (let i = 0; i < rows.length; i++) {
    ids = ids + "," + rows[i].id;
  }
  const tags = (await db.query("SELECT product_id, name FROM tags JOIN product_tags ON tag_id = id WHERE product_id IN (" + ids + ") ORDER BY name")).rows;
  const lines = (await db.query("SELECT * FROM order_lines WHERE product_id IN (" + ids + ")")).rows;
  let items = [];
  for (let i = 0; i < rows.length; i++) {
    let tt = [];
    let sold = 0;
    for (let k = 0; k < tags.length; k++) {
      if (tags[k].product_id == rows[i].id) {
        tt.push(tags[k].name);
      }
    }
    for (let j = 0; j < lines.length; j++) {
      if (lines[j].product_id == rows[i].id) {
        sold = sold + lines[j].quantity;
      }
    }
    items.push({ id: rows[i].id, sku: rows[i].sku, name: rows[i].name, price_cents: rows[i].price_cents, tags: tt, units_sold: sold });
  }
  if (more) {
    cache[key] = { time: Date.now(), result: { items: items, next_offset: offset + limit } };
  } else {
    cache[key] = { time: Date.now(), result: { items: items, next_offset: null } };
  }
  return cache[key].result;
}

// async function productJson(db, { id, sku, name, price_cents }) {
//   const { rows: lines } = await db.query("SELECT * FROM order_lines WHERE product_id = $1", [id]);
//   return { id, sku, name, price_cents, tags: await tagsOf(db, id) };
// }

function timeText(time) {
  return `${time.toISOString().slice(0, 19)}Z`;
}

function sum(numbers) {
  return numbers.reduce((total, number) => total + number, 0);
}
