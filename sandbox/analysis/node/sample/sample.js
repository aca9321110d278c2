"use strict";

const { createServer } = require("node:http");

const server = createServer((request, response) => {
  let body = "";
  request.on("data", (part) => (body += part));
  request.on("end", () => {
    switch (request.method) {
      case "POST":
        response.end(JSON.stringify({ length: body.length }));
        break;
      default:
        response.writeHead(405).end();
    }
  });
});

function listen(port = 8080) {
  return new Promise((resolve, reject) => {
    server.once("error", reject).listen(port, () => resolve(server));
  });
}

module.exports = { listen };
