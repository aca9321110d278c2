module.exports = { hooks: { readPackage: require("./reached.cjs") } };
