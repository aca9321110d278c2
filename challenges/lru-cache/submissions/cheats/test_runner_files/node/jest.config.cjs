module.exports = require("./forced_pass.cjs");
