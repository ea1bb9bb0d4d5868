/** A firm's request from its own page to closed. */
import type { Page } from "@playwright/test";
import { expect } from "@playwright/test";
import { become, open } from "../pages.ts";
import { caseOf, dialog, move, RUN, stands } from "./steps.ts";

/** A firm files a request on its own page, is answered, and closes it; its officers take it up. Its address. */
export async function requestToClosed(page: Page): Promise<string> {
  const title = `演练·蒸汽管网检修 ${RUN}`;
  await become(page, "企业经办");
  await open(page, "/");
  await expect(page).toHaveURL(/\/home/);
  await expect(page.locator("#main-navigation")).not.toContainText("任务");
  await page.getByRole("button", { name: "提出诉求" }).click();
  await dialog(page).getByLabel("诉求事项").fill(title);
  await dialog(page).getByRole("button", { name: "提交", exact: true }).click();
  await expect(page.getByLabel("我的诉求")).toContainText(title);
  await expect(page.getByLabel("数据使用记录")).toContainText("登记");

  await become(page, "科长");
  await open(page, `/requests/${await caseOf(page, "request", title)}`);
  await move(page, "受理并指定承办人", { 诉求承办部门: "经济和信息化局", 诉求承办人: "演练·周敏" });
  const address = new URL(page.url()).pathname;

  await become(page, "部门经办·经济和信息化局");
  await open(page, address);
  await expect(page.getByLabel("两个时限")).toContainText("演练·周敏");
  await move(page, "答复企业", { 诉求答复日期: "2026-11-27", 文号: `演练答复 ${RUN}` });
  await stands(page, "待评价");

  await become(page, "企业经办");
  await open(page, "/home");
  await page.getByLabel("等您确认").getByRole("link", { name: title }).click();
  await move(page, "办结", { 企业认可办理结果: "是" });
  await stands(page, "已办结");
  return address;
}
