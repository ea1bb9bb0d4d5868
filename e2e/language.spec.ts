import { expect, test } from "@playwright/test";
import { CHINESE, open } from "./pages.ts";

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
