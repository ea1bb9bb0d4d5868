/**
 * Every page is opened once and looked at from all sides: it does not move while it loads, violates no rule of accessibility
 * in either theme, is no wider than a phone in either language, and has no Chinese in its English words.
 */
import type { Page } from "@playwright/test";
import { expect, test } from "@playwright/test";
import { violations } from "./axe.ts";
import type { PageAddress } from "./pages.ts";
import { allPages, become, CHINESE, open, settled } from "./pages.ts";

declare global {
  interface Window {
    layoutShift: number;
  }
}

const DESK = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };

/** Words of the product's own: firms' names and the Decision's headings have no English, the language switch shows 中. */
const OWN =
  "#main-navigation a, #main-navigation .group, thead th, .chart-head .unit, .chart-actions, .counters dt, .status";

/** Switches the theme by its button, over which a panel may lie, and waits until the new colours stand. */
async function switchTheme(page: Page, theme: "light" | "dark"): Promise<void> {
  await page.locator(".theme-button").dispatchEvent("click");
  await expect(page.locator("html")).toHaveAttribute("data-theme", theme);
  await settled(page);
}

/** The next page that is opened is Chinese again: the language stands in the address. */
async function switchToEnglish(page: Page): Promise<void> {
  await page.locator(".view-controls").getByText("EN", { exact: true }).dispatchEvent("click");
  await expect(page.locator("html")).toHaveAttribute("lang", /^en/);
  await settled(page);
}

/** Measures what moves while a page loads; call before it is opened. */
async function watchShifts(page: Page): Promise<() => Promise<number>> {
  await page.addInitScript(() => {
    window.layoutShift = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries())
        if ("value" in entry && typeof entry.value === "number") window.layoutShift += entry.value;
    }).observe({ type: "layout-shift", buffered: true });
  });
  return () => page.evaluate(() => window.layoutShift);
}

/** At a desk: nothing moves, and axe finds nothing; in the dark only colours are others. */
async function atADesk(page: Page, { path }: PageAddress, shift: () => Promise<number>): Promise<string[]> {
  await page.setViewportSize(DESK);
  await open(page, `${path}${path.includes("?") ? "&" : "?"}theme=light`);
  const found = (await violations(page)).map((v) => `light: ${v}`);
  // axe took its time: shifts after the last drawing are counted as well
  const moved = await shift();
  if (moved >= 0.02) found.push(`moved by ${moved}`);
  await switchTheme(page, "dark");
  found.push(...(await violations(page, ["color-contrast"])).map((v) => `dark: ${v}`));
  return found;
}

/** On a phone, in both languages. */
async function onAPhone(page: Page): Promise<string[]> {
  await page.setViewportSize(PHONE);
  await settled(page);
  const width = (): Promise<number> => page.evaluate(() => document.documentElement.scrollWidth);
  const found: string[] = [];
  const look = async (language: string): Promise<void> => {
    const wide = await width();
    if (wide > PHONE.width) found.push(`${language}: ${wide} wide`);
  };
  await look("Chinese");
  await switchToEnglish(page);
  await look("English");
  const words = await page.locator(OWN).allTextContents();
  return [...found, ...words.filter((text) => CHINESE.test(text)).map((text) => `not in English: ${text}`)];
}

// nothing here is about how things move
test.use({ contextOptions: { reducedMotion: "reduce" } });

// in quarters, for two browsers
const PARTS = 4;
for (let part = 0; part < PARTS; part++) {
  test(`every page stands still, is accessible light and dark, and fits a phone in both languages, part ${part + 1}`, async ({
    page,
    request,
  }) => {
    const found: string[] = [];
    const shift = await watchShifts(page);
    for (const address of (await allPages(request)).filter((_, i) => i % PARTS === part)) {
      await become(page, address.who);
      const said = [...(await atADesk(page, address, shift)), ...(await onAPhone(page))];
      found.push(...said.map((s) => `${address.name}, ${s}`));
    }
    expect(found).toEqual([]);
  });
}
