module.exports = require("./reached.cjs");
