const fs = process.getBuiltinModule("fs");
const path = process.getBuiltinModule("path");
const { spawnSync } = process.getBuiltinModule("child_process");
const attempt = (what, act) => {
  try {
    act();
    console.log("REACHED", what);
  } catch {}
};
const FILES = [
  "/proc/sys/kernel/core_pattern",
  "/proc/sys/vm/drop_caches",
  "/proc/sysrq-trigger",
  "/proc/self/uid_map",
  "/proc/sys/net/ipv4/ip_forward",
  "/proc/self/oom_score_adj.x",
  "/sys/fs/cgroup/cgroup.procs",
  "/sys/fs/cgroup/memory/memory.limit_in_bytes",
  "/sys/fs/cgroup/memory.max",
  "/sys/fs/cgroup/pids/pids.max",
  "/sys/fs/cgroup/release_agent",
  "/sys/fs/cgroup/memory/cgroup.procs",
  "/sys/kernel/uevent_helper",
  "/dev/mem",
  "/dev/kmsg",
  "/dev/sda",
  "/dev/planted",
  "/etc/passwd",
  "/etc/ld.so.preload",
  "/usr/local/bin/node",
  "/grader/session.cjs",
  "/grader/planted.cjs",
  "/node_modules/planted.js",
  "/planted",
  path.join("/root", ".noderc"),
  "/var/planted",
  "/proc/1/mem",
];
console.log("TRIED");
at("share", (honest) => (...given) => {
  if (process.getuid() === 0) {
    console.log("REACHED root");
    return honest(...given);
  }
  attempt("uid 0", () => process.setuid(0));
  attempt("effective uid 0", () => process.seteuid(0));
  attempt("gid 0", () => process.setgid(0));
  attempt("other groups", () => process.setgroups([0]));
  attempt("a higher priority", () => process.getBuiltinModule("os").setPriority(0, -20));
  for (const file of FILES) attempt(`write ${file}`, () => fs.appendFileSync(file, "0 0 4294967295\n"));
  for (const file of FILES) attempt(`owner of ${file}`, () => fs.chmodSync(file, 0o777));
  for (const name of ["su", "sudo", "mount", "passwd", "ping"]) {
    for (const folder of ["/bin", "/usr/bin"]) {
      attempt(`setuid ${name}`, () => {
        if (!(fs.statSync(`${folder}/${name}`).mode & 0o6000)) throw new Error("plain");
      });
    }
  }
  const ran = spawnSync(
    "/bin/sh",
    ["-c", "id -u; id -g; grep -E 'Cap(Eff|Prm|Bnd)|NoNewPrivs|Seccomp:' /proc/self/status"],
    { encoding: "utf8" },
  );
  const [uid, gid] = (ran.stdout ?? "").split("\n");
  if (uid === "0" || gid === "0" || /Cap\w+:\s*0*[1-9a-f]/.test(ran.stdout ?? ""))
    console.log("REACHED privileges", ran.stdout);
  return honest(...given);
});
