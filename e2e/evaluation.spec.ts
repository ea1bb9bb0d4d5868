/** 亩均效益: from the head of a meeting's page to one firm's card on paper, every number a figure. */
import { expect, test } from "@playwright/test";
import { become, choose, open } from "./pages.ts";

test("classes, table and card of the per-mu evaluation; visitors see no single firm", async ({ page }) => {
  await become(page, "分析人员");
  await open(page, "/evaluation?period=2025");
  await expect(page.locator("h1.finding")).toContainText(/2025 年 \d+ 户参评:A 档 \d+ 户/u);
  await expect(page.locator(".chart svg").first()).toContainText("A 档末位");
  const rows = page.locator("table.data tbody tr[data-index]");
  await expect(rows.first()).toContainText("参评");
  await choose(page, page.getByLabel("等次", { exact: true }), `B (${await count(page)})`);
  await expect(rows.first().locator(".grade-class")).toHaveText("B");

  // a class is a figure: its panel shows how it came about, and a step opens its own
  await rows.first().locator(".grade-class .figure").click();
  const panel = page.locator("[data-panel]");
  await expect(panel.locator("[data-trace]")).toContainText("等次");
  await panel
    .getByRole("button", { name: "✕" })
    .or(panel.getByRole("button", { name: "关闭" }))
    .first()
    .click();

  await rows.first().locator("a.strong").click();
  await expect(page).toHaveURL(/\/evaluation\/per_mu\/91/u);
  await expect(page.locator("h1.finding")).toContainText("B 档");
  await expect(page.locator("h1.finding")).toContainText("分到 A 档");
  await expect(page.locator("table.criteria tbody tr")).toHaveCount(8);
  await page.emulateMedia({ media: "print" });
  await expect(page.locator(".board-head")).toContainText("知悉范围");
  await expect(page.locator(".objection-lines")).toContainText("陈述申辩意见");
  await expect(page.locator("#main-navigation")).toBeHidden();
  await page.emulateMedia({ media: null });
  await page.getByRole("link", { name: "企业页" }).click();
  await page.getByRole("link", { name: "亩均效益综合评价" }).click();
  await expect(page.locator("table.criteria")).toBeVisible();

  await become(page, undefined);
  await open(page, "/evaluation?period=2025");
  await expect(page.locator("main")).toContainText("逐户结果不对访客显示");
  await expect(page.locator("table.data")).toHaveCount(0);
});

/** Firms in class B, as the head says it. */
async function count(page: Parameters<typeof open>[0]): Promise<string> {
  const text = await page.locator("h1.finding").textContent();
  return /B 档 ([\d,]+) 户/u.exec(text ?? "")?.[1] ?? "";
}
