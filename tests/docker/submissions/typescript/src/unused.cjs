// never loaded
const a = 1;
module.exports = a;
