// Stands for whatever a tool would load: a plug-in, a parser, a formatter, a shell, a program.
process.stdout.write("REACHED a tool's configuration\n");
process.exitCode = 0;
module.exports = [{ ignores: ["**"], rules: {} }];
module.exports.rules = {};
module.exports.parse = () => ({ type: "Program", body: [], tokens: [], comments: [], range: [0, 0] });
