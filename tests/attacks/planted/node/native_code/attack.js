const fs = process.getBuiltinModule("fs");
const os = process.getBuiltinModule("os");
const { spawnSync } = process.getBuiltinModule("child_process");
const { join } = process.getBuiltinModule("path");
const libraries = ["/lib/x86_64-linux-gnu", "/usr/lib/x86_64-linux-gnu", "/lib/aarch64-linux-gnu", "/lib64"];
const library = libraries.map((folder) => join(folder, "libm.so.6")).find((name) => fs.existsSync(name));
console.log("TRIED");
at("share", (honest) => (...given) => {
  for (const folder of new Set([os.tmpdir(), process.cwd(), os.homedir(), "/dev/shm", "/channel"])) {
    const addon = join(folder, "planted.node");
    try {
      fs.copyFileSync(library, addon);
      fs.chmodSync(addon, 0o755);
      process.dlopen({ exports: {} }, addon);
      console.log("REACHED machine code in", folder);
    } catch (error) {
      // Mapped it was, if all that is missing is what an add-on of Node's has.
      if (/did not self-register|Module did not/.test(error.message)) console.log("REACHED machine code in", folder);
    }
    const program = join(folder, "planted");
    for (const source of ["/bin/true", "/usr/bin/true"]) {
      try {
        fs.copyFileSync(source, program);
        fs.chmodSync(program, 0o6755);
        if (spawnSync(program, []).status === 0) console.log("REACHED a program in", folder);
      } catch {}
    }
    fs.rmSync(addon, { force: true });
    fs.rmSync(program, { force: true });
  }
  for (const name of ["fs", "spawn_sync", "process_wrap", "tcp_wrap", "inspector"]) {
    try {
      process.binding(name);
    } catch {}
  }
  return honest(...given);
});
