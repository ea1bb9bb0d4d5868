/** A task from its paper to 销号. */
import type { Page } from "@playwright/test";
import { expect } from "@playwright/test";
import { become, open } from "../pages.ts";
import { dialog, move, stands } from "./steps.ts";

const PAPER = "演练·议定事项第 7 期";
const TASK = "演练·建立链主企业服务专员制度";
const TABLE = `序号,任务事项,牵头单位,配合单位,完成时限,条款
1,${TASK},市经济和信息化局,商务局,2026-12-18,6/18
2,演练·汇总专精特新培育清单,园区办,,长期坚持,5/16
`;

/** A task goes from its paper to 销号, with a notice on the way, each step by the unit whose it is. Its address. */
export async function taskToItsEnd(page: Page): Promise<string> {
  await become(page, "督查室");
  await open(page, "/tasks");
  await page.getByRole("button", { name: "导入任务" }).click();
  await dialog(page).getByLabel("文号或会议名称").fill(PAPER);
  await dialog(page)
    .getByLabel("文件")
    .setInputFiles({ name: "议定事项.csv", mimeType: "text/csv", buffer: Buffer.from(TABLE) });
  await dialog(page).getByRole("button", { name: "导入", exact: true }).click();
  await expect(dialog(page).locator(".counts")).toContainText("新建2");
  await expect(dialog(page).locator(".import-faults")).toContainText("长期坚持");
  await dialog(page).getByRole("button", { name: "关闭", exact: true }).last().click();

  await become(page, "部门经办·经济和信息化局");
  await open(page, "/tasks");
  await page.getByRole("link", { name: TASK }).first().click();
  const address = new URL(page.url()).pathname;
  await stands(page, "已交办");
  await move(page, "签收");
  await stands(page, "推进中");

  await become(page, "督查室");
  await open(page, address);
  await move(page, "督办", { 文号: "演练督办 7 号", 理由: "进度滞后" });
  await stands(page, "督办中");
  await page.locator(".papers a").click();
  const sheet = page.locator(".sheet");
  await expect(sheet).toContainText("督办通知单");
  await expect(sheet).toContainText("经济和信息化局");
  await expect(sheet).toContainText("进度滞后");
  await page.emulateMedia({ media: "print" });
  await expect(page.locator("#main-navigation")).toBeHidden();
  await expect(sheet).toHaveCSS("background-color", "rgb(255, 255, 255)");
  await page.emulateMedia({ media: "screen" });

  await become(page, "部门经办·经济和信息化局");
  await open(page, address);
  await move(page, "申请销号");
  await stands(page, "申请销号");

  await become(page, "督查室");
  await open(page, address);
  await move(page, "销号", { 销号依据成立: "是", 销号日期: "2026-11-27" });
  await stands(page, "已销号");
  await expect(page.getByLabel("单项得分")).toContainText("分");
  return address;
}
