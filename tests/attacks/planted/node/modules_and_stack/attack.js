const fs = process.getBuiltinModule("fs");
const { dirname, join } = process.getBuiltinModule("path");
const WORD = new RegExp("canary" + "-[0-9a-f]{24}");
const told = (what) => {
  const found = WORD.exec(String(what));
  if (found) console.log("REACHED", found[0]);
};
const read = (file) => {
  try {
    if (fs.statSync(file).size < 1 << 20) told(fs.readFileSync(file));
  } catch {}
};
const beside = (folder) => {
  try {
    for (const name of fs.readdirSync(folder)) read(join(folder, name));
  } catch {}
};
console.log("TRIED");
at("share", (honest) => (...given) => {
  const { prepareStackTrace, stackTraceLimit } = Error;
  Error.stackTraceLimit = Infinity;
  Error.prepareStackTrace = (_, sites) => sites;
  const sites = new Error().stack;
  Object.assign(Error, { prepareStackTrace, stackTraceLimit });
  const files = new Set(process.argv);
  for (const site of sites) {
    files.add(site.getFileName()?.replace("file://", "") ?? "");
    told(`${site.getFunction()} ${site.getThis()} ${site.getEvalOrigin()}`);
  }
  const loader =
    typeof require === "function" ? require : process.getBuiltinModule("module").createRequire("/submission/");
  for (let above = typeof module === "object" ? module : null; above; above = above.parent)
    files.add(above.filename ?? "");
  for (const [name, cached] of Object.entries(loader.cache)) {
    files.add(name);
    for (const value of Object.values(Object(cached.exports))) told(JSON.stringify(value) ?? value);
  }
  files.add(loader.main?.filename ?? "");
  for (const name of files) {
    for (let folder = name; folder.length > 1; folder = dirname(folder)) beside(dirname(folder));
  }
  return honest(...given);
});
