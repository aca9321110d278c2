const wanted = ["planted", "planted-scoped/sub", "planted.node"];
console.log("TRIED");
for (const name of wanted) {
  try {
    const loaded = process.getBuiltinModule("module").createRequire("/submission/index.js")(name);
    if (loaded.planted) console.log("REACHED a committed package", name);
  } catch {}
}
