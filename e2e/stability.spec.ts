import { expect, test } from "@playwright/test";
import { allPages, become, open } from "./pages.ts";

declare global {
  interface Window {
    layoutShift: number;
  }
}

test("nothing moves while a page loads", async ({ page, request }) => {
  test.setTimeout(120_000);
  await page.addInitScript(() => {
    window.layoutShift = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries())
        if ("value" in entry && typeof entry.value === "number") window.layoutShift += entry.value;
    }).observe({ type: "layout-shift", buffered: true });
  });
  for (const { name, path, who } of await allPages(request)) {
    await become(page, who);
    await open(page, path);
    await page.waitForTimeout(300); // shifts after the last drawing count as well
    expect(await page.evaluate(() => window.layoutShift), name).toBeLessThan(0.02);
  }
});

test("a problem says what to do and has a code", async ({ page }) => {
  await page.goto("/indicators/nothing");
  await expect(page.locator(".problem")).toContainText(/LZ6\d{3}/);
});
