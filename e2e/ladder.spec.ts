/** 梯次培育: from the head of the page to what one firm lacks, every number a figure. */
import { expect, test } from "@playwright/test";
import { become, open } from "./pages.ts";

test("rungs, the nearest firms and what one of them lacks; visitors see counts alone", async ({ page }) => {
  await become(page, "分析人员");
  await open(page, "/ladder?period=2025");
  await expect(page.locator("h1.finding")).toContainText(/专精特新中小企业 \d+ 户/u);
  const rungs = page.locator("table.ladder-rungs tbody tr");
  await expect(rungs).toHaveCount(7);
  await rungs.nth(1).getByRole("button", { name: "专精特新中小企业" }).click();
  await expect(page).toHaveURL(/rung=srdi_sme/u);
  const rows = page.locator("table.data tbody tr[data-index]");
  await expect(rows.nth(1)).toContainText(/需 ≥/u);

  // what is lacking is a figure: its panel shows how it came about
  await rows.nth(1).locator(".ladder-lacking .figure").first().click();
  await expect(page.locator("[data-panel] [data-trace]")).toBeVisible();
  await page.keyboard.press("Escape");
  await open(page, "/ladder?period=2025&rung=srdi_sme");
  await rows.nth(1).locator("a.strong").click();
  await expect(page).toHaveURL(/\/ladder\/91/u);
  await expect(page.locator("h1.finding")).toContainText("下一级:专精特新中小企业");
  await expect(page.locator("table.ladder-conditions").first()).toContainText("从事细分市场年限");
  await expect(page.locator("table.ladder-conditions").first()).toContainText("工信部企业〔2022〕63号");

  await become(page, undefined);
  await open(page, "/ladder?period=2025");
  await expect(page.locator("main")).toContainText("逐户情况不对访客显示");
  await expect(page.locator("table.data")).toHaveCount(0);
});
