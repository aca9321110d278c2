// HTTP: reads requests, checks their form, writes answers.

import Fastify from 'fastify';
import { invalid, number, object, parse, Problem, text, whole } from './fields.js';
import { createSchema, findAccount, findTransfers, makeTransfer, openAccount } from './store.js';

const OWNER = /^[^\0]{1,100}$/u;
const CURRENCY = /^[A-Z]{3}$/;

const app = Fastify({ logger: false });

app.removeAllContentTypeParsers();
app.addContentTypeParser('*', { parseAs: 'buffer' }, async (_request, body) => parse(body));

app.get('/health', async () => ({ status: 'up' }));

app.post('/accounts', async (request, reply) => {
  const body = object(request.body);
  const owner = text(body.owner, 'owner', OWNER);
  const currency = text(body.currency, 'currency', CURRENCY);
  const opening = whole(body.opening_balance ?? 0, 'opening_balance', 0);
  return reply.code(201).send(await openAccount(owner, currency, opening));
});

app.get('/accounts/:id', async (request) => findAccount(request.params.id));

app.get('/accounts/:id/transfers', async (request) => {
  const limit = number(request.query, 'limit', 20, 100);
  const before = number(request.query, 'cursor', Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
  return findTransfers(request.params.id, limit, before);
});

app.post('/transfers', async (request, reply) => {
  const key = request.headers['idempotency-key'] ?? '';
  if (key.length < 1 || key.length > 255) {
    throw new Problem(400, 'invalid_key', 'Idempotency-Key has 1 to 255 characters');
  }
  const body = object(request.body);
  const from = text(body.from, 'from', /^/);
  const to = text(body.to, 'to', /^/);
  const amount = whole(body.amount, 'amount', 1);
  if (from === to) throw new Problem(422, 'same_account', 'from and to are the same account');
  if (from.includes('\0') || to.includes('\0')) throw invalid('from and to are ids');
  return reply.code(201).send(await makeTransfer({ key, from, to, amount }));
});

app.setNotFoundHandler((_request, reply) => problem(reply, 404, 'not_found', 'There is nothing here'));

app.setErrorHandler((error, _request, reply) => {
  if (error instanceof Problem) return problem(reply, error.status, error.code, error.message);
  if (error.statusCode >= 400 && error.statusCode < 500) {
    return problem(reply, error.statusCode, 'malformed_json', error.message);
  }
  console.error(error);
  return problem(reply, 500, 'failed', 'Something went wrong');
});

function problem(reply, status, code, detail) {
  return reply.code(status).type('application/problem+json').send({ status, code, detail });
}

await createSchema();
await app.ready();
app.server.listen(Number(process.env.PORT ?? 8080), '0.0.0.0');
