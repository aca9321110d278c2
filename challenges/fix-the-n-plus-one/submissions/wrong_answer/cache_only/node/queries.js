/** What the API answers, read from the database. */

export async function findOrder(db, id) {
  const { rows } = await db.query("SELECT * FROM orders WHERE id = $1", [id]);
  return rows.length > 0 ? orderJson(db, rows[0]) : undefined;
}

export async function listOrders(db, { status, customerId, sku, limit, offset }) {
  const filter = new Filter();
  filter.add("status = ?", status);
  filter.add("customer_id = ?", customerId);
  filter.add("id IN (SELECT order_id FROM order_lines JOIN products ON products.id = product_id WHERE sku = ?)", sku);
  const { rows } = await db.query(
    `SELECT * FROM orders ${filter} ORDER BY placed_at DESC, id DESC ${filter.page(limit + 1, offset)}`,
    filter.values,
  );
  return page(db, orderJson, rows, limit, offset);
}

export async function listCustomers(db, { city, limit, offset }) {
  const filter = new Filter();
  filter.add("city = ?", city);
  const { rows } = await db.query(
    `SELECT * FROM customers ${filter} ORDER BY name, id ${filter.page(limit + 1, offset)}`,
    filter.values,
  );
  return page(db, customerJson, rows, limit, offset);
}

export async function listProducts(db, { tag, limit, offset }) {
  const filter = new Filter();
  filter.add("id IN (SELECT product_id FROM product_tags JOIN tags ON tags.id = tag_id WHERE tags.name = ?)", tag);
  const { rows } = await db.query(
    `SELECT * FROM products ${filter} ORDER BY name, id ${filter.page(limit + 1, offset)}`,
    filter.values,
  );
  return page(db, productJson, rows, limit, offset);
}

/** The conditions that a request asks for, with their values. */
class Filter {
  values = [];
  #conditions = [];

  add(condition, value) {
    if (value !== undefined) {
      this.#conditions.push(condition.replace("?", `$${this.values.push(value)}`));
    }
  }

  page(limit, offset) {
    return `LIMIT $${this.values.push(limit)} OFFSET $${this.values.push(offset)}`;
  }

  toString() {
    return this.#conditions.length > 0 ? `WHERE ${this.#conditions.join(" AND ")}` : "";
  }
}

async function page(db, toJson, rows, limit, offset) {
  const items = [];
  for (const row of rows.slice(0, limit)) {
    items.push(await toJson(db, row));
  }
  return { items, next_offset: rows.length > limit ? offset + limit : null };
}

async function orderJson(db, order) {
  const lines = await linesOf(db, order.id);
  const payments = await paymentsOf(db, order.id);
  const items = [];
  for (const line of lines) {
    items.push(await lineJson(db, line));
  }
  return {
    id: order.id,
    status: order.status,
    placed_at: timeText(order.placed_at),
    note: order.note,
    customer: await customerOf(db, order),
    lines: items,
    payments: payments.map(({ method, amount_cents }) => ({ method, amount_cents })),
    total_cents: sum(lines.map((line) => line.quantity * line.unit_price_cents)),
    paid_cents: sum(payments.map((payment) => payment.amount_cents)),
  };
}

async function lineJson(db, line) {
  const { rows } = await db.query("SELECT * FROM products WHERE id = $1", [line.product_id]);
  const { id, sku, name } = rows[0];
  return {
    position: line.position,
    quantity: line.quantity,
    unit_price_cents: line.unit_price_cents,
    comment: line.comment,
    product: { id, sku, name, tags: await tagsOf(db, id) },
  };
}

async function customerJson(db, { id, name, email, city }) {
  const { rows: orders } = await db.query(
    "SELECT * FROM orders WHERE customer_id = $1 ORDER BY placed_at DESC, id DESC",
    [id],
  );
  let spent = 0;
  for (const order of orders.filter((each) => each.status !== "cancelled")) {
    const lines = await linesOf(db, order.id);
    spent += sum(lines.map((line) => line.quantity * line.unit_price_cents));
  }
  return {
    id,
    name,
    email,
    city,
    order_count: orders.length,
    spent_cents: spent,
    last_order: orders.length > 0 ? lastOrder(orders[0]) : null,
  };
}

async function productJson(db, { id, sku, name, price_cents }) {
  const { rows: lines } = await db.query("SELECT * FROM order_lines WHERE product_id = $1", [id]);
  return {
    id,
    sku,
    name,
    price_cents,
    tags: await tagsOf(db, id),
    units_sold: sum(lines.map((line) => line.quantity)),
  };
}

async function customerOf(db, order) {
  if (order.customer_id === null) {
    return null;
  }
  const { rows } = await db.query("SELECT * FROM customers WHERE id = $1", [order.customer_id]);
  const { id, name, email } = rows[0];
  return { id, name, email };
}

async function linesOf(db, orderId) {
  const { rows } = await db.query("SELECT * FROM order_lines WHERE order_id = $1 ORDER BY position, id", [orderId]);
  return rows;
}

async function paymentsOf(db, orderId) {
  const { rows } = await db.query("SELECT * FROM payments WHERE order_id = $1 ORDER BY id", [orderId]);
  return rows;
}

async function tagsOf(db, productId) {
  const { rows } = await db.query(
    "SELECT name FROM tags JOIN product_tags ON tag_id = id WHERE product_id = $1 ORDER BY name",
    [productId],
  );
  return rows.map((row) => row.name);
}

function lastOrder({ id, status, placed_at }) {
  return { id, status, placed_at: timeText(placed_at) };
}

function timeText(time) {
  return `${time.toISOString().slice(0, 19)}Z`;
}

function sum(numbers) {
  return numbers.reduce((total, number) => total + number, 0);
}
