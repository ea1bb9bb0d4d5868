import { expect, test } from "@playwright/test";
import { allPages, become, open } from "./pages.ts";

const CHINESE = /[\u4e00-\u9fff]/;

test("English pages have no Chinese in their own words", async ({ page, request }) => {
  test.setTimeout(120_000);
  for (const { name, path, who } of await allPages(request)) {
    await become(page, who);
    await open(page, `${path}${path.includes("?") ? "&" : "?"}lang=en`);
    // The language switch shows 中; firms' names and the Decision's headings have no English.
    const words = await page
      .locator(
        "#main-navigation a, #main-navigation .group, thead th, .chart-head .unit, .chart-actions, .counters dt, .status",
      )
      .allInnerTexts();
    expect(
      words.filter((text) => CHINESE.test(text)),
      name,
    ).toEqual([]);
  }
});

test("switching the language asks the server nothing", async ({ page }) => {
  await open(page, "/");
  const asked: string[] = [];
  page.on("request", (request) => {
    if (request.url().includes("/api/")) asked.push(request.url());
  });
  await page.locator(".view-controls").getByText("EN", { exact: true }).click();
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await expect(page.locator("h1.finding")).not.toContainText(CHINESE);
  expect(asked).toEqual([]);
});

test("one switch changes the unit of all money", async ({ page }) => {
  await open(page, "/");
  await page.locator(".view-controls").getByText("万元", { exact: true }).click();
  await expect(page.locator(".sub")).toContainText("万元");
  await expect(page.locator("main")).not.toContainText("亿元 /");
});
