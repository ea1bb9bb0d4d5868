/** 文件解析: a document as docx, pdf and html is read, confirmed by keyboard, held against the decision, and taken as a draft. */
import type { Locator, Page } from "@playwright/test";
import { expect, test } from "@playwright/test";
import { makeDocx, numbered, numbering, p } from "../packages/reader/src/testing/make-docx.ts";
import { makePdf } from "../packages/reader/src/testing/make-pdf.ts";
import { become, open } from "./pages.ts";

const LINES = ["演示市新材料产业行动方案", "主要目标", "到2027年，锂电产业规模达到1600亿元以上。"] as const;
const docx = makeDocx(
  p(LINES[0]) +
    numbered(LINES[1], 0) +
    p(LINES[2]) +
    p("支持企业建设研发中心，新建检测平台6个。（市科技局牵头，市财政局配合）"),
  { "numbering.xml": numbering(["chineseCounting", "%1、"]) },
);
const pdf = makePdf([LINES.map((text, i) => ({ text, x: 72, y: 760 - 40 * i }))]);
const html = `<!DOCTYPE html><html><body><div class="content"><h1>${LINES[0]}</h1><p>一、${LINES[1]}</p><p>${LINES[2]}</p></div></body></html>`;

async function give(page: Page, name: string, bytes: Uint8Array | string): Promise<void> {
  await page.locator("input[type=file]").setInputFiles({
    name,
    mimeType: "application/octet-stream",
    buffer: Buffer.from(bytes),
  });
}
const item = (page: Page, words: string): Locator =>
  page.locator("[data-finding]", { hasText: words }).first();

test("docx, pdf and html are read, confirmed by keyboard, and leave as a draft; a secret one is refused", async ({
  page,
}) => {
  await become(page, "分析人员");
  for (const [name, bytes] of [
    ["方案.pdf", pdf],
    ["方案.html", html],
    ["方案.docx", docx],
  ] as const) {
    await open(page, "/reader");
    await give(page, name, bytes);
    await expect(page).toHaveURL(/\/reader\/[0-9a-f]{12}/u);
    await expect(item(page, "锂电产业规模 ≥ 1600 亿元")).toContainText(
      "现行:锂电产业规模目标 1400 亿元 2027",
    );
    await expect(page.locator("mark.is-target").first()).toContainText("锂电产业规模达到1600亿元以上");
  }

  // the keys that are named work from the start
  await expect(page.locator("li.is-current .reading-name")).toBeFocused();
  // by keyboard: the first is corrected, the next ones accepted and rejected
  const scale = item(page, "锂电产业规模");
  await scale.locator(".reading-name").focus();
  await page.keyboard.press("c");
  await expect(page.getByLabel("指标", { exact: true })).toBeFocused();
  await page.getByLabel("数值", { exact: true }).fill("1400");
  await page.keyboard.press("Enter");
  await expect(scale).toHaveAttribute("data-said", "corrected");
  await expect(scale).toContainText("与现行一致");
  await scale.locator(".reading-name").focus();
  await page.keyboard.press("ArrowDown");
  const task = page.locator("li.is-current");
  await expect(task.locator(".reading-name")).toBeFocused();
  await page.keyboard.press("a");
  await expect(page.locator("[data-said=accepted]")).toHaveCount(1);
  const platform = item(page, "检测平台");
  await page.locator("[data-finding^=target]", { hasText: "检测平台" }).locator(".reading-name").click();
  await page.keyboard.press("x");
  await expect(page.locator("[data-said=rejected]")).toHaveCount(1);
  await expect(platform).toBeVisible();

  const [draft] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "下载决定草稿(zip)" }).click(),
  ]);
  expect(draft.suggestedFilename()).toMatch(/^决定草稿-.*\.zip$/u);
  const [examples] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "下载标注样本(JSON)" }).click(),
  ]);
  expect(examples.suggestedFilename()).toContain("标注样本");

  await open(page, "/reader");
  await give(page, "密.txt", `机密★\n${LINES.join("\n")}`);
  await expect(page.getByText("LZ8401")).toBeVisible();
  await expect(page.locator("main")).toContainText("未保存任何内容");
  await expect(page.getByRole("heading", { name: "没有办成" })).toBeVisible();
  await expect(page.locator("table.reading-table")).not.toContainText("密.txt");
});
