/**
 * One server.
 *
 * Adds numbers up over HTTP; every language meets every verdict here, and every
 * way to be a bad server.
 */

import { createServer } from "node:http";

// Answer what the brief asks for; any framework will do as well.
const server = createServer((request, response) => {
  response.writeHead(501).end();
});

server.listen(Number(process.env.PORT ?? 8080));
