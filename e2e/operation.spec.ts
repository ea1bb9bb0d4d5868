/** 运行调度: a month from its answers over the meeting to the signature, as the people whose work it is. */
import type { Page } from "@playwright/test";
import { expect, test } from "@playwright/test";
import type { DoorAnswer } from "@lianzhang/contract";
import { become, choose, open } from "./pages.ts";
import { dialog, move, stands } from "./month/steps.ts";

/** A month nobody else works on. */
const MONTH = "2025-10";
const PAPER = "演练·会纪〔2025〕10号";
const at = (view: string, leader = ""): string =>
  `/operation?month=${MONTH}&view=${view}${leader === "" ? "" : `&for=${leader}`}`;

/** Id of the leader with this post, for whom the liaison acts. */
async function leaderOf(page: Page, post: string): Promise<string> {
  const answer = await page.request.get("/api/door");
  const { who }: DoorAnswer = await answer.json();
  return who?.leaders.find((l) => l.posts.some((p) => p.zh === post))?.id ?? "";
}

/** The figures of the finding, as they stand. */
const figures = (page: Page): Promise<string[]> => page.locator("h1.finding .figure").allTextContents();

test("a month is estimated, met, explained and signed, and its figures stay", async ({ page }) => {
  await become(page, "科长");
  await open(page, at("meeting"));
  await expect(page.locator("h1.finding")).toContainText("预计产值");
  await expect(page.locator("h1.finding")).toContainText("应报");
  const estimated = await figures(page);
  await page.getByRole("button", { name: "开始本月调度" }).click();
  await expect(page.locator(".step-line .now")).toHaveText("报送");
  await open(page, at("steps"));
  await move(page, "完成预估", { 预估日期: "2025-10-22" });
  await stands(page, "预估");

  // the meeting: a note of a call, an item, and the item made a task under the minutes
  await open(page, at("meeting"));
  await page.locator(".call-cell").getByRole("button").first().click();
  await page.locator(".call-form input:not([type=date]):not([role=combobox])").fill("演练·订单推迟");
  await page.locator(".call-form").getByRole("button", { name: "保存" }).click();
  await expect(page.locator(".call-said").first()).toContainText("演练·订单推迟");
  await page.getByLabel("议定内容").fill("演练·协调用电负荷");
  await choose(page, page.getByLabel("议定牵头单位"), "发展和改革委员会");
  await page.getByLabel("议定完成时限").fill("2026-12-18");
  await page.getByRole("button", { name: "记下" }).click();
  await expect(page.locator(".operation-items li")).toContainText("演练·协调用电负荷");
  await open(page, at("steps"));
  await move(page, "召开调度会", { 调度会日期: "2025-10-25", 调度会地点: "三楼", 文号: PAPER });
  await stands(page, "已调度");
  await open(page, at("meeting"));
  await expect(page.getByLabel("会议纪要文号")).toHaveValue(PAPER);
  await page.getByRole("button", { name: "交办为任务" }).click();
  await expect(page.getByRole("link", { name: "任务:已交办" })).toBeVisible();

  // after the official figures: what makes a difference, and a reason typed in place
  await open(page, at("steps"));
  await move(page, "分析正式数", { 正式数发布日期: "2025-11-18" });
  await open(page, at("after"));
  await page.getByRole("button", { name: /全市 差额构成/ }).click();
  await expect(page.getByRole("heading", { name: "全市 差额构成" })).toBeVisible();
  await page.getByLabel("全市 原因说明").fill("演练·月末集中开票");
  await page.getByLabel("全市 原因说明").press("Enter");
  await expect(page.locator("tr.whole .call-said")).toContainText("演练·月末集中开票");

  // reviewed and signed in the leaders' names
  await become(page, "联络员");
  await open(page, at("steps", await leaderOf(page, "分管副局长")));
  await move(page, "审核");
  await stands(page, "待签发");
  await open(page, at("steps", await leaderOf(page, "局领导")));
  await page.locator(".moves").getByRole("button", { name: "签发", exact: true }).click();
  await dialog(page).getByLabel("文号").fill("演练·运行〔2025〕10号");
  await dialog(page).getByRole("button", { name: "签发", exact: true }).click();
  await expect(dialog(page)).toHaveCount(0);
  await stands(page, "已签发");
  await expect(page.locator(".signed-line")).toContainText("核算批次");
  await become(page, "分析人员");
  await open(page, at("meeting"));
  expect(await figures(page)).toEqual(estimated);
  await expect(page.locator(".call-cell").getByRole("button")).toHaveCount(0);
});
