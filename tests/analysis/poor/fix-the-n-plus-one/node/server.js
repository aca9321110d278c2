/** The shop's read API. */

import express from "express";
import pg from "pg";

import { migrate } from "./migrate.js";
import * as queries from "./queries.js";

const MOST = 100;

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 });
const app = express();

class Refused extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

app.get("/orders", async (request, response) => {
  const { status, sku } = request.query;
  const customerId = whole(request.query, "customer_id", undefined, 0, 2 ** 31 - 1);
  response.json(await queries.listOrders(pool, { status, customerId, sku, ...paging(request.query) }));
});

app.get("/orders/:id", async (request, response) => {
  const order = await queries.findOrder(pool, whole(request.params, "id", undefined, 0, 2 ** 31 - 1));
  if (!order) {
    throw new Refused(404, "no such order");
  }
  response.json(order);
});

app.get("/customers", async (request, response) => {
  response.json(await queries.listCustomers(pool, { city: request.query.city, ...paging(request.query) }));
});

app.get("/products", async (request, response) => {
  response.json(await queries.listProducts(pool, { tag: request.query.tag, ...paging(request.query) }));
});

app.use((error, request, response, next) => {
  if (!(error instanceof Refused)) {
    console.error(error);
  }
  response.status(error.status ?? 500).json({ error: error instanceof Refused ? error.message : "internal error" });
});

function paging(query) {
  return { limit: whole(query, "limit", 20, 1, MOST), offset: whole(query, "offset", 0, 0, 2 ** 31 - 1) };
}

function whole(given, name, absent, least, most) {
  const text = given[name];
  if (text === undefined) {
    return absent;
  }
  if (!/^[0-9]+$/.test(text) || Number(text) < least || Number(text) > most) {
    throw new Refused(400, `${name} is a whole number from ${least} to ${most}`);
  }
  return Number(text);
}

await migrate(pool);
app.listen(Number(process.env.PORT ?? 8080), "0.0.0.0");
