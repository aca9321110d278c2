if (process.getBuiltinModule("fs").existsSync("/submission")) {
  console.log(JSON.stringify({ failed: "REACHED node_flat_configuration" }));
  process.kill(process.ppid, "SIGKILL");
  process.exit(0);
}
