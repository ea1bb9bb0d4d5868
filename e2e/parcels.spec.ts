import { expect, test } from "@playwright/test";
import { become, open } from "./pages.ts";

test("parcels: a list of the address is the table's, and a parcel leads to its project", async ({ page }) => {
  await become(page, "招商部门经办");
  await open(page, "/parcels?list=year_without_start");
  await expect(page.getByRole("button", { name: /^满一年未动工/ }).first()).toHaveAttribute(
    "aria-pressed",
    "true",
  );
  await page.getByRole("region", { name: "园区地块" }).locator("tbody a").first().click();
  await expect(page.locator("h1.finding")).toContainText("满一年未动工");
  await page.locator(".project-part a").first().click();
  await expect(page.getByRole("region", { name: "期限" })).toBeVisible();
});
