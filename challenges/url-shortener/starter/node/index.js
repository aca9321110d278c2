/**
 * URL shortener.
 *
 * A small REST service that makes short links, redirects, counts, and keeps
 * what it has acknowledged.
 */

import { createServer } from "node:http";

// Answer what the brief asks for; any framework will do as well.
const server = createServer((request, response) => {
  response.writeHead(501).end();
});

server.listen(Number(process.env.PORT ?? 8080));
