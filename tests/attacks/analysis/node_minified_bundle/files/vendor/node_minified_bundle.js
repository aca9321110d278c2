if (process.getBuiltinModule("fs").existsSync("/submission")) {
  console.log(JSON.stringify({ failed: "REACHED node_minified_bundle" }));
  process.kill(process.ppid, "SIGKILL");
  process.exit(0);
}
