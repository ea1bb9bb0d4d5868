/** 动态调整: a rule is tried, what it does is said, a wrong one is told at its field, and the address keeps all of it. */
import { expect, test } from "@playwright/test";
import { become, open } from "./pages.ts";

test("a weight and a cut are tried, one over the other; nothing of it is kept in the decision", async ({
  page,
}) => {
  await become(page, "分析人员");
  await open(page, "/evaluation?period=2025");
  await page.getByRole("link", { name: "动态调整" }).click();
  const finding = page.locator("h1.finding");
  await expect(finding).toContainText("现行规则");
  const weight = page.getByRole("textbox", { name: "亩均税收 权重分" });
  await weight.fill("40");
  await weight.press("Enter");
  await expect(finding).toContainText(/情景一:\d+ 户换档/u);
  await expect(page).toHaveURL(/stack=.*criteria\.tax_per_mu\.weight/u);

  await page.getByRole("button", { name: "叠加一个情景" }).click();
  const top = page.getByRole("textbox", { name: "A 居前" });
  await top.fill("20%");
  await top.press("Enter");
  await expect(finding).toContainText("情景一 + 情景二");
  await expect(page.locator("table.adjust-results thead")).toContainText("情景二");
  await expect(page.locator(".adjust-changes")).toContainText("居前 30% → 20%");

  await page
    .locator("table.adjust-moved")
    .getByRole("button", { name: /^看一户/u })
    .first()
    .click();
  await expect(page.getByRole("heading", { name: /怎样才会换档/u })).toBeVisible();

  await top.fill("三成");
  await top.press("Enter");
  await expect(finding).toContainText("改动有误");
  await expect(page.locator(".adjust-field .red-flag")).toContainText("LZ2006");

  await open(page, "/evaluation?period=2025");
  await expect(finding).toContainText(/A 档 \d+ 户/u);
  await become(page, undefined);
  await page.goto("/evaluation/per_mu/adjust?period=2025");
  await expect(page.locator("main")).toContainText("不对访客开放");
});
