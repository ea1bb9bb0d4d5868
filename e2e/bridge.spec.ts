import { expect, test } from "@playwright/test";
import type { Overview } from "@lianzhang/contract";
import { open } from "./pages.ts";

/** The panel of an industry's output, which has firms behind it. */
async function openPanel(
  page: Parameters<typeof open>[0],
  request: { get: (path: string) => Promise<{ json: () => Promise<Overview> }> },
  language = "zh",
): Promise<void> {
  const overview = await (await request.get("/api/overview")).json();
  const now = overview.industries[0]?.now;
  await open(page, `/?panel=${now?.indicator ?? ""}@${now?.period ?? ""}&lang=${language}`);
}

test("a figure says its 口径 in one line, in both languages", async ({ page, request }) => {
  await openPanel(page, request);
  const line = page.locator("[data-calibre]");
  await expect(line).toContainText("口径:企业");
  await expect(line).toContainText("在地");
  await expect(line).toContainText("期末归属");
  await expect(line).toContainText("当年价格");
  await openPanel(page, request, "en");
  await expect(line).toContainText("current prices");
  await expect(line).not.toContainText(/[\u4e00-\u9fff]/);
});

test("两数之差: the parts sum to the difference and each opens its firms", async ({ page, request }) => {
  await openPanel(page, request);
  const section = page.locator("[data-bridge-section]");
  await section.getByText("上年同期", { exact: true }).click();
  const table = section.locator("[data-bridge=whole]");
  await expect(table).toBeVisible();
  const number = async (cell: string): Promise<number> =>
    Number(cell.replaceAll(",", "").replace("−", "-").replace("+", ""));
  const parts = await table.locator("tr[data-part] td.n").allInnerTexts();
  const difference = await number(await table.locator("tfoot td.n").innerText());
  let sum = 0;
  for (const part of parts) sum += await number(part);
  expect(parts.length).toBeGreaterThan(0);
  // Shown amounts are rounded, each by half a step at most; the exact sum is the server's test.
  expect(Math.abs(sum - difference)).toBeLessThanOrEqual(parts.length * 0.5);
  const button = table.locator("button[aria-expanded=false]").first();
  await button.click();
  await expect(table.locator("tr[data-firm]").first()).toBeVisible();
  await table.locator("button[aria-expanded=true]").first().click();
  await expect(table.locator("tr[data-firm]")).toHaveCount(0);
});

test("an earlier version of the figure is chosen by a day", async ({ page, request }) => {
  await openPanel(page, request);
  const section = page.locator("[data-bridge-section]");
  await section.getByText("此前版本", { exact: true }).click();
  await expect(section.getByRole("combobox", { name: "当时已知到" })).toBeVisible();
  await expect(section).toContainText(/对照数口径.*\d{4}-\d{2}-\d{2} 已知/);
  await expect(section.locator(".problem")).toHaveCount(0);
});
