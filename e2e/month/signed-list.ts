/** The signed list from a proposal to its month of effect, each step as the person whose it is. */
import type { Page } from "@playwright/test";
import { expect } from "@playwright/test";
import type { ChainAnswer, DoorAnswer } from "@lianzhang/contract";
import { become, open, settled } from "../pages.ts";

const LIST = "/chain-list?period=2025";

const output = async (page: Page, chain: string): Promise<string | null> => {
  const answer: ChainAnswer = await (await page.request.get(`/api/chains/${chain}?period=2025`)).json();
  return answer.chain.output?.value.text ?? null;
};

/** Opens the list and chooses the entry of the firm. */
async function choose(page: Page, firm: string, more = ""): Promise<void> {
  await open(page, `${LIST}${more}`);
  await page.getByRole("checkbox", { name: `选择 ${firm}` }).check();
}

const dialog = (page: Page) => page.getByRole("dialog");

async function send(page: Page, name: string): Promise<void> {
  await settled(page);
  await dialog(page).getByRole("button", { name, exact: true }).click();
  await expect(dialog(page)).toHaveCount(0);
}

/** Proposed, checked, seen, signed, countersigned, in effect: then the chain's figure is another one. The firm's name. */
export async function signOntoChain(page: Page): Promise<string> {
  await become(page, "科长");
  await open(page, `${LIST}&view=proposals&by=all`);
  const first = page.getByRole("row").nth(1);
  const box = first.getByRole("checkbox");
  const firm = ((await box.getAttribute("aria-label")) ?? "").replace("选择 ", "");
  await box.check();
  await page.getByRole("button", { name: /^拟入链/ }).click();
  await dialog(page).getByLabel("依据").fill("年度调整");
  await send(page, "拟入链");
  await choose(page, firm);
  await page.getByRole("button", { name: "核对", exact: true }).click();
  await send(page, "核对");

  await become(page, "联络员");
  const door: DoorAnswer = await (await page.request.get("/api/door")).json();
  const leader = door.who?.leaders.find((l) => l.posts.some((p) => p.zh.includes("局领导")))?.id ?? "";
  await choose(page, firm, `&for=${leader}`);
  await page.getByRole("button", { name: "签署", exact: true }).click();
  await expect(dialog(page).locator(".difference tbody tr").first()).toBeVisible();
  const row = dialog(page).locator(".difference tbody tr", { hasText: "规模以上工业总产值" }).first();
  const before = await row.locator("td").nth(1).innerText();
  expect(await row.locator("td").nth(2).innerText()).not.toBe(before);
  await dialog(page).getByLabel("文号").fill(`眉经信〔2026〕${firm.length}号`);
  await dialog(page).getByLabel("文件日期").fill("2026-01-10");
  await send(page, "签署");

  await become(page, "统计部门经办");
  await choose(page, firm);
  await page.getByRole("button", { name: "会签", exact: true }).click();
  await expect(dialog(page).locator(".difference tbody tr").first()).toBeVisible();
  await send(page, "会签");

  await become(page, "链长制办公室");
  const then = await output(page, "lithium");
  const all = async (): Promise<readonly (string | null)[]> =>
    Promise.all(
      ["lithium", "pv", "chemicals", "electronics", "equipment", "medicine_food"].map((c) => output(page, c)),
    );
  const earlier = await all();
  expect(earlier[0]).toBe(then);
  await choose(page, firm);
  await page.getByRole("button", { name: "生效", exact: true }).click();
  await dialog(page).getByLabel("生效月份").fill("2025-01");
  await send(page, "生效");
  await expect.poll(all, { timeout: 20_000 }).not.toEqual(earlier);
  return firm;
}
