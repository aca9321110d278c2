const { createServer } = require("node:http");

createServer((request, response) => {
  response.writeHead(404).end();
}).listen(Number(process.env.PORT), "0.0.0.0");
