/** 政策兑现: from the list to cases, and what one firm reads of it. */
import { expect, test } from "@playwright/test";
import { become, open } from "./pages.ts";

test("the year's incentives become cases once; a firm's page says why; visitors see sums", async ({
  page,
}) => {
  await become(page, "科长");
  await open(page, "/incentives?period=2025");
  await expect(page.locator("h1.finding")).toContainText(/2025 年:2 项奖补,\d+ 户企业可兑现 [\d.]+\s万元/u);
  await expect(page.locator("table.incentive-table")).toContainText("公平竞争审查");
  await page.getByRole("button", { name: /^生成兑现事项/u }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("办理依据").fill("2025年免申即享兑现工作安排");
  await dialog.getByRole("button", { name: "生成", exact: true }).click();
  await expect(dialog.getByRole("status")).toContainText(/已生成 \d+ 笔;0 笔已有/u);
  await dialog.getByRole("button", { name: "关闭", exact: true }).last().click();
  const rows = page.locator("table.data tbody tr[data-index]");
  await expect(rows.first()).toContainText("待企业同意");
  await expect(page.getByRole("button", { name: /^生成兑现事项/u })).toHaveCount(0);

  await rows.first().locator("a.strong").click();
  await expect(page).toHaveURL(/\/incentives\/91/u);
  await expect(page.locator("h1.finding")).toContainText("可兑现");
  await expect(page.locator(".claim-conditions").first()).toContainText("首次符合");
  await page.getByRole("link", { name: "待企业同意" }).click();
  await expect(page).toHaveURL(/\/claims\//u);
  await expect(page.locator("h1.finding")).toContainText("首次升规奖励");

  await become(page, undefined);
  await open(page, "/incentives?period=2025");
  await expect(page.locator("main")).toContainText("逐户名单不对访客显示");
  await expect(page.locator("table.data")).toHaveCount(0);
});
