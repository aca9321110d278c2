import { readOptions } from "./command-line.ts";
import { ExitError } from "./exit-error.ts";
import { eachLine } from "./inputs.ts";
import { parseLine } from "./log-line.ts";
import { Statistics } from "./statistics.ts";

async function report(args: readonly string[]): Promise<string> {
  const { top, names } = readOptions(args);
  const statistics = new Statistics();
  for (const name of names) {
    await eachLine(name, (line) => statistics.add(parseLine(line)));
  }
  return JSON.stringify(statistics.report(top), null, 2);
}

try {
  console.log(await report(process.argv.slice(2)));
} catch (error) {
  if (!(error instanceof ExitError)) {
    throw error;
  }
  console.error(error.message);
  process.exitCode = error.exitCode;
}
