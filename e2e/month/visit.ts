/** A visit recorded on a phone. */
import type { Page } from "@playwright/test";
import { expect } from "@playwright/test";
import type { CaseAnswer, CaseOutcomeAnswer, CasesAnswer } from "@lianzhang/contract";
import { become, open } from "../pages.ts";
import { RUN, stands } from "./steps.ts";

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

/** A visit is recorded on a phone: four fields, kept without a network, sent when it is back. Its address. */
export async function visitOnAPhone(page: Page): Promise<string> {
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
  return `/visits/${visit}`;
}
