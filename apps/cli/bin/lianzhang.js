#!/usr/bin/env node
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const built = join(dirname(fileURLToPath(import.meta.url)), "..", "dist", "index.js");
if (!existsSync(built)) {
  console.error("lianzhang is not built yet: run `npm ci` (or `npm run build:node`) in the checkout.");
  process.exit(3);
}
const { main } = await import("../dist/index.js");
process.exitCode = await main(process.argv.slice(2));
