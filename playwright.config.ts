import { defineConfig } from "@playwright/test";
import { chromiumPath, PAGE_PORT } from "./tools/lib/browser.mjs";

const address = `http://127.0.0.1:${PAGE_PORT}`;
const executablePath = chromiumPath();

export default defineConfig({
  testDir: "e2e",
  outputDir: "var/test/pages",
  // One product, two browsers: a test only looks, or changes what is its own (a test that does not is `serial`).
  workers: 2,
  fullyParallel: true,
  // A test walks through every page; the machine of a build may be slow.
  timeout: 240_000,
  expect: { timeout: 15_000 },
  reporter: [["list"], ["json", { outputFile: process.env["PAGE_REPORT"] ?? "var/test/playwright.json" }]],
  use: {
    baseURL: address,
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
    viewport: { width: 1440, height: 900 },
    // where nobody opens it, it only costs a quarter of the time
    trace: process.env["CI"] ? "off" : "retain-on-failure",
    launchOptions: {
      ...(executablePath === null ? {} : { executablePath }),
      args: ["--no-sandbox", "--disable-dev-shm-usage"],
    },
  },
  webServer: {
    command: `node tools/e2e-server.mjs ${PAGE_PORT}`,
    url: `${address}/api/session`,
    timeout: 300_000,
    // `npm test` has it ready
    reuseExistingServer: process.env["PAGE_SERVER"] === "runs",
    gracefulShutdown: { signal: "SIGTERM", timeout: 5000 },
  },
});
