/** The pages of the product, with ids taken from the running product itself. */
import type { APIRequestContext, Locator, Page } from "@playwright/test";
import { expect } from "@playwright/test";
import type {
  CasesAnswer,
  Chains,
  DoorAnswer,
  Enterprises,
  GradedFirms,
  Overview,
  ReadingMade,
  ReturnsAnswer,
  WorkbooksAnswer,
} from "@lianzhang/contract";
import { lowAltitudePlan } from "../packages/reader/src/testing/texts.ts";

export const CHINESE: RegExp = /[\u4e00-\u9fff]/;

export interface PageAddress {
  readonly name: string;
  readonly path: string;
  /** Role of the demo person who looks; absent: a visitor who is not signed in. */
  readonly who?: string;
}

/** What the product answers; the schemas are checked by the server's own tests. */
async function ask<T>(request: APIRequestContext, path: string): Promise<T> {
  const answer = await request.get(path);
  expect(answer.ok(), `${path} answered ${answer.status()}`).toBe(true);
  const body: T = await answer.json();
  return body;
}

export async function allPages(request: APIRequestContext): Promise<readonly PageAddress[]> {
  const overview = await ask<Overview>(request, "/api/overview");
  const enterprises = await ask<Enterprises>(request, "/api/enterprises?size=1");
  const chains = await ask<Chains>(request, "/api/chains");
  const now = overview.industries[0]?.now;
  // before anybody signs in: the door names demo people to visitors only
  const liaison = await demoId(request, "联络员");
  const head = await demoId(request, "科长");
  const analyst = await demoId(request, "分析人员");
  const { project, parcel } = await aProject(request);
  const { draft, sent } = await twoReturns(request, head);
  const firms = await ask<GradedFirms>(request, "/api/evaluation/per_mu/firms?period=2025&class=B&size=1");
  const graded = firms.rows[0]?.code ?? "";
  // still as the head of a section
  const [workbook] = (await ask<WorkbooksAnswer>(request, "/api/workbooks")).rows;
  const reading = await aReading(request, analyst);
  const book = `/workbooks/${workbook?.id ?? ""}?month=2025-11`;
  return [
    { name: "overview", path: "/" },
    { name: "figure panel", path: `/?panel=${now?.indicator ?? ""}@${now?.period ?? ""}` },
    { name: "decision", path: "/decision" },
    { name: "targets by year and unit", path: "/assignments" },
    { name: "chains", path: "/chains" },
    { name: "one chain", path: `/chains/${chains.chains[0]?.id ?? ""}` },
    { name: "enterprises", path: "/enterprises" },
    { name: "one enterprise", path: `/enterprises/${enterprises.rows[0]?.code ?? ""}` },
    { name: "evaluation for visitors", path: "/evaluation" },
    { name: "evaluation", path: "/evaluation?period=2025", who: "分析人员" },
    { name: "a scorecard", path: `/evaluation/per_mu/${graded}`, who: "分析人员" },
    {
      name: "adjusting an evaluation",
      path: "/evaluation/per_mu/adjust?period=2025&stack=1~classes.A.top=20%25",
      who: "分析人员",
    },
    { name: "incentives for visitors", path: "/incentives" },
    { name: "incentives", path: "/incentives?period=2025", who: "科长" },
    { name: "incentives of a firm", path: `/incentives/${graded}?period=2025`, who: "分析人员" },
    { name: "the year of an evaluation", path: "/evaluation/per_mu/year?period=2025", who: "科长" },
    { name: "ledger of the per-mu year", path: "/reviews", who: "科长" },
    { name: "ledger of incentives", path: "/claims", who: "科长" },
    { name: "energy for visitors", path: "/energy" },
    { name: "energy", path: "/energy?period=2025", who: "科长" },
    { name: "ladder for visitors", path: "/ladder" },
    { name: "ladder", path: "/ladder?period=2025", who: "分析人员" },
    { name: "a firm on the ladder", path: `/ladder/${graded}?period=2025`, who: "分析人员" },
    { name: "indicators", path: "/indicators" },
    { name: "one indicator", path: `/indicators/${now?.indicator ?? ""}?by=county` },
    { name: "an indicator of firms", path: "/indicators/tax_per_mu?period=2025" },
    { name: "panel of an indicator of firms", path: "/?panel=tax_per_mu@2025" },
    { name: "sign-in", path: "/sign-in" },
    { name: "account", path: "/account", who: "联络员" },
    { name: "signed list", path: "/chain-list", who: "科长" },
    { name: "what codes propose", path: "/chain-list?view=proposals&by=all", who: "科长" },
    {
      name: "whom the survey asks",
      path: "/chain-list?list=survey_firms&view=proposals&by=all",
      who: "科长",
    },
    { name: "the list of a month", path: "/chain-list?view=listing", who: "科长" },
    { name: "boards of chains", path: "/chain-board", who: "链长制办公室" },
    { name: "board of a chain", path: `/chain-board/${chains.chains[0]?.id ?? ""}`, who: "链长制办公室" },
    { name: "the month's meeting", path: "/operation?month=2025-12", who: "联络员" },
    { name: "after the month's figures", path: "/operation?month=2025-11&view=after", who: "分析人员" },
    { name: "when the month's data exist", path: "/operation?month=2025-12&view=calendar", who: "县区经办" },
    { name: "steps of the month", path: "/operation?month=2025-11&view=steps", who: "科长" },
    { name: "documents of the month", path: "/papers?month=2025-11", who: "分析人员" },
    { name: "workbooks from above", path: "/workbooks?month=2025-10", who: "分析人员" },
    { name: "a workbook filled", path: book, who: "分析人员" },
    { name: "pointing at its cells", path: `${book}&view=map`, who: "科长" },
    { name: "what was kept of it", path: `${book}&view=past`, who: "分析人员" },
    { name: "documents that were read", path: "/reader", who: "分析人员" },
    { name: "what was read in one", path: `/reader/${reading}`, who: "分析人员" },
    { name: "requests for data", path: "/data-requests", who: "科长" },
    { name: "registers", path: "/registers", who: "分析人员" },
    { name: "projects", path: "/projects", who: "招商部门经办" },
    { name: "entering a lead", path: "/projects?view=open", who: "招商部门经办" },
    { name: "one project", path: `/projects/${project}`, who: "招商部门经办" },
    { name: "parcels", path: "/parcels", who: "招商部门经办" },
    { name: "one parcel", path: `/parcels/${parcel}`, who: "招商部门经办" },
    { name: "tasks", path: "/tasks", who: "督查室" },
    { name: "requests", path: "/requests", who: "科长" },
    { name: "visits", path: "/visits", who: "科长" },
    { name: "arrears", path: "/arrears", who: "科长" },
    { name: "awards", path: "/awards", who: "科长" },
    { name: "challenges", path: "/challenges", who: "科长" },
    { name: "home of a firm", path: "/home", who: "企业经办" },
    { name: "returns", path: "/returns", who: "科长" },
    { name: "reporting rate", path: "/returns?form=output_copy&view=coverage", who: "科长" },
    { name: "a return to accept", path: `/returns/${sent}`, who: "科长" },
    { name: "a return to mend", path: `/returns/${draft}`, who: "企业经办" },
    { name: "returns of a firm", path: "/returns", who: "企业经办" },
    { name: "filling in a return", path: "/returns/fill/rnd_copy", who: "企业经办" },
    { name: "receipt of a return", path: `/returns/${sent}/receipt`, who: "企业经办" },
    { name: "people", path: "/admin/people", who: "系统管理员" },
    { name: "entering a person", path: "/admin/people?view=add", who: "系统管理员" },
    { name: "posts", path: `/admin/posts?person=${liaison}`, who: "安全保密管理员" },
    { name: "shut addresses", path: "/admin/addresses", who: "安全保密管理员" },
    { name: "audit", path: "/admin/audit", who: "安全审计员" },
    { name: "installation", path: "/admin/installation", who: "系统管理员" },
  ];
}

/** A demo project that is being built, and its parcel, as the investment office sees them. */
async function aProject(request: APIRequestContext) {
  const headers = { "sec-fetch-site": "same-origin" };
  await request.post("/api/demo-sign-in", {
    data: { person: await demoId(request, "招商部门经办") },
    headers,
  });
  const cases = await ask<CasesAnswer>(
    request,
    "/api/procedures/investment_project/cases?state=building&size=1",
  );
  const [row] = cases.rows;
  return { project: row?.id ?? "", parcel: row?.values["project_parcel"] ?? "" };
}

/** A made-up scheme (演示数据), read by the analyst. */
async function aReading(request: APIRequestContext, person: string): Promise<string> {
  const headers = { "sec-fetch-site": "same-origin" };
  await request.post("/api/demo-sign-in", { data: { person }, headers });
  const sent = await request.post("/api/readings?name=demo.txt", {
    headers: { ...headers, "content-type": "application/octet-stream" },
    data: Buffer.from(lowAltitudePlan.text),
  });
  const made: ReadingMade = await sent.json();
  return made.id;
}

/** Demo returns of a firm: one with a cell to mend, one that waits. */
async function twoReturns(request: APIRequestContext, person: string) {
  const headers = { "sec-fetch-site": "same-origin" };
  await request.post("/api/demo-sign-in", { data: { person }, headers });
  const { rows } = await ask<ReturnsAnswer>(request, "/api/returns?form=output_copy");
  const of = (state: string): string => rows.findLast((r) => r.state === state)?.id ?? "";
  return { draft: of("draft"), sent: of("sent") };
}

/** Id of the demo person whose name says the role. */
export async function demoId(request: APIRequestContext, role: string): Promise<string> {
  const door = await ask<DoorAnswer>(request, "/api/door");
  const found = door.demo.find((d) => d.name.includes(role));
  expect(found, `a demo identity with ${role} in its name`).toBeDefined();
  return found?.id ?? "";
}

/** The browser of `page` signs in as a demo person; without a role it signs out. */
export async function become(page: Page, role: string | undefined): Promise<void> {
  await page.context().clearCookies();
  if (role === undefined) return;
  const answer = await page.request.post("/api/demo-sign-in", {
    data: { person: await demoId(page.request, role) },
    headers: { "sec-fetch-site": "same-origin" },
  });
  expect(answer.ok(), `${role} signs in`).toBe(true);
}

/** Looks in a row, 50 milliseconds apart, at which nothing is asked for: then a page is quiet. */
const LOOKS = 4;

/** Follows what a page asks for; the function it gives comes back when the page is quiet. */
function requests(page: Page): () => Promise<void> {
  let [underWay, quiet] = [0, 0];
  const begun = (): void => {
    [underWay, quiet] = [underWay + 1, 0];
  };
  const ended = (): void => {
    [underWay, quiet] = [underWay - 1, 0];
  };
  const look = (): number => (underWay > 0 ? (quiet = 0) : ++quiet);
  page.on("request", begun).on("requestfinished", ended).on("requestfailed", ended);
  return async () => {
    await expect.poll(look, { intervals: [50] }).toBeGreaterThanOrEqual(LOOKS);
    page.off("request", begun).off("requestfinished", ended).off("requestfailed", ended);
  };
}

/** Opens a page and waits until its finding and its drawings stand. */
export async function open(page: Page, path: string): Promise<void> {
  const quiet = requests(page);
  await page.goto(path, { waitUntil: "load" });
  await expect(page.locator("h1.finding")).toBeVisible();
  await quiet();
  await expect(page.locator(".skeleton")).toHaveCount(0);
  await expect(page.locator(".problem")).toHaveCount(0);
}

/**
 * Chooses from a list that opens. A click that comes while the list is still being drawn goes nowhere, for people as well:
 * they look at what stands there and click again, and so does this.
 */
export async function choose(page: Page, field: Locator, option: string): Promise<void> {
  const list = page.locator(".ant-select-dropdown:visible");
  const shown = field.locator("xpath=ancestor::div[contains(concat(' ', @class, ' '), ' ant-select ')][1]");
  await expect(async () => {
    if ((await list.count()) === 0) await field.click({ timeout: 2000 });
    await list.getByTitle(option, { exact: true }).click({ timeout: 2000 });
    await expect(shown.getByTitle(option, { exact: true })).toBeVisible({ timeout: 2000 });
  }).toPass({ timeout: 30_000 });
}

/**
 * Waits until what moves has come to rest: what is clicked while a dialog opens is missed, what is measured is not what stands.
 * Something that a browser never finishes drawing is no reason to wait for longer than people would.
 */
export const settled = (page: Page): Promise<unknown> =>
  page.evaluate(async () => {
    const frame = (): Promise<number> => new Promise((done) => requestAnimationFrame(done));
    const drawn = async (): Promise<void> => {
      await frame();
      await frame();
      const ending = document
        .getAnimations()
        .filter((a) => a.effect?.getComputedTiming().endTime !== Infinity);
      await Promise.allSettled(ending.map((a) => a.finished));
    };
    await Promise.race([drawn(), new Promise((done) => setTimeout(done, 10_000))]);
  });
