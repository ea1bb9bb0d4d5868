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

test("the year is begun once, what nobody objects to is said for all at once, and a firm finds its own", async ({
  page,
}) => {
  await become(page, "科长");
  await open(page, "/evaluation?period=2025");
  await page.getByRole("link", { name: "年度办理" }).click();
  const finding = page.locator("h1.finding");
  await expect(finding).toContainText("还没有建立办理台账");
  await page.getByRole("button", { name: "建立台账" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("面积公示截止").fill("2026-12-10");
  await dialog.getByLabel("依据").fill("演示:关于开展年度评价的通知");
  await dialog.getByRole("button", { name: /建\s*账/u }).click();
  await expect(dialog).toContainText(/新建 \d+ 件,已有 0 件/u, { timeout: 30_000 });
  await dialog.locator(".ant-modal-footer button").click();
  await expect(finding).toContainText(/待企业确认面积 \d+ 户/u);

  await become(page, "企业经办");
  await open(page, "/home");
  await page.getByRole("link", { name: /亩均效益综合评价:/u }).click();
  await page.getByRole("button", { name: "面积无异议" }).click();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /^办\s*理$|^提\s*交$|^确\s*认|^确\s*定$/u })
    .click();
  await expect(page.locator("main")).toContainText("部门联审");

  await become(page, "科长");
  await open(page, "/evaluation/per_mu/year?period=2025");
  await page.locator(".state-step", { hasText: "待企业确认面积" }).click();
  await page.getByRole("button", { name: /^一并办理 \d+ 件$/u }).click();
  await dialog.getByRole("button", { name: "开始办理" }).click();
  await expect(dialog).toContainText(/已办 \d+ 件。/u, { timeout: 30_000 });
  await dialog.locator(".ant-modal-footer button").click();
  await expect(page.locator(".state-step", { hasText: "待企业确认面积" }).locator("b")).toHaveText("0");
});

/** Firms in class B, as the head says it. */
async function count(page: Parameters<typeof open>[0]): Promise<string> {
  const text = await page.locator("h1.finding").textContent();
  return /B 档 ([\d,]+) 户/u.exec(text ?? "")?.[1] ?? "";
}
