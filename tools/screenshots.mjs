// Takes every page at both sizes and in both themes from a running product into docs/screenshots/.
//   node tools/screenshots.mjs [http://127.0.0.1:4173] [--out DIR] [--only NAME,...]
// Chromium: $CHROMIUM_PATH or /usr/bin/chromium. Exit status 1 when a page shows an error or logs one.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { chromium } from "@playwright/test";

const argument = (name) => {
  const at = process.argv.indexOf(name);
  return at < 0 ? undefined : process.argv[at + 1];
};
const base = process.argv[2]?.startsWith("http") ? process.argv[2] : "http://127.0.0.1:4173";
const out = argument("--out") ?? "docs/screenshots";
const only = argument("--only")?.split(",");

const json = async (path) => {
  const answer = await fetch(new URL(path, base));
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: is the product running at ${base}?`);
  return answer.json();
};

/** Id of the demo person whose name says the role; the product runs with demo people. */
const demoId = async (role) => {
  const found = (await json("/api/door")).demo.find((d) => d.name.includes(role));
  if (found === undefined) throw new Error(`no demo identity ${role}: start with --demo-people`);
  return found.id;
};

/** The browser of a context becomes a demo person; without a role it is a visitor. */
async function become(context, role) {
  await context.clearCookies();
  if (role === undefined) return;
  const address = new URL("/api/demo-sign-in", base);
  const data = { person: await demoId(role) };
  const answer = await context.request.post(address.href, { data, headers: { origin: address.origin } });
  if (!answer.ok()) throw new Error(`${role} could not sign in: ${answer.status()}`);
}

/** Pages by name, with the role of the one who looks; ids come from the product itself, so that the script works with any decision. */
async function pages() {
  const [overview, enterprises, chains] = await Promise.all([
    json("/api/overview"),
    json("/api/enterprises?size=1"),
    json("/api/chains"),
  ]);
  const indicator =
    overview.industries[0]?.now.indicator ?? overview.targets.find((t) => t.now !== null)?.indicator?.id;
  const now = overview.industries[0]?.now;
  return [
    ["overview", "/"],
    ["overview-en", "/?lang=en"],
    ["panel", `/?panel=${now?.indicator}@${now?.period}`],
    ["decision", "/decision"],
    ["chains", "/chains"],
    ["chain", `/chains/${chains.chains[0]?.id}`],
    ["enterprises", "/enterprises"],
    ["enterprise", `/enterprises/${enterprises.rows[0]?.code}`],
    ["indicators", "/indicators"],
    ["indicator", `/indicators/${indicator}?by=county`],
    ["ranking", "/indicators/tax_per_mu_relative?period=2025"],
    ["indicator-en", `/indicators/${indicator}?by=county&lang=en`],
    ["sign-in", "/sign-in"],
    ["account", "/account", "联络员"],
    ["people", "/admin/people", "系统管理员"],
    ["posts", `/admin/posts?person=${await demoId("联络员")}`, "安全保密管理员"],
    ["audit", "/admin/audit", "安全审计员"],
  ].filter(([name]) => only === undefined || only.includes(name));
}

const sizes = [
  { size: "wide", viewport: { width: 1440, height: 900 } },
  { size: "phone", viewport: { width: 390, height: 844 } },
];

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium",
  args: ["--no-sandbox"],
});
await mkdir(out, { recursive: true });
let failures = 0;
for (const { size, viewport } of sizes) {
  for (const theme of ["light", "dark"]) {
    const context = await browser.newContext({ viewport, colorScheme: theme, reducedMotion: "reduce" });
    const page = await context.newPage();
    page.on("pageerror", (error) => {
      failures++;
      console.error(`${page.url()}: ${error.message}`);
    });
    for (const [name, path, role] of await pages()) {
      await become(context, role);
      await page.goto(new URL(path, base).href, { waitUntil: "networkidle" });
      await page.waitForSelector("h1.finding, .problem");
      await page.waitForTimeout(250); // charts and the chain map are drawn a frame after their library arrives
      if ((await page.locator(".problem").count()) > 0) {
        failures++;
        console.error(`${path} shows an error: ${await page.locator(".problem").first().innerText()}`);
      }
      await page.screenshot({ path: join(out, `${name}-${size}-${theme}.png`) });
      console.log(`${name}-${size}-${theme}.png`);
    }
    await context.close();
  }
}
await browser.close();
process.exitCode = failures > 0 ? 1 : 0;
