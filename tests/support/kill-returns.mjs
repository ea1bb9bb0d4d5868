// A program that takes returns until it is killed: from the sources (no build), in a process of its own.
//     node kill-returns.mjs FOLDER RUN SEED
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { runnerImport } from "vite";

const [folder, run, seed] = process.argv.slice(2);
const root = join(import.meta.dirname, "../..");
const sources = [...readdirSync(join(root, "packages")).map((name) => `packages/${name}`), "apps/server"];
// packages by their sources: what is not in node_modules is not taken from outside
const alias = sources.map((path) => ({
  find: new RegExp(`^@lianzhang/${path.split("/")[1]}$`),
  replacement: join(root, path, "src/index.ts"),
}));
const { module } = await runnerImport(join(import.meta.dirname, "returns-writer.ts"), {
  configFile: false,
  logLevel: "error",
  resolve: { alias },
});
await module.write(folder, Number(run), Number(seed));
