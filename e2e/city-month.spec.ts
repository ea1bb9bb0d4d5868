/**
 * A month of the city on the page, as ten people whose work it is: a firm is signed onto a chain, a lead becomes an
 * agreement, a task comes to its end, a firm's request is closed, a visit is recorded. Then what stands is looked at, and
 * the chain of events proves itself. The same month with its clocks and refusals runs over HTTP in tests/month.db.test.ts.
 */
import { expect, test } from "@playwright/test";
import type { CaseAnswer, VerdictAnswer } from "@lianzhang/contract";
import { leadToAgreement } from "./month/project.ts";
import { requestToClosed } from "./month/request.ts";
import { signOntoChain } from "./month/signed-list.ts";
import { taskToItsEnd } from "./month/task.ts";
import { visitOnAPhone } from "./month/visit.ts";
import { become } from "./pages.ts";

test.describe.configure({ mode: "serial" });

/** Where each story of the month ended. */
const ended: Record<"project" | "task" | "request" | "visit", string> = {
  project: "",
  task: "",
  request: "",
  visit: "",
};

test("a firm is signed onto a chain, and the chain's figure is another one", async ({ page }) => {
  await signOntoChain(page);
});
test("a lead becomes a signed agreement: refused where something is missing, returned once, signed by all", async ({
  page,
}) => {
  ended.project = await leadToAgreement(page);
});
test("a task goes from its paper to 销号, with a notice on the way, each step by the unit whose it is", async ({
  page,
}) => {
  ended.task = await taskToItsEnd(page);
});
test("a firm files a request on its own page, is answered, and closes it; its officers take it up", async ({
  page,
}) => {
  ended.request = await requestToClosed(page);
});
test("a visit is recorded on a phone: four fields, kept without a network, sent when it is back", async ({
  page,
}) => {
  ended.visit = await visitOnAPhone(page);
});

test("the end of the month: what stands where, and a chain that proves itself", async ({ page }) => {
  const stateOf = async (role: string, path: string): Promise<string> => {
    await become(page, role);
    const answer = await page.request.get(`/api/cases/${path.split("/").at(-1) ?? ""}`);
    const { case: found }: CaseAnswer = await answer.json();
    return found.state;
  };
  expect({
    project: await stateOf("招商部门经办", ended.project),
    task: await stateOf("督查室", ended.task),
    request: await stateOf("科长", ended.request),
    visit: await stateOf("县区经办·东坡区", ended.visit),
  }).toEqual({ project: "signed", task: "closed", request: "closed", visit: "visited" });

  await become(page, "安全审计员");
  const headers = { "sec-fetch-site": "same-origin" };
  const asked = await page.request.post("/api/audit/verify", { data: {}, headers });
  const verdict: VerdictAnswer = await asked.json();
  expect(verdict).toMatchObject({ holds: true });
});
