// What the page tests need: a Chromium that is named, installed, or (as root on Debian) installed now, and a port.
import { existsSync } from "node:fs";
import { run } from "./run.mjs";
import { say } from "./say.mjs";

/** Where the product stands for the page tests. */
export const PAGE_PORT = 4390;

const KNOWN = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
];

/** The path of a browser that is there, or null. */
export function chromiumPath(env = process.env) {
  if (env.CHROMIUM_PATH) return existsSync(env.CHROMIUM_PATH) ? env.CHROMIUM_PATH : null;
  return KNOWN.find((path) => existsSync(path)) ?? null;
}

/** Finds a browser, or installs Debian's where that is possible; null when there is none, after saying how. */
export async function requireChromium() {
  const found = chromiumPath();
  if (found) return found;
  if (process.env.CHROMIUM_PATH) {
    say({
      zh: `CHROMIUM_PATH 指向的 ${process.env.CHROMIUM_PATH} 不存在`,
      en: `CHROMIUM_PATH names ${process.env.CHROMIUM_PATH}, which does not exist`,
    });
    return null;
  }
  if (process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    say({ zh: "安装 chromium(apt-get)……", en: "installing chromium (apt-get) ..." });
    const env = { DEBIAN_FRONTEND: "noninteractive" };
    await run(["apt-get", "update", "-qq"], { quiet: true, env });
    await run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-noto-cjk"], {
      quiet: true,
      env,
    });
    const installed = chromiumPath();
    if (installed) return installed;
  }
  say({
    zh: "没有 Chromium,页面测试无法运行:sudo apt-get install chromium,或设 CHROMIUM_PATH=浏览器路径",
    en: "no Chromium, so the page tests cannot run: sudo apt-get install chromium, or set CHROMIUM_PATH",
  });
  return null;
}
