// `npm start`: from a checkout to an answering address. Installs and builds only what is missing or stale,
// makes the demo city once, and hands over to `lianzhang start`. Options are passed through:
//   npm start -- --port 4200        npm start -- --no-open        npm start -- --data my-city --decision my-decision
import { spawn } from "node:child_process";
import { join } from "node:path";
import { build } from "./lib/build.mjs";
import { demoCity } from "./lib/demo.mjs";
import { install, requireNode } from "./lib/install.mjs";
import { root } from "./lib/run.mjs";
import { guarded } from "./lib/say.mjs";

const given = process.argv.slice(2);
const has = (name) => given.some((word) => word === name || word.startsWith(`${name}=`));

/** A browser is opened only where a person sits before a screen. */
const desktop = () =>
  process.platform === "darwin" ||
  process.platform === "win32" ||
  Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);

await guarded(async () => {
  requireNode();
  await install();
  await build();
  if (!has("--data") && !has("--decision")) await demoCity("var/demo", { firms: 900, months: 72, seed: 1 });
});

const passed = given.filter((word) => word !== "--no-open");
const own = [
  ...(has("--decision") ? [] : ["--decision", "decisions/meishan-2023"]),
  ...(has("--data") || has("--decision") ? [] : ["--data", "var/demo"]),
  ...(has("--data") || has("--decision") ? [] : ["--demo-people"]),
  ...(has("--store") ? [] : ["--store", "var"]),
  ...(has("--no-open") || has("--open") || process.env.CI || !desktop() ? [] : ["--open"]),
];
const child = spawn(process.execPath, [join(root, "apps/cli/bin/lianzhang.js"), "start", ...own, ...passed], {
  cwd: root,
  stdio: "inherit",
});
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal));
child.on("close", (status, signal) => process.exit(status ?? (signal ? 130 : 1)));
