import { AxeBuilder } from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import { allPages, open } from "./pages.ts";

for (const theme of ["light", "dark"] as const) {
  test(`no accessibility violation on any page, ${theme}`, async ({ page, request }) => {
    test.setTimeout(180_000);
    const found: string[] = [];
    for (const { name, path } of await allPages(request)) {
      await open(page, `${path}${path.includes("?") ? "&" : "?"}theme=${theme}`);
      const { violations } = await new AxeBuilder({ page }).analyze();
      found.push(
        ...violations.map((v) => `${name}: ${v.id}: ${v.nodes.map((n) => n.target.join(" ")).join(", ")}`),
      );
    }
    expect(found).toEqual([]);
  });
}

test("no accessibility violation in the search", async ({ page }) => {
  await open(page, "/");
  await page.keyboard.press("Control+k");
  await page.locator(".palette-input").fill("锂电");
  await expect(page.getByRole("option").first()).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(" ")).join(", ")}`)).toEqual([]);
});

test("no page is wider than a phone", async ({ page, request }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  for (const { name, path } of await allPages(request)) {
    await open(page, path);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width, name).toBeLessThanOrEqual(390);
  }
});
