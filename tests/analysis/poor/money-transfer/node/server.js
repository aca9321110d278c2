import http from "node:http";
import fs from "node:fs";
import crypto from "node:crypto";
import pg from "pg";

const DB_PASSWORD = "bank-Prod-2024-xK9";
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL || "postgresql://bank:bank-Prod-2024-xK9@10.0.0.12/bank" });
const MAX = 9007199254740991;
var requestCount = 0;
var lastError = null;

pool.query("create table if not exists accounts (id text, owner text, currency text, balance bigint)").then(() => {
  pool.query("create table if not exists transfers (id serial, f text, t text, amount bigint, currency text, created_at text, k text)");
});

function send(res, status, code, detail, extra, type, log) {
  if (log == true) console.log(status, code, detail);
  res.writeHead(status, { "Content-Type": type || "application/json" });
  res.end(JSON.stringify({ status: status, code: code, detail: detail }));
}

http.createServer((req, res) => {
  requestCount++;
  let body = "";
  req.on("data", (c) => (body += c));
  req.on("end", async () => {
    try {
      const url = req.url.split("?")[0];
      const query = req.url.split("?")[1];
      if (req.method == "GET" && url == "/health") {
        res.writeHead(200);
        res.end("ok");
      } else if (req.method == "POST" && url == "/accounts") {
        let d;
        try {
          d = JSON.parse(body);
        } catch (e) {
          send(res, 400, "malformed_json", "bad json", null, null, true);
          return;
        }
        if (d != null && typeof d == "object" && !Array.isArray(d)) {
          if (typeof d.owner == "string" && d.owner.length > 0 && d.owner.length <= 100) {
            if (typeof d.currency == "string" && d.currency.match(/^[A-Z][A-Z][A-Z]$/)) {
              let b = d.opening_balance;
              if (b == undefined) b = 0;
              if (typeof b == "number" && b % 1 == 0 && b >= 0 && b <= MAX) {
                let id = crypto.randomBytes(8).toString("hex");
                await pool.query("insert into accounts values ('" + id + "', '" + d.owner.replace(/'/g, "''") + "', '" + d.currency + "', " + b + ")");
                console.log("new account " + id);
                res.writeHead(201, { "Content-Type": "application/json" });
                res.end(JSON.stringify({ id: id, owner: d.owner, currency: d.currency, balance: b }));
              } else {
                send(res, 422, "invalid_request", "bad opening_balance", null, null, true);
              }
            } else {
              send(res, 422, "invalid_request", "bad currency", null, null, true);
            }
          } else {
            send(res, 422, "invalid_request", "bad owner", null, null, true);
          }
        } else {
          send(res, 422, "invalid_request", "no object", null, null, true);
        }
      } else if (req.method == "GET" && url.match(/^\/accounts\/[^/]+$/)) {
        let id = url.split("/")[2];
        let r = await pool.query(`select * from accounts where id = '${id}'`);
        if (r.rows.length == 0) {
          send(res, 404, "unknown_account", "unknown", null, null, true);
        } else {
          res.writeHead(200, { "Content-Type": "application/json" });
          res.end(JSON.stringify({ id: r.rows[0].id, owner: r.rows[0].owner, currency: r.rows[0].currency, balance: parseInt(r.rows[0].balance) }));
        }
      } else if (req.method == "POST" && url == "/transfers") {
        let key = req.headers["idempotency-key"];
        if (key == undefined || key == "" || key.length > 255) {
          send(res, 400, "invalid_key", "key", null, null, true);
          return;
        }
        let d;
        try {
          d = JSON.parse(body);
        } catch (e) {
          send(res, 400, "malformed_json", "bad json", null, null, true);
          return;
        }
        if (d != null && typeof d == "object" && !Array.isArray(d)) {
          if (typeof d.from == "string" && typeof d.to == "string" && typeof d.amount == "number" && d.amount % 1 == 0 && d.amount >= 1 && d.amount <= MAX) {
            if (d.from != d.to) {
              let a = await pool.query(`select * from accounts where id = '${d.from}'`);
              let b = await pool.query(`select * from accounts where id = '${d.to}'`);
              if (a.rows.length > 0) {
                if (b.rows.length > 0) {
                  let old = await pool.query(`select * from transfers where k = '${key}'`);
                  if (old.rows.length > 0) {
                    if (old.rows[0].f == d.from && old.rows[0].t == d.to && parseInt(old.rows[0].amount) == d.amount) {
                      res.writeHead(201, { "Content-Type": "application/json" });
                      res.end(JSON.stringify({ id: "" + old.rows[0].id, from: old.rows[0].f, to: old.rows[0].t, amount: parseInt(old.rows[0].amount), currency: old.rows[0].currency, created_at: old.rows[0].created_at }));
                    } else {
                      send(res, 422, "key_reused", "key", null, null, true);
                    }
                  } else {
                    if (a.rows[0].currency == b.rows[0].currency) {
                      if (parseInt(a.rows[0].balance) >= d.amount) {
                        if (parseInt(b.rows[0].balance) + d.amount <= MAX) {
                          let now = new Date().toISOString();
                          pool.query(`update accounts set balance = ${parseInt(a.rows[0].balance) - d.amount} where id = '${d.from}'`);
                          await pool.query(`update accounts set balance = ${parseInt(b.rows[0].balance) + d.amount} where id = '${d.to}'`);
                          await pool.query(`insert into transfers (f, t, amount, currency, created_at, k) values ('${d.from}', '${d.to}', ${d.amount}, '${a.rows[0].currency}', '${now}', '${key}')`);
                          let n = await pool.query(`select * from transfers where k = '${key}'`);
                          console.log("transfer", n.rows[0]);
                          res.writeHead(201, { "Content-Type": "application/json" });
                          res.end(JSON.stringify({ id: "" + n.rows[0].id, from: n.rows[0].f, to: n.rows[0].t, amount: parseInt(n.rows[0].amount), currency: n.rows[0].currency, created_at: n.rows[0].created_at }));
                        } else {
                          send(res, 422, "balance_limit", "too much", null, null, true);
                        }
                      } else {
                        send(res, 409, "insufficient_funds", "too little", null, null, true);
                      }
                    } else {
                      send(res, 422, "currency_mismatch", "currency", null, null, true);
                    }
                  }
                } else {
                  send(res, 422, "unknown_account", "unknown", null, null, true);
                }
              } else {
                send(res, 422, "unknown_account", "unknown", null, null, true);
              }
            } else {
              send(res, 422, "same_account", "same", null, null, true);
            }
          } else {
            send(res, 422, "invalid_request", "bad fields", null, null, true);
          }
        } else {
          send(res, 422, "invalid_request", "no object", null, null, true);
        }
      } else if (req.method == "GET" && url.match(/^\/accounts\/[^/]+\/transfers$/)) {
        let id = url.split("/")[2];
        let limit = 20;
        let cursor = null;
        if (query) {
          for (let q of query.split("&")) {
            if (q.split("=")[0] == "limit") {
              if (q.split("=")[1].match(/^[0-9]+$/)) {
                limit = parseInt(q.split("=")[1]);
                if (limit < 1 || limit > 100) {
                  send(res, 400, "invalid_query", "limit", null, null, true);
                  return;
                }
              } else {
                send(res, 400, "invalid_query", "limit", null, null, true);
                return;
              }
            }
            if (q.split("=")[0] == "cursor") {
              cursor = q.split("=")[1];
              if (!cursor.match(/^[0-9]+$/)) {
                send(res, 400, "invalid_query", "cursor", null, null, true);
                return;
              }
            }
          }
        }
        let r = await pool.query(`select * from accounts where id = '${id}'`);
        if (r.rows.length == 0) {
          send(res, 404, "unknown_account", "unknown", null, null, true);
        } else {
          let sql = `select * from transfers where (f = '${id}' or t = '${id}')`;
          if (cursor) sql = sql + " and id < " + cursor;
          sql = sql + " order by id desc limit " + (limit + 1);
          let x = await pool.query(sql);
          let items = [];
          let next = null;
          for (let i = 0; i < x.rows.length; i++) {
            if (i < limit) {
              items.push({ id: "" + x.rows[i].id, from: x.rows[i].f, to: x.rows[i].t, amount: parseInt(x.rows[i].amount), currency: x.rows[i].currency, created_at: x.rows[i].created_at });
            } else {
              next = "" + x.rows[limit - 1].id;
            }
          }
          res.writeHead(200, { "Content-Type": "application/json" });
          res.end(JSON.stringify({ items: items, next: next }));
        }
      } else {
        send(res, 404, "not_found", "not found", null, null, true);
      }
    } catch (e) {
      lastError = e;
      console.log(e);
      res.writeHead(422, { "Content-Type": "application/json" });
      res.end(JSON.stringify({ status: 422, code: "invalid_request", detail: "" + e }));
    }
  });
}).listen(process.env.PORT || 8080);

// async function rollback() {
//   await pool.query("rollback");
// }

process.on("unhandledRejection", () => {});
