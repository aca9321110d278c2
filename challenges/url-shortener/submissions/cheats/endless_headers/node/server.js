const { createServer } = require("node:net");

createServer((socket) => {
  socket.on("error", () => {});
  socket.once("data", () => {
    socket.write("HTTP/1.1 201 Created\r\n");
    let number = 0;
    const more = () => {
      while (!socket.destroyed && socket.write(`X-Header-${number++}: ${"x".repeat(4000)}\r\n`));
    };
    socket.on("drain", more);
    more();
  });
}).listen(Number(process.env.PORT), "0.0.0.0");
