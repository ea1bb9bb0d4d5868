/** Work as the page has it: a task from its paper to 销号, a request from the firm's own page to closed, a visit on a phone. */
import type { Page } from "@playwright/test";
import { expect, test } from "@playwright/test";
import type { CaseAnswer, CaseOutcomeAnswer, CasesAnswer } from "@lianzhang/contract";
import { become, open } from "./pages.ts";

test.describe.configure({ mode: "serial" });

/** Tells what one run made from what another did. */
const RUN = Buffer.from(crypto.getRandomValues(new Uint8Array(4))).toString("hex");

const dialog = (page: Page) => page.getByRole("dialog");
const stands = (page: Page, state: string) => expect(page.locator(".state-now")).toHaveText(state);

/** Opens the dialog of a step, fills what it asks and sends it. */
async function move(page: Page, label: string, fields: Readonly<Record<string, string>> = {}): Promise<void> {
  await page.locator(".moves").getByRole("button", { name: label, exact: true }).click();
  for (const [name, text] of Object.entries(fields)) {
    const field = dialog(page).getByLabel(name);
    if ((await field.getAttribute("role")) === "combobox") {
      await field.click();
      await page.locator(".ant-select-dropdown:visible").getByTitle(text, { exact: true }).click();
    } else await field.fill(text);
  }
  await dialog(page).getByRole("button", { name: "提交", exact: true }).click();
  await expect(dialog(page)).toHaveCount(0);
}

const PAPER = "演练·议定事项第 7 期";
const TASK = "演练·建立链主企业服务专员制度";
const TABLE = `序号,任务事项,牵头单位,配合单位,完成时限,条款
1,${TASK},市经济和信息化局,商务局,2026-12-18,6/18
2,演练·汇总专精特新培育清单,园区办,,长期坚持,5/16
`;

async function caseOf(page: Page, procedure: string, name: string): Promise<string> {
  const answer = await page.request.get(`/api/procedures/${procedure}/cases?q=${encodeURIComponent(name)}`);
  const body: CasesAnswer = await answer.json();
  expect(body.rows, name).toHaveLength(1);
  return body.rows[0]?.id ?? "";
}

test("a task goes from its paper to 销号, with a notice on the way, each step by the unit whose it is", async ({
  page,
}) => {
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
});

test("a firm files a request on its own page, is answered, and closes it; its officers take it up", async ({
  page,
}) => {
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
});

/** A visit of its own, entered and joined by whoever is signed in; its id. */
async function joinedVisit(page: Page): Promise<string> {
  const headers = { "sec-fetch-site": "same-origin" };
  const listed = await page.request.get("/api/procedures/visit/cases?size=1");
  const { rows }: CasesAnswer = await listed.json();
  const values = {
    visit_enterprise: rows[0]?.values["visit_enterprise"] ?? "",
    visit_county: "511402",
    visit_reason: "演练·了解用工",
  };
  const order = { code: `演练走访-${RUN}`, values, reason: "演练" };
  const opened = await page.request.post("/api/procedures/visit/open", { data: order, headers });
  const outcome: CaseOutcomeAnswer = await opened.json();
  if (outcome.kind !== "kept") throw new Error(JSON.stringify(outcome));
  const seen = await page.request.get(`/api/cases/${outcome.id}`);
  const found: CaseAnswer = await seen.json();
  const data = { version: found.case.version, to: "joined" };
  const joined = await page.request.post(`/api/cases/${outcome.id}/move`, { data, headers });
  expect(await joined.json()).toMatchObject({ kind: "kept" });
  return outcome.id;
}

test("a visit is recorded on a phone: four fields, kept without a network, sent when it is back", async ({
  page,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await become(page, "县区经办·东坡区");
  const visit = await joinedVisit(page);
  await open(page, `/visits/${visit}/record`);
  await expect(page.locator(".record-field")).toHaveCount(4);
  await page.getByLabel("走访情况").fill("满产,订单到一季度");
  await page.getByLabel("带回诉求数").fill("1");
  await page.context().setOffline(true);
  await page.getByRole("button", { name: "提交" }).click();
  await expect(page.locator(".kept")).toContainText("已保存在本机");
  await page.context().setOffline(false);
  await stands(page, "已走访");
});
