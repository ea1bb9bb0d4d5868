/** 能耗双碳: accounts with their factors, headroom, and what a project needs before it is signed. */
import { expect, test } from "@playwright/test";
import { become, open } from "./pages.ts";

test("accounts, factors, headroom and foretold reviews; visitors see sums alone", async ({ page }) => {
  await become(page, "科长");
  await open(page, "/energy?period=2025");
  await expect(page.locator("h1.finding")).toContainText(/综合能耗 [\d,.]+.tce\(当量\)/u);
  await expect(page.locator("h1.finding")).toContainText("须节能审查");
  await page.getByText("所在园区", { exact: true }).click();
  await expect(page.locator("table.energy-places")).toContainText("甘眉工业园区");
  await expect(page.locator(".energy-factors")).toContainText("公告2025年第47号");
  await expect(page.locator(".energy-projects")).toContainText("国家发展改革委令第31号(2025)");

  // a total is a figure: its trace goes down to the factors
  await page.locator("table.energy-places .total .figure").first().click();
  await expect(page.locator("[data-panel] [data-trace]")).toBeVisible();

  await become(page, undefined);
  await open(page, "/energy?period=2025");
  await expect(page.locator("main")).toContainText("不对访客显示");
  await expect(page.locator("table.data")).toHaveCount(0);
});
