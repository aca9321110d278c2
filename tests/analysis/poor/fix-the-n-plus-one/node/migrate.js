/** Brings the database to the newest schema: every file of migrations/ once, in the order of their names. */

import { readdir, readFile } from "node:fs/promises";

const MIGRATIONS = new URL("./migrations/", import.meta.url);
const LOCK = 1001;

export async function migrate(pool) {
  const client = await pool.connect();
  try {
    await client.query("BEGIN");
    await client.query("SELECT pg_advisory_xact_lock($1)", [LOCK]);
    await client.query("CREATE TABLE IF NOT EXISTS schema_migrations (name text PRIMARY KEY)");
    const { rows } = await client.query("SELECT name FROM schema_migrations");
    const applied = new Set(rows.map((row) => row.name));
    const files = (await readdir(MIGRATIONS)).filter((name) => name.endsWith(".sql")).sort();
    for (const name of files.filter((file) => !applied.has(file))) {
      await client.query(await readFile(new URL(name, MIGRATIONS), "utf8"));
      await client.query("INSERT INTO schema_migrations VALUES ($1)", [name]);
    }
    await client.query("COMMIT");
  } finally {
    client.release();
  }
}
