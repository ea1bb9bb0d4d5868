import { expect, test } from "@playwright/test";
import { open } from "./pages.ts";

test("the address restores period, unit, language, theme and the open panel", async ({ page, context }) => {
  await open(page, "/");
  await page.locator(".bar-to-target .figure").first().click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await page.keyboard.press("Escape");
  await page.getByText("万元", { exact: true }).first().click();
  await page.locator(".view-controls").getByText("EN", { exact: true }).click();
  await page.locator(".theme-button").click();
  await page.locator(".bar-to-target .figure").first().click();
  await expect(page.getByRole("dialog")).toBeVisible();
  const headline = await page.locator(".panel .big").innerText();
  const address = page.url();
  expect(address).toContain("unit=wan");
  expect(address).toContain("lang=en");

  const other = await context.newPage();
  await open(other, address);
  await expect(other.getByRole("dialog")).toBeVisible();
  await expect(other.locator(".panel .big")).toHaveText(headline);
  await expect(other.locator("html")).toHaveAttribute("lang", "en");
  const theme = await page.locator("html").getAttribute("data-theme");
  await expect(other.locator("html")).toHaveAttribute("data-theme", theme ?? "");
});

test("what is set stays set on the next page, the panel does not", async ({ page }) => {
  await open(page, "/?unit=wan&lang=en");
  await page.locator("#main-navigation").getByText("Enterprises").click();
  await expect(page).toHaveURL(/\/enterprises\?.*lang=en/);
  expect(page.url()).toContain("unit=wan");
  expect(page.url()).not.toContain("panel=");
});

test("the browser's back button closes the panel", async ({ page }) => {
  await open(page, "/");
  await page.locator(".bar-to-target .figure").first().click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await page.goBack();
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("sorting and filtering of the firms are in the address", async ({ page }) => {
  await open(page, "/enterprises");
  await page.locator("thead button").last().click();
  await expect(page).toHaveURL(/sort=-/);
  const answered = page.waitForResponse(
    (response) => response.url().includes("q=9151") && response.url().includes("sort=-"),
  );
  await page.getByLabel("查找企业").fill("9151");
  await answered;
  await expect(page).toHaveURL(/q=9151/);
  await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
  const first = await page.locator("tbody tr td").first().innerText();
  await page.reload({ waitUntil: "networkidle" });
  await expect(page.locator("tbody tr td").first()).toHaveText(first);
});
