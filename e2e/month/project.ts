/** 项目 from the lead to the signed agreement as three officers walk it, with a return and all signatures. */
import type { Locator, Page } from "@playwright/test";
import { expect } from "@playwright/test";
import { become, choose, open } from "../pages.ts";

const COUNTY = "县区经办·东坡区";
const DEPARTMENT = "部门经办·经济和信息化局";
const INVESTMENT = "招商部门经办";
const PDF = {
  name: "项目建议.pdf",
  mimeType: "application/pdf",
  buffer: Buffer.from("%PDF-1.4\n%演示\n%%EOF\n"),
};

const dialogOf = (page: Page): Locator => page.getByRole("dialog");
const state = (page: Page): Locator => page.locator(".state-now");

const fieldOf = (page: Page, label: string): Locator =>
  dialogOf(page).locator(".record-field", { hasText: label }).getByRole("combobox");

async function fill(page: Page, values: Readonly<Record<string, string>>): Promise<void> {
  for (const [label, value] of Object.entries(values)) await dialogOf(page).getByLabel(label).fill(value);
}

/** Opens the dialog of a move; what it needs is filled in between. */
async function move(page: Page, label: string, values: Readonly<Record<string, string>> = {}): Promise<void> {
  await page.locator(".moves").getByRole("button", { name: label }).click();
  await fill(page, values);
}

async function send(page: Page): Promise<void> {
  await dialogOf(page).getByRole("button", { name: "提交" }).click();
  await expect(dialogOf(page)).toHaveCount(0);
}

async function as(page: Page, who: string, path: string): Promise<void> {
  await become(page, who);
  await open(page, path);
}

async function sign(page: Page, who: string, path: string): Promise<void> {
  await as(page, who, path);
  await page.getByRole("button", { name: "会签同意" }).click();
  await expect(page.getByRole("button", { name: "会签同意" })).toHaveCount(0);
}

/** A lead becomes a signed agreement: refused where something is missing, returned once, signed by all. Its address. */
export async function leadToAgreement(page: Page): Promise<string> {
  const number = String(crypto.getRandomValues(new Uint32Array(1))[0]);
  await as(page, COUNTY, "/projects?view=open");
  await fill(page, {
    代码: `演练-${number}`,
    登记依据: "演练",
    项目名称: "演练·磷酸铁锂项目",
    客商代号: "银杏",
  });
  await choose(page, fieldOf(page, "项目所在县区"), "东坡区");
  await choose(page, fieldOf(page, "项目牵头部门"), "经济和信息化局");
  await dialogOf(page).getByRole("button", { name: "登记" }).click();
  await expect(state(page)).toHaveText("线索");
  const path = new URL(page.url()).pathname;

  // without the unit of first contact the gate does not hold, and the dialog says what to enter
  await move(page, "首谈登记", { 首谈日期: "2026-03-03" });
  await dialogOf(page).getByRole("button", { name: "提交" }).click();
  await expect(dialogOf(page).locator(".problem")).toContainText("有 1 处需要补充或改正");
  await expect(dialogOf(page).locator(".record-field.wrong")).toContainText("首谈单位");
  await choose(page, fieldOf(page, "首谈单位"), "东坡区");
  await send(page);
  await expect(state(page)).toHaveText("研判");
  await move(page, "转入洽谈");
  await send(page);
  await move(page, "提请准入预评", {
    预计年综合能耗: "4200",
    约定投资额: "120000",
    约定年产值: "300000",
    约定年税收: "9000",
  });
  await dialogOf(page).getByLabel("项目建议材料").setInputFiles(PDF);
  await expect(dialogOf(page)).toContainText(PDF.name);
  await send(page);
  await expect(state(page)).toHaveText("准入预评");

  const opinion = async (n: number): Promise<void> => {
    await as(page, DEPARTMENT, path);
    await move(page, "出具准入预评意见", { 准入预评日期: "2026-03-10", 文号: `演练函〔${number}〕${n} 号` });
    await choose(page, fieldOf(page, "准入预评通过"), "是");
    await send(page);
    await expect(page.locator(".pending-card")).toContainText("未签");
  };
  await opinion(1);
  await as(page, INVESTMENT, path);
  await page.getByLabel("退回理由").fill("补充能耗测算");
  await page.locator(".pending-card").getByRole("button", { name: "退回修改" }).click();
  await expect(page.locator(".pending-card")).toHaveCount(0);
  await expect(page.locator(".history").first()).toContainText("补充能耗测算");
  await opinion(2);
  await sign(page, INVESTMENT, path);

  await as(page, COUNTY, path);
  await move(page, "签订投资协议", {
    投资协议编号: `演练协议 ${number}`,
    投资协议签订日期: "2026-03-12",
    约定开工日期: "2026-06-30",
    约定竣工日期: "2027-06-30",
    文号: `演练协〔${number}〕1 号`,
  });
  await send(page);
  await expect(state(page)).toHaveText("准入预评");
  await sign(page, DEPARTMENT, path);
  await sign(page, INVESTMENT, path);
  await expect(state(page)).toHaveText("签约");
  await expect(page.getByRole("region", { name: "约定与实际" })).toContainText("12.0 亿元");
  return path;
}
