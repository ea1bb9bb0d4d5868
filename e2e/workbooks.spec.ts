/** 一数多报: a blank that came from above is kept, pointed at by its heads and by keyboard, filled, and taken as a file. */
import { expect, test } from "@playwright/test";
import { COUNTY_ROWS, sheetXml, workbookOf } from "../packages/report/src/testing/make-workbook.ts";
import { become, choose, open } from "./pages.ts";

const blank = {
  name: "演示-县区主要指标.xlsx",
  mimeType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  buffer: Buffer.from(workbookOf({ 分县区: sheetXml(COUNTY_ROWS.replaceAll("1-5月", "1-12月")) })),
};

test("a blank is kept, its heads are read, a cell is pointed at by keyboard, and the month is filled", async ({
  page,
}) => {
  await become(page, "分析人员");
  await open(page, "/workbooks?month=2025-12");
  await page.locator("input[type=file]").setInputFiles(blank);
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("下发单位").fill("演示·上级主管部门");
  await dialog.getByRole("button", { name: "留存空表" }).click();
  await expect(page.locator("h1.finding")).toContainText("还没有点选");

  // 东坡区 is where firms stand, or the unit they are appraised in: a person says which
  await choose(page, page.getByRole("combobox", { name: "同名时按哪种分组" }), "同名时按哪种分组:所在县区");
  const accept = page.getByRole("button", { name: /^全部接受\(1[0-4]\)$/ });
  await accept.click();
  const cell = page.getByRole("gridcell", { name: /^B6 / });
  await expect(cell).toHaveAttribute("aria-label", /规模以上工业总产值.*东坡区\(所在县区\) · 本月 · 亿元/);

  // by keyboard: out of the mapping, and back by what its heads say; the others are proposed with it
  // what is suggested comes late, as on a busy day: the keyboard is in the card before it
  await page.route("**/suggestions?*", async (route) => {
    await new Promise((r) => setTimeout(r, 1500));
    await route.continue();
  });
  await cell.click();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "取消点选" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("gridcell", { name: /^B6$/ })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "选它" }).first()).toBeFocused();
  await page.keyboard.press("Escape");
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("gridcell", { name: /^B7 / })).toBeFocused();
  await page.keyboard.press("ArrowUp");
  // the surest first
  await page.locator(".book-point li", { hasText: "东坡区(所在县区)" }).first().getByRole("button").click();
  await expect(cell).toBeVisible();
  await page.getByRole("button", { name: "保存对应关系" }).click();
  await expect(page.locator(".book-save")).toHaveCount(0);

  await page.locator(".book-tools").getByText("填报", { exact: true }).click();
  const figure = page.locator(".book-sheet td.is-filled [data-figure=industrial_output]").first();
  await figure.click();
  await expect(page.locator("[data-panel]")).toBeVisible();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "填写并留存" }).click();
  await expect(page.getByRole("button", { name: "重新填写" })).toBeVisible();
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "下载报送件" }).click(),
  ]);
  expect(file.suggestedFilename()).toBe("演示-县区主要指标-2025-12.xlsx");

  // it is this test's own: nothing of it is due any more
  await page.getByRole("button", { name: "设置" }).click();
  await page.getByRole("checkbox").check();
  await page.getByRole("button", { name: "保存", exact: true }).click();
  await expect(dialog).toHaveCount(0);
});
