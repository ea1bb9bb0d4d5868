/** 材料: a document is made of a signed month, taken, sent back edited, and a number of it found again. */
import { readFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import type { PaperAnswer } from "@lianzhang/contract";
import { become, choose, open } from "./pages.ts";
import { dialog } from "./month/steps.ts";

const MONTH = "2025-11";

test("a document is made, taken, refreshed, and its numbers lead back to figures", async ({ page }) => {
  await become(page, "分析人员");
  await open(page, `/papers?month=${MONTH}`);
  await expect(page.locator("h1.finding")).toContainText("签发的核算批次");
  await page.getByRole("button", { name: "制作链长呈阅件" }).click();
  await expect(dialog(page).getByRole("button", { name: "制作", exact: true })).toBeDisabled();
  await choose(page, dialog(page).getByLabel("对象"), "锂电产业链");
  await dialog(page).getByLabel("知悉范围").fill("演练·市领导");
  const answered = page.waitForResponse(
    (r) => r.url().endsWith("/api/documents") && r.request().method() === "POST",
  );
  await dialog(page).getByRole("button", { name: "制作", exact: true }).click();
  const made: PaperAnswer = await (await answered).json();
  await expect(dialog(page)).toHaveCount(0);

  const row = page.locator(".paper-table tbody tr").first();
  await expect(row).toContainText("链长呈阅件");
  await expect(row).toContainText("锂电产业链");
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    row.getByRole("button", { name: "下载" }).click(),
  ]);
  expect(file.suggestedFilename()).toBe("链长呈阅件-锂电-2025年11月.docx");
  const bytes = readFileSync(await file.path());

  await row.getByRole("button", { name: "更新" }).click();
  await dialog(page)
    .getByLabel("改好的文书")
    .setInputFiles({ name: "改好.docx", mimeType: "application/octet-stream", buffer: bytes });
  await dialog(page).getByRole("button", { name: "上传并更新" }).click();
  await expect(dialog(page)).toContainText("没有变化");
  await dialog(page).getByRole("button", { name: "关闭", exact: true }).last().click();
  await expect(page.locator(".paper-table tbody tr").first()).toContainText("更新稿");

  await page.getByLabel("溯源编号").fill(`lz1:f:0:0:0:${made.id}.1`);
  await page.getByRole("button", { name: "查找" }).click();
  await page.locator(".paper-find .figure").click();
  await expect(page.locator("[data-panel]")).toBeVisible();
});
