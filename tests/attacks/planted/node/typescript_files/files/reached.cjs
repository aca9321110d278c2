// Stands for whatever a compiler would load: a plug-in, a transformer, a module that paths are mapped to.
process.stdout.write("REACHED a compiler's plug-in\n");
module.exports = () => ({ getExternalFiles: () => ["/etc/passwd"] });
module.exports.default = () => () => (file) => file;
