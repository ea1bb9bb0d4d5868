import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, test } from "@playwright/test";
import { allPages, become, open } from "./pages.ts";

declare global {
  interface Window {
    layoutShift: number;
  }
}

/** Switches the theme by its button, over which a panel may lie, and waits until the new colours stand. */
async function switchTheme(page: Page, theme: "light" | "dark"): Promise<void> {
  await page.locator(".theme-button").dispatchEvent("click");
  await expect(page.locator("html")).toHaveAttribute("data-theme", theme);
  await page.evaluate(async () => {
    const frame = (): Promise<number> => new Promise((done) => requestAnimationFrame(done));
    await frame();
    await frame();
    const ending = document.getAnimations().filter((a) => a.effect?.getComputedTiming().endTime !== Infinity);
    await Promise.allSettled(ending.map((a) => a.finished));
  });
}

async function violations(page: Page): Promise<readonly string[]> {
  // no page has a frame, so axe need not gather its answers on a page of its own: the rules are the same
  const found = await new AxeBuilder({ page }).setLegacyMode().analyze();
  return found.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(" ")).join(", ")}`);
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

// in two halves, for two browsers
for (const half of [0, 1]) {
  test(`nothing moves while a page loads, and no page violates accessibility, light and dark, half ${half + 1}`, async ({
    page,
    request,
  }) => {
    test.setTimeout(240_000);
    const found: string[] = [];
    const shift = await watchShifts(page);
    for (const { name, path, who } of (await allPages(request)).filter((_, i) => i % 2 === half)) {
      await become(page, who);
      await open(page, `${path}${path.includes("?") ? "&" : "?"}theme=light`);
      found.push(...(await violations(page)).map((v) => `${name}, light: ${v}`));
      // axe took its time: shifts after the last drawing are counted as well
      const moved = await shift();
      if (moved >= 0.02) found.push(`${name} moved by ${moved}`);
      await switchTheme(page, "dark");
      found.push(...(await violations(page)).map((v) => `${name}, dark: ${v}`));
    }
    expect(found).toEqual([]);
  });
}

test("no accessibility violation in the search", async ({ page }) => {
  await open(page, "/");
  await page.keyboard.press("Control+k");
  await page.locator(".palette-input").fill("锂电");
  await expect(page.getByRole("option").first()).toBeVisible();
  expect(await violations(page)).toEqual([]);
});
