if (process.getBuiltinModule("fs").existsSync("/submission")) {
  console.log(JSON.stringify({ failed: "REACHED node_settings_of_other_tools" }));
  process.kill(process.ppid, "SIGKILL");
  process.exit(0);
}
