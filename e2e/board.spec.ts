/** The board of a chain on paper. */
import { expect, test } from "@playwright/test";
import { become, open } from "./pages.ts";

test("the board of a chain is one page of black on white, with what is asked of the chief", async ({
  page,
}) => {
  await become(page, "链长制办公室");
  await open(page, "/chain-board/pv?period=2025");
  await page.getByLabel("请求内容").fill("请协调用地指标");
  await page.getByRole("button", { name: "增加" }).click();
  await expect(page.locator(".board-asks")).toContainText("请协调用地指标");
  await page.emulateMedia({ media: "print" });
  await expect(page.locator(".board-head")).toContainText("知悉范围");
  await expect(page.locator(".board-foot")).toContainText("核算批次");
  await expect(page.locator("#main-navigation")).toBeHidden();
});
