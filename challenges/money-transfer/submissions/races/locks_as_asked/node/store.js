// Accounts and transfers in PostgreSQL.

import pg from 'pg';
import { randomUUID } from 'node:crypto';
import { MOST, Problem } from './fields.js';

const SCHEMA = `
CREATE TABLE IF NOT EXISTS accounts (
  id text PRIMARY KEY,
  owner text NOT NULL,
  currency text NOT NULL,
  balance bigint NOT NULL CHECK (balance BETWEEN 0 AND ${MOST})
);
CREATE TABLE IF NOT EXISTS transfers (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  key text NOT NULL UNIQUE,
  source text NOT NULL REFERENCES accounts,
  target text NOT NULL REFERENCES accounts,
  amount bigint NOT NULL CHECK (amount > 0),
  currency text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX IF NOT EXISTS transfers_by_source ON transfers (source, id);
CREATE INDEX IF NOT EXISTS transfers_by_target ON transfers (target, id);
`;
const PAGE = `
(SELECT * FROM transfers WHERE source = $1 AND id < $2 ORDER BY id DESC LIMIT $3)
UNION ALL
(SELECT * FROM transfers WHERE target = $1 AND id < $2 ORDER BY id DESC LIMIT $3)
ORDER BY id DESC LIMIT $3`;
const UNIQUE_VIOLATION = '23505';

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 15 });
pool.on('error', (error) => console.error(error.message));

export async function createSchema() {
  await pool.query(SCHEMA);
}

export async function openAccount(owner, currency, opening) {
  const sql = 'INSERT INTO accounts (id, owner, currency, balance) VALUES ($1, $2, $3, $4) RETURNING *';
  const { rows } = await pool.query(sql, [randomUUID(), owner, currency, opening]);
  return account(rows[0]);
}

export async function findAccount(id) {
  const { rows } = await pool.query('SELECT * FROM accounts WHERE id = $1', [id]);
  if (rows.length === 0) throw new Problem(404, 'unknown_account', 'There is no such account');
  return account(rows[0]);
}

export async function findTransfers(id, limit, before) {
  await findAccount(id);
  const { rows } = await pool.query(PAGE, [id, before, limit + 1]);
  const items = rows.slice(0, limit).map(transfer);
  return { items, next: rows.length > limit ? items.at(-1).id : null };
}

export async function makeTransfer(order) {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    const made = await move(client, order);
    await client.query('COMMIT');
    return made;
  } catch (error) {
    await client.query('ROLLBACK');
    const earlier = error.code === UNIQUE_VIOLATION ? await findEarlier(client, order) : undefined;
    if (earlier) return earlier;
    throw error;
  } finally {
    client.release();
  }
}

async function move(client, order) {
  const { key, from, to, amount } = order;
  const lock = 'SELECT * FROM accounts WHERE id = $1 FOR UPDATE';
  const rows = [];
  for (const id of [from, to]) rows.push(...(await client.query(lock, [id])).rows);
  const earlier = await findEarlier(client, order);
  if (earlier) return earlier;
  const [source, target] = [from, to].map((id) => rows.find((row) => row.id === id));
  check(source, target, amount);
  await client.query('UPDATE accounts SET balance = balance - $1 WHERE id = $2', [amount, from]);
  await client.query('UPDATE accounts SET balance = balance + $1 WHERE id = $2', [amount, to]);
  const insert = 'INSERT INTO transfers (key, source, target, amount, currency) VALUES ($1, $2, $3, $4, $5) RETURNING *';
  const made = await client.query(insert, [key, from, to, amount, source.currency]);
  return transfer(made.rows[0]);
}

function check(source, target, amount) {
  if (!source || !target) throw new Problem(422, 'unknown_account', 'There is no such account');
  if (source.currency !== target.currency) {
    throw new Problem(422, 'currency_mismatch', 'The accounts have different currencies');
  }
  if (Number(source.balance) < amount) {
    throw new Problem(409, 'insufficient_funds', `The balance is ${source.balance}`);
  }
  if (Number(target.balance) > MOST - amount) throw new Problem(422, 'balance_limit', 'The account cannot hold so much');
}

async function findEarlier(client, { key, from, to, amount }) {
  const { rows } = await client.query('SELECT * FROM transfers WHERE key = $1', [key]);
  if (rows.length === 0) return undefined;
  const earlier = transfer(rows[0]);
  if (earlier.from !== from || earlier.to !== to || earlier.amount !== amount) {
    throw new Problem(422, 'key_reused', 'The key belongs to another transfer');
  }
  return earlier;
}

const account = ({ id, owner, currency, balance }) => ({ id, owner, currency, balance: Number(balance) });

const transfer = ({ id, source, target, amount, currency, created_at }) => ({
  id,
  from: source,
  to: target,
  amount: Number(amount),
  currency,
  created_at: created_at.toISOString(),
});
