process.stdout.write("REACHED a mock of a built-in module\n");
