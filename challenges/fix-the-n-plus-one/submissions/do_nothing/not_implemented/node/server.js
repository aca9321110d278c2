import { createServer } from "node:http";

createServer((request, response) => response.writeHead(501).end()).listen(Number(process.env.PORT ?? 8080));
