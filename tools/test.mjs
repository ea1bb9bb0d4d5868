// `npm test`: everything, from a bare checkout to one line `N passed, N failed`. Every test of vitest and
// playwright counts as one, and so does each of the checks before them. Exit status 1 when anything failed.
import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { PAGE_PORT, requireChromium } from "./lib/browser.mjs";
import { build } from "./lib/build.mjs";
import { install, requireNode } from "./lib/install.mjs";
import { local, root, run } from "./lib/run.mjs";
import { guarded, say } from "./lib/say.mjs";

const tsc = local("typescript/bin/tsc");
// Two lanes, run side by side: the type checker takes as long as the others together.
const lanes = [
  [
    [
      "typecheck",
      [
        [...tsc, "-b"],
        [...tsc, "-p", "apps/web"],
        [...tsc, "-p", "tsconfig.tests.json"],
      ],
    ],
  ],
  [
    ["format", [[...local("oxfmt/bin/oxfmt"), "--check", "."]]],
    ["lint", [[...local("oxlint/bin/oxlint"), "--type-aware"]]],
    ["knip", [[...local("knip/bin/knip.js")]]],
  ],
];

const total = { passed: 0, failed: 0, skipped: 0 };
const add = ({ passed, failed, skipped }) => {
  total.passed += passed;
  total.failed += failed;
  total.skipped += skipped;
};

async function check(name, commands) {
  say({ zh: `检查 ${name} ……`, en: `${name} ...` });
  for (const command of commands) {
    const { status, output } = await run(command, { quiet: true });
    if (status === 0) continue;
    process.stdout.write(output);
    process.stdout.write(`${name}: failed\n`);
    return add({ passed: 0, failed: 1, skipped: 0 });
  }
  add({ passed: 1, failed: 0, skipped: 0 });
}

/** A report that was not written means that the runner itself broke: one failure. */
function reported(path, status, count) {
  try {
    const counted = count(JSON.parse(readFileSync(path, "utf8")));
    add(counted);
    if (status !== 0 && counted.failed === 0) total.failed += 1;
  } catch {
    total.failed += 1;
  }
}

async function vitest(folder) {
  say({ zh: "vitest ……", en: "vitest ..." });
  const report = join(folder, "vitest.json");
  const command = [
    ...local("vitest/vitest.mjs"),
    "run",
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${report}`,
  ];
  const { status } = await run(command);
  reported(report, status, (r) => ({
    passed: r.numPassedTests,
    // A file that does not load has no tests to fail: it counts as one.
    failed:
      r.numFailedTests +
      r.testResults.filter((f) => f.status === "failed" && f.assertionResults.length === 0).length,
    skipped: r.numPendingTests + r.numTodoTests,
  }));
}

/** The product as the page tests see it, made while vitest waits for its databases; without it playwright makes its own. */
function pageServer() {
  const command = [join(root, "tools/e2e-server.mjs"), String(PAGE_PORT)];
  const child = spawn(process.execPath, command, { cwd: root, stdio: ["ignore", "ignore", "inherit"] });
  const ended = new Promise((done) => void child.once("exit", done));
  const stop = () => {
    child.kill("SIGTERM");
    return ended;
  };
  process.once("exit", () => void stop());
  // another program may have the port: then this one has ended
  const runs = async () => {
    const answer = await fetch(`http://127.0.0.1:${PAGE_PORT}/api/session`).catch(() => null);
    return answer?.ok === true && child.exitCode === null;
  };
  return { runs, stop };
}

async function playwright(folder, server) {
  const chromium = await requireChromium();
  if (!chromium) {
    total.failed += 1;
    return;
  }
  say({ zh: `页面测试(${chromium})……`, en: `page tests (${chromium}) ...` });
  const report = join(folder, "playwright.json");
  const PAGE_SERVER = (await server.runs()) ? "runs" : "";
  if (PAGE_SERVER === "") await server.stop();
  const { status } = await run([...local("@playwright/test/cli.js"), "test"], {
    env: { CHROMIUM_PATH: chromium, PAGE_REPORT: report, PAGE_SERVER },
  });
  reported(report, status, ({ stats }) => ({
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected,
    skipped: stats.skipped,
  }));
}

await guarded(async () => {
  requireNode();
  await install();
  await build();
});
const folder = join(root, "var", "test");
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
await Promise.all(
  lanes.map(async (checks) => {
    for (const [name, commands] of checks) await check(name, commands);
  }),
);
const server = pageServer();
await vitest(folder);
await playwright(folder, server);
await server.stop();
if (total.skipped > 0) say({ zh: `跳过 ${total.skipped} 项`, en: `${total.skipped} skipped` });
process.stdout.write(`${total.passed} passed, ${total.failed} failed\n`);
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;
