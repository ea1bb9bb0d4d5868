/** What the steps of work have in common: the dialog of a step, where a case stands, how it is found. */
import type { Locator, Page } from "@playwright/test";
import { expect } from "@playwright/test";
import type { CasesAnswer } from "@lianzhang/contract";
import { choose, settled } from "../pages.ts";

/** Tells what one run made from what another did. */
export const RUN = Buffer.from(crypto.getRandomValues(new Uint8Array(4))).toString("hex");

export const dialog = (page: Page): Locator => page.getByRole("dialog");
export const stands = (page: Page, state: string): Promise<void> =>
  expect(page.locator(".state-now")).toHaveText(state);

/** Opens the dialog of a step, fills what it asks and sends it. */
export async function move(
  page: Page,
  label: string,
  fields: Readonly<Record<string, string>> = {},
): Promise<void> {
  await page.locator(".moves").getByRole("button", { name: label, exact: true }).click();
  for (const [name, text] of Object.entries(fields)) {
    const field = dialog(page).getByLabel(name);
    if ((await field.getAttribute("role")) === "combobox") await choose(page, field, text);
    else await field.fill(text);
  }
  await settled(page);
  await dialog(page).getByRole("button", { name: "提交", exact: true }).click();
  await expect(dialog(page)).toHaveCount(0);
}

/** Id of the one case of a procedure that has this name. */
export async function caseOf(page: Page, procedure: string, name: string): Promise<string> {
  const answer = await page.request.get(`/api/procedures/${procedure}/cases?q=${encodeURIComponent(name)}`);
  const body: CasesAnswer = await answer.json();
  expect(body.rows, name).toHaveLength(1);
  return body.rows[0]?.id ?? "";
}
