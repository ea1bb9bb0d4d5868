// The product as the page tests see it: a small demo city under var/e2e and `lianzhang start` on it.
import { spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { PAGE_PORT } from "./lib/browser.mjs";
import { build } from "./lib/build.mjs";
import { demoCity } from "./lib/demo.mjs";
import { root } from "./lib/run.mjs";
import { guarded } from "./lib/say.mjs";

const port = process.argv[2] ?? String(PAGE_PORT);
await guarded(async () => {
  await build();
  await demoCity("var/e2e", { firms: 300, months: 48, seed: 7 });
});
rmSync(join(root, "var", "e2e-store"), { recursive: true, force: true });
const child = spawn(
  process.execPath,
  [
    join(root, "apps/cli/bin/lianzhang.js"),
    "start",
    "--decision",
    "decisions/meishan-2023",
    "--data",
    "var/e2e",
    "--store",
    "var/e2e-store",
    "--demo-people",
    "--port",
    port,
  ],
  { cwd: root, stdio: "inherit" },
);
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal));
child.on("close", (status, signal) => process.exit(status ?? (signal ? 130 : 1)));
