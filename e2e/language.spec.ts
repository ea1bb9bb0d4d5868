import { expect, test } from "@playwright/test";
import { allPages, become, open } from "./pages.ts";

const CHINESE = /[\u4e00-\u9fff]/;

/** Words of the product's own: firms' names and the Decision's headings have no English, the language switch shows 中. */
const OWN =
  "#main-navigation a, #main-navigation .group, thead th, .chart-head .unit, .chart-actions, .counters dt, .status";

test("no page is wider than a phone in either language, and English has no Chinese in its own words", async ({
  page,
  request,
}) => {
  test.setTimeout(240_000);
  await page.setViewportSize({ width: 390, height: 844 });
  const found: string[] = [];
  const look = async (name: string): Promise<void> => {
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    if (width > 390) found.push(`${name} is ${width} wide`);
  };
  for (const { name, path, who } of await allPages(request)) {
    await become(page, who);
    await open(page, path);
    await look(`${name}, Chinese`);
    await page.locator(".view-controls").getByText("EN", { exact: true }).dispatchEvent("click");
    await expect(page.locator("html")).toHaveAttribute("lang", "en");
    await look(`${name}, English`);
    const words = await page.locator(OWN).allTextContents();
    found.push(...words.filter((text) => CHINESE.test(text)).map((text) => `${name}: ${text}`));
    await page.locator(".view-controls").getByText("中", { exact: true }).dispatchEvent("click");
  }
  expect(found).toEqual([]);
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
