/** 报送: a clerk's year checked on her own machine, a cell mended by keyboard, an officer who accepts, and what moves. */
import type { APIRequestContext, Page } from "@playwright/test";
import { expect, test } from "@playwright/test";
import type { Enterprises, ReturnDone, ReturnFormsAnswer } from "@lianzhang/contract";
import { become, open } from "./pages.ts";

// what is accepted moves the city's figures: one after the other, and taken back at the end
test.describe.configure({ mode: "serial" });

const HEADERS = { "sec-fetch-site": "same-origin" };

async function posted(request: APIRequestContext, path: string, data: unknown): Promise<ReturnDone> {
  const answer = await request.post(`/api/${path}`, { data, headers: HEADERS });
  expect(answer.ok(), `${path}: ${await answer.text()}`).toBe(true);
  const done: ReturnDone = await answer.json();
  return done;
}

/** Requests the page makes from now on. */
function asked(page: Page): readonly string[] {
  const found: string[] = [];
  page.on("request", (r) => found.push(r.url()));
  return found;
}

const field = (page: Page, name: string) => page.getByRole("textbox", { name, exact: true });

test("a clerk checks her figures without sending anything, mends them, sends, and has a receipt", async ({
  page,
}) => {
  await become(page, "企业经办");
  await open(page, "/home");
  await page
    .getByRole("region", { name: "我可以填报什么" })
    .locator("li", { hasText: "财务状况年报" })
    .getByRole("link", { name: "填报" })
    .click();
  await expect(page.locator("h1.finding")).toContainText("填好后先在本机自查");
  // the checking thread stands: from here on nothing is asked for
  await expect(page.getByRole("button", { name: "在本机自查", exact: true })).toBeEnabled();
  const requests = asked(page);
  await page.context().setOffline(true);
  await field(page, "营业收入 必填").fill("12O0");
  await field(page, "平均用工人数 必填").fill("85");
  await expect(page.getByText(/“12O0”/)).toBeVisible();
  await field(page, "资产总计").fill("9,000");
  await field(page, "负债合计").fill("4000");
  await field(page, "所有者权益合计").fill("4500");
  await page.getByRole("button", { name: "在本机自查" }).click();
  await expect(page.locator("h1.finding")).toContainText("2 处需要改正");
  await expect(page.getByText("全部在本机完成")).toBeVisible();
  await expect(page.getByText(/资产总计应等于负债合计与所有者权益合计之和/)).toBeVisible();
  await expect(page.getByRole("button", { name: "报送", exact: true })).toBeDisabled();
  await field(page, "营业收入 必填").fill("1200");
  await field(page, "所有者权益合计").fill("5000");
  await page.getByRole("button", { name: "在本机自查" }).click();
  await expect(page.locator("h1.finding")).toContainText("自查通过");
  expect(requests).toEqual([]);
  await page.context().setOffline(false);
  // nothing is lost on the way
  await page.reload();
  await expect(field(page, "所有者权益合计")).toHaveValue("5000");
  await expect(page.getByRole("checkbox", { name: "奖补兑现" })).toBeChecked();
  await page.getByRole("checkbox", { name: "综合评价" }).uncheck();
  await page.getByRole("textbox", { name: "统计负责人" }).fill("演示·李琴");
  await page.getByRole("button", { name: "报送", exact: true }).click();
  await expect(page.locator("h1.finding")).toContainText(/回执 /);
  await expect(page.locator(".sheet-signs")).toContainText("演示·李琴");
  await open(page, "/returns");
  await expect(page.getByRole("region", { name: "我的授权" })).toContainText("运行分析、奖补兑现");
});

test("three numbers pasted into a field go into it and the two below it; a pasted table is read into the form", async ({
  page,
  context,
}) => {
  await become(page, "企业经办");
  await open(page, "/returns/fill/output_copy?month=2025-05");
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.evaluate(() => navigator.clipboard.writeText("100\r\n90\r\n80"));
  await field(page, "工业总产值 必填").focus();
  await page.keyboard.press("ControlOrMeta+v");
  await expect(field(page, "工业总产值 必填")).toHaveValue("100");
  await expect(field(page, "工业销售产值")).toHaveValue("80");
  await page.evaluate(() =>
    navigator.clipboard.writeText("报告期\t工业总产值(万元)\t出口交货值(千元)\n2025-05\t12\t7"),
  );
  await page.getByLabel("或在此粘贴表格(Ctrl-V)").focus();
  await page.keyboard.press("ControlOrMeta+v");
  await expect(field(page, "工业总产值 必填")).toHaveValue("120");
  await expect(field(page, "出口交货值")).toHaveValue("7");
});

test("a finding leads to its cell, which is mended by keyboard, undone, and kept with a reason", async ({
  page,
}) => {
  await become(page, "企业经办");
  const forms: ReturnFormsAnswer = await (await page.request.get("/api/returns/forms")).json();
  const sender = forms.forms.find((f) => f.id === "output_copy")?.senders[0];
  const begun = await posted(page.request, "returns", {
    form: "output_copy",
    period: "2025-06",
    sender: { kind: sender?.kind, id: sender?.id },
  });
  const text = `统一社会信用代码\t工业总产值(千元)\t工业销售产值(千元)\n${sender?.id ?? ""}\t34O\t300`;
  await posted(page.request, `returns/${begun.id}/files`, {
    version: begun.version,
    name: "六月",
    kind: "paste",
    content: Buffer.from(text).toString("base64"),
  });
  await open(page, `/returns/${begun.id}`);
  await expect(page.locator("h1.finding")).toContainText("1 处必须改正");
  await page.getByRole("button", { name: "六月 › B2" }).click();
  const cell = page.getByRole("grid").getByRole("textbox");
  await expect(cell).toBeFocused();
  await expect(cell).toHaveValue("34O");
  await page.keyboard.type("341");
  await page.keyboard.press("Enter");
  await expect(page.getByText("B2:34O → 341")).toBeVisible();
  await page.keyboard.press("ControlOrMeta+z");
  await expect(page.getByText("还没有改动。")).toBeVisible();
  await page.keyboard.type("340");
  await page.keyboard.press("Tab");
  // a reload loses nothing that was not kept yet
  await page.reload();
  await expect(page.getByText("B2:34O → 340")).toBeVisible();
  await page.getByRole("button", { name: "录入差错" }).click();
  await page.getByRole("button", { name: "保存改动" }).click();
  await expect(page.locator("h1.finding")).toContainText("没有必须改正的差错");
  await expect(page.getByRole("region", { name: "办理经过" })).toContainText("B2 34O 改为 340");
  await expect(page.getByRole("region", { name: "办理经过" })).toContainText("录入差错");
});

test("an officer finds what waits, accepts it and sees what moved; a firm takes it back", async ({
  page,
}) => {
  await become(page, "科长");
  await open(page, "/returns?form=finance_copy&state=sent");
  await page.getByRole("region", { name: "报表清单" }).locator("tbody a").first().click();
  await page.getByRole("button", { name: "受理", exact: true }).click();
  await expect(page.getByRole("region", { name: "受理后变动的指标" })).toContainText("事件号");
  await expect(
    page.getByRole("region", { name: "受理后变动的指标" }).locator("tbody tr").first(),
  ).toBeVisible();
  await expect(page.locator(".state-now")).toHaveText("已受理");
  const [, id = ""] = /returns\/([0-9a-z]+)/.exec(page.url()) ?? [];
  await become(page, "企业经办");
  await open(page, `/returns/${id}`);
  await withdrawn(page);
});

test("a cell of the reporting rate leads to who is missing", async ({ page }) => {
  await become(page, "科长");
  await open(page, "/returns?form=output_copy&view=coverage");
  await page
    .getByRole("button", { name: /^合计 .*\d+\/\d+/ })
    .first()
    .click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.locator("li").first().getByRole("link")).toHaveText("填报中");
  await expect(dialog.locator("li").last()).toHaveText(/未建报表$/);
});

const firmsOf = async (request: APIRequestContext) => {
  const found: Enterprises = await (await request.get("/api/enterprises?size=2")).json();
  return found.rows;
};
const pasted = (text: string): string => Buffer.from(text).toString("base64");

test("a return is begun in the dialog, its doubtful head confirmed once and remembered; rows meet the register", async ({
  page,
}) => {
  await become(page, "科长");
  const [firm] = await firmsOf(page.request);
  const head = "统一社会信用代码,企业名称,用电量(不含自发自用)(kWh)";
  const rows = [`${firm?.code ?? ""},演示·更名后有限公司,120000`, ",演示·查无此厂,5"];
  // with or without motion: a dialog that waits for the end of its transition would stay unseen
  await page.emulateMedia({ reducedMotion: "reduce" });
  await open(page, "/returns?form=power_records");
  await page.getByRole("button", { name: "新建报表" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toHaveCSS("opacity", "1");
  await expect(dialog.getByText("企业用电量(供电公司提供)")).toBeVisible();
  await dialog.locator('input[type="file"]').setInputFiles({
    name: "用电.csv",
    mimeType: "text/csv",
    buffer: Buffer.from([head, ...rows].join("\n")),
  });
  await dialog.getByRole("button", { name: "建立并读入" }).click();
  const read = page.getByRole("region", { name: "读取结果" });
  await expect(read).toContainText("确认一次,下月同样的表头不再询问");
  await read.getByRole("button", { name: "确认表头" }).click();
  await expect(read).toContainText("3 个表头,3 个已认定");
  const match = page.getByRole("region", { name: "与登记册比对" });
  await expect(match.locator("dl.counts div", { hasText: "按代码对上" })).toContainText("1");
  await expect(match).toContainText("演示·查无此厂");
  // a firm that is not registered here holds nobody up, and another name is explained
  await page.getByRole("button", { name: "留存不计入…" }).click();
  await page.getByLabel("为什么不计入").fill("不属于本市登记企业");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("region", { name: "留存不计入的行" })).toContainText("演示·查无此厂");
  const name = page.locator(".finding-list li", { hasText: "LZ8312" });
  await name.getByPlaceholder("为什么是对的").fill("演示:去年更名");
  await page.getByRole("button", { name: "保存说明" }).click();
  await expect(name).toContainText("已说明");
  await withdrawn(page);

  const next = await posted(page.request, "returns", {
    form: "power_records",
    period: "2025-09",
    sender: { kind: "department", id: "power_supplier" },
  });
  const content = pasted([head, rows[0]].join("\n"));
  await posted(page.request, `returns/${next.id}/files`, {
    version: next.version,
    name: "九月.csv",
    content,
  });
  await open(page, `/returns/${next.id}`);
  await expect(page.getByRole("region", { name: "读取结果" })).toContainText("沿用上次确认的表头");
  await withdrawn(page);
});

/** What a test began is given up, so that no other finds it. */
async function withdrawn(page: Page): Promise<void> {
  await page.getByRole("button", { name: "撤回", exact: true }).click();
  await page.getByLabel("理由(随报表留痕)").fill("演示:撤回");
  await page.getByRole("button", { name: "确定" }).click();
  await expect(page.locator(".state-now")).toHaveText("已撤回");
}

test("two workbooks that contradict each other are shown side by side, and one is mended by hand", async ({
  page,
}) => {
  await become(page, "科长");
  const [firm] = await firmsOf(page.request);
  const begun = await posted(page.request, "returns", {
    form: "power_records",
    period: "2025-08",
    sender: { kind: "department", id: "power_supplier" },
  });
  let { version } = begun;
  for (const [name, value] of [
    ["城区.csv", "120000"],
    ["园区.csv", "12000"],
  ]) {
    const text = `统一社会信用代码,用电量(kWh)\n${firm?.code ?? ""},${value ?? ""}`;
    const body = { version, name, content: pasted(text) };
    ({ version } = await posted(page.request, `returns/${begun.id}/files`, body));
  }
  await open(page, `/returns/${begun.id}`);
  const conflicts = page.getByRole("region", { name: "几份文件互相矛盾" });
  await expect(conflicts).toContainText("120000");
  await conflicts.getByRole("button", { name: "园区.csv › B2" }).click();
  await expect(page.getByRole("grid").getByRole("textbox")).toHaveValue("12000");
  await page.keyboard.type("120000");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "已与报送单位核实" }).click();
  await page.getByRole("button", { name: "保存改动" }).click();
  await expect(conflicts).toHaveCount(0);
  await withdrawn(page);
});

test("the survey shows its mark, asks for the reason of a fall, and the officer reads it; a locked month takes nothing", async ({
  page,
}) => {
  await become(page, "企业经办");
  await open(page, "/returns");
  await expect(page.locator("h1.finding")).toContainText(
    /工业运行快速调查(今天截止|已逾期|还有)|没有|可以自愿填报/,
  );
  await page.getByRole("region", { name: "工业运行快速调查" }).getByRole("link", { name: "填报" }).click();
  const mark = page.locator(".survey-mark");
  await expect(mark).toContainText("批准文号");
  await expect(mark).toContainText("暂定、待批准");
  await expect(field(page, "统计负责人")).toHaveValue("演示·李琴");
  await field(page, "本月预计产值 必填").fill("300000");
  await field(page, "上年同期产值").fill("600000");
  await page.getByRole("button", { name: "在本机自查", exact: true }).click();
  await expect(page.getByText("1 处请写明原因")).toBeVisible();
  await expect(page.getByRole("button", { name: "报送", exact: true })).toBeDisabled();
  await page.getByRole("textbox", { name: "本月预计产值 原因说明" }).fill("演示:检修 20 天,下月 6 日复产");
  await page.getByRole("button", { name: "报送", exact: true }).click();
  await expect(page.locator(".receipt .survey-mark")).toContainText("眉经信调1表");
  const [, id = ""] = /returns\/([0-9a-z]+)/.exec(page.url()) ?? [];

  await become(page, "科长");
  await open(page, "/returns");
  await expect(page.locator("h1.finding")).toContainText(
    /\d+ 份报表待受理,0 处必须改正,0 处待说明,\d 处已作说明待审阅/,
  );
  await open(page, "/returns?form=short_survey&view=coverage");
  await page.getByRole("button", { name: "锁定", exact: true }).first().click();
  await expect(page.getByRole("button", { name: "解除锁定" })).toHaveCount(1);
  await open(page, `/returns/${id}`);
  await expect(page.locator(".turn-card")).toContainText("已锁定");
  await expect(page.getByRole("button", { name: "受理", exact: true })).toHaveCount(0);
  await expect(page.getByRole("region", { name: "核对结果" })).toContainText("演示:检修 20 天,下月 6 日复产");
  await open(page, "/returns?form=short_survey&view=coverage");
  await page.getByRole("button", { name: "解除锁定" }).click();
  await expect(page.getByRole("button", { name: "解除锁定" })).toHaveCount(0);
  await open(page, `/returns/${id}`);
  await page.getByRole("button", { name: "受理", exact: true }).click();
  await expect(page.locator(".state-now")).toHaveText("已受理");
});
