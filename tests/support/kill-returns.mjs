// A program that takes returns until it is killed: from the sources (no build), in a process of its own.
//     node kill-returns.mjs FOLDER RUN SEED
import { join } from "node:path";
import { runnerImport } from "vite";

const [folder, run, seed] = process.argv.slice(2);
const conditions = ["source"];
const { module } = await runnerImport(join(import.meta.dirname, "returns-writer.ts"), {
  configFile: false,
  logLevel: "error",
  resolve: { conditions },
  ssr: { noExternal: [/^@lianzhang\//], resolve: { conditions, externalConditions: conditions } },
});
await module.write(folder, Number(run), Number(seed));
