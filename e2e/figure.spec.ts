import { expect, test } from "@playwright/test";
import { open } from "./pages.ts";

test("a figure opens its panel and is followed to the row of the return", async ({ page }) => {
  await open(page, "/");
  const figure = page.locator(".bar-to-target .figure").first();
  await figure.click();
  const panel = page.getByRole("dialog");
  await expect(panel).toBeVisible();
  await expect(panel.locator(".formula")).toBeVisible();
  await expect(panel.locator(".counters dt")).toHaveText(["应有", "已报", "采用", "未知"]);
  // Open the tree branch by branch until a cell of a file is reached.
  const trace = panel.locator("[data-trace]");
  await expect(trace).toBeVisible();
  for (let depth = 0; depth < 8 && (await trace.locator("[data-origin]").count()) === 0; depth++) {
    await trace.locator("button[aria-expanded=false]").first().click();
  }
  await expect(trace.locator("[data-origin]").first()).toContainText(/第 \d+ 行/);
  await page.keyboard.press("Escape");
  await expect(panel).toHaveCount(0);
  await expect(figure).toBeFocused();
});

test("hovering a figure shows all its digits and what it was computed from", async ({ page }) => {
  await open(page, "/");
  await page.locator(".bar-to-target .figure").first().hover();
  const card = page.getByRole("tooltip");
  await expect(card).toContainText("精确值");
  await expect(card).toContainText("数据截至");
});

test("names in a formula say what they are", async ({ page }) => {
  await open(page, "/");
  await page.locator(".bar-to-target .figure").first().click();
  await page.locator(".panel .token-name").first().hover();
  await expect(page.getByRole("tooltip")).toBeVisible();
});

test("a missing figure shows — with its reason", async ({ page }) => {
  await open(page, "/");
  const missing = page.locator("table .figure", { hasText: "—" }).first();
  await missing.hover();
  await expect(page.getByRole("tooltip")).toContainText("缺数原因");
});

test("an indicator of firms lists them, best first, and each figure opens its own trace", async ({
  page,
}) => {
  await open(page, "/indicators/tax_per_mu?period=2025");
  const rows = page.getByRole("row");
  await expect(rows.nth(1)).toContainText("演示");
  const values = await page.locator("td .figure").allTextContents();
  const numbers = values.map(Number);
  expect(numbers).toEqual(numbers.toSorted((a, b) => b - a));
  await page.locator("td .figure").first().click();
  const panel = page.getByRole("dialog");
  await expect(panel.locator("[data-trace]")).toBeVisible();
  await expect(panel.locator("[data-trace]")).toContainText("实缴税金");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: /再列一些/ }).click();
  await expect(page.locator("td .figure")).toHaveCount(60);
});
