/**
 * Money transfers.
 *
 * A REST service that keeps accounts in PostgreSQL and moves money between
 * them, exactly once and whatever happens.
 */

import { createServer } from "node:http";
import pg from "pg";

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL });

// Answer what the brief asks for; any framework will do as well.
const server = createServer(async (request, response) => {
  if (request.url !== "/health") {
    response.writeHead(501).end();
    return;
  }
  const { rows } = await pool.query("SELECT current_database()");
  response.writeHead(200).end(JSON.stringify(rows[0]));
});

server.listen(Number(process.env.PORT ?? 8080));
