import { join } from "node:path";

import Fastify, { type FastifyReply } from "fastify";

import { Journal, type Link } from "./journal.js";
import { checked, Invalid } from "./wanted.js";

const baseUrl = process.env.BASE_URL ?? "http://localhost:8080";
const links = new Journal(join(process.cwd(), "links.journal"));
const app = Fastify({ routerOptions: { maxParamLength: 500 } });

interface ByCode {
  Params: { code: string };
}

function told(link: Link) {
  const { code, url, hits, expiresAt } = link;
  return { code, short_url: `${baseUrl}/${code}`, url, hits, expires_at: expiresAt && new Date(expiresAt).toISOString() };
}

function refuse(reply: FastifyReply, status: number, error: string) {
  return reply.code(status).send({ error });
}

app.setErrorHandler((error: { statusCode?: number; message: string }, _request, reply) => {
  const status = error instanceof Invalid ? 422 : (error.statusCode ?? 500);
  return refuse(reply, status, error.message || "error");
});

app.setNotFoundHandler((_request, reply) => refuse(reply, 404, "there is nothing here"));

app.post("/links", (request, reply) => {
  const wanted = checked(request.body, new URL(baseUrl).hostname);
  const link = links.add(wanted);
  if (!link) return refuse(reply, 409, `the code ${wanted.code} is taken`);
  const content = told(link);
  return reply.code(201).header("Location", content.short_url).send(content);
});

app.get<ByCode>("/links/:code", (request, reply) => {
  const link = links.get(request.params.code);
  return link ? reply.send(told(link)) : refuse(reply, 404, "no link has this code");
});

app.get<ByCode>("/:code", (request, reply) => {
  const link = links.get(request.params.code);
  if (!link) return refuse(reply, 404, "no link has this code");
  if (link.expiresAt !== null && link.expiresAt <= Date.now()) return refuse(reply, 410, "this link has expired");
  if (request.method === "GET") links.hit(link);
  return reply.code(302).header("Location", ascii(link.url)).send();
});

/** Whatever may not stand in a header, percent-encoded; everything else stays as it is. */
function ascii(url: string): string {
  return url.replace(/[^\x00-\x7f]+/gu, encodeURIComponent);
}

await app.ready();
app.server.listen(Number(process.env.PORT ?? 8080), "0.0.0.0");
