import { expect, test } from "@playwright/test";
import { violations } from "./axe.ts";
import { open } from "./pages.ts";

test("Ctrl-K finds an indicator and Enter opens it", async ({ page }) => {
  await open(page, "/");
  await page.keyboard.press("Control+k");
  const field = page.getByRole("combobox", { name: "查条款、指标、企业、项目、任务、诉求、登记册" });
  await expect(field).toBeFocused();
  await field.fill("锂电");
  await expect(page.getByRole("option", { name: "锂电" }).first()).toBeVisible();
  await expect(page.locator(".palette-foot")).toContainText(/找到 [1-9]/);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("listbox")).toHaveCount(0);
  await expect(page).not.toHaveURL(/\/$/);
});

test("no accessibility violation in the search", async ({ page }) => {
  await open(page, "/");
  await page.keyboard.press("Control+k");
  await page.locator(".palette-input").fill("锂电");
  await expect(page.getByRole("option").first()).toBeVisible();
  expect(await violations(page)).toEqual([]);
});

test("Escape closes the search and leaves the page as it was", async ({ page }) => {
  await open(page, "/indicators");
  await page.keyboard.press("Control+k");
  await expect(page.locator(".palette-input")).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(page.locator(".palette-input")).toHaveCount(0);
  await expect(page).toHaveURL(/\/indicators/);
});

test("arrows move through a table and Enter opens the row", async ({ page }) => {
  await open(page, "/indicators");
  await page.locator(".table-scroll").first().focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await expect(page.locator("tbody tr:focus")).toHaveAttribute("data-index", "1");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/indicators\/.+/);
});

test("every figure is reached by Tab and opened by Enter", async ({ page }) => {
  await open(page, "/");
  await page.locator(".sub .figure").first().focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toBeVisible();
});
