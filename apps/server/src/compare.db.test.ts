/** POST /api/compare on decisions/sample. */
import { compareErrorSchema, compareSchema, errorSchema } from "@lianzhang/contract";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildApp, Context, openInstance } from "./index.ts";
import type { Opened } from "./index.ts";

const SAMPLE = new URL("../../../decisions/sample", import.meta.url).pathname;
let opened: Opened;
let app: FastifyInstance;

beforeAll(async () => {
  opened = await openInstance({
    decision: SAMPLE,
    data: [`${SAMPLE}/data`],
    file: ":memory:",
    appVersion: "test",
    progress: () => undefined,
  });
  app = await buildApp(new Context(opened.instance), {
    web: null,
    fault: (error) => expect.fail(String(error)),
  });
});
afterAll(async () => {
  await app.close();
  await opened.store.close();
});

const post = async (body: unknown): Promise<{ readonly status: number; readonly body: unknown }> => {
  const answer = await app.inject({
    method: "POST",
    url: "/api/compare",
    payload: JSON.stringify(body),
    headers: { "content-type": "application/json" },
  });
  return { status: answer.statusCode, body: answer.json() };
};

const RAISED = {
  name: "一季度增产",
  facts: { output_copy: { a: { "2025-03": { gross_output: "150 万元" } } } },
};

test("a firm's month raised by 50 万元: the total and its county move, the other county does not", async () => {
  const { status, body } = await post({
    scenario: RAISED,
    period: "2025-03",
    indicators: ["industrial_output"],
    by: [["county"]],
  });
  expect(status).toBe(200);
  const answer = compareSchema.parse(body);
  expect(answer.scenario).toEqual({
    name: "一季度增产",
    note: null,
    hold: [],
    changes: ["facts.output_copy.a.2025-03.gross_output"],
  });
  const [output] = answer.indicators;
  expect(output).toMatchObject({ same: 1, changed: 2, entered: 0, left: 0 });
  expect(
    output?.moved.map((m) => [m.group[0]?.label.zh ?? "全市", m.before?.text, m.after?.text, m.by?.text]),
  ).toEqual([
    ["全市", "270", "320", "50"],
    ["东区", "180", "230", "50"],
  ]);
  expect(answer.targets.length).toBeGreaterThan(0);
});

test("the same as YAML text", async () => {
  const yaml = "facts: { output_copy: { a: { 2025-03: { gross_output: 150 万元 } } } }";
  const { status, body } = await post({
    scenario: yaml,
    period: "2025-03",
    indicators: ["industrial_output"],
  });
  expect(status).toBe(200);
  expect(compareSchema.parse(body).indicators[0]?.moved[0]?.after?.text).toBe("320");
});

test("every mistake of a scenario is listed at its line", async () => {
  const { status, body } = await post({
    scenario: "facts:\n  output_copi: {}\ngiven:\n  nothing: 3",
    period: "2025-03",
  });
  expect(status).toBe(400);
  const problem = compareErrorSchema.parse(body);
  expect(problem.code).toBe("LZ6105");
  expect(problem.diagnostics.map((d) => [d.line, d.column, d.code])).toEqual([
    [2, 3, "LZ5202"],
    [4, 3, "LZ5202"],
  ]);
});

test("a scenario asked over the network reads no files", async () => {
  const { status, body } = await post({ scenario: "stack: [/etc/hostname]", period: "2025-03" });
  expect(status).toBe(400);
  expect(compareErrorSchema.parse(body).diagnostics.map((d) => d.code)).toEqual(["LZ5206"]);
});

test("an unknown indicator, grouping or period is answered as everywhere else", async () => {
  const scenario = "name: x";
  const cases = [
    { scenario, period: "2025-03", indicators: ["industrial_outpt"] },
    { scenario, period: "2025-03", by: [["conty"]] },
    { scenario, period: "2025-13" },
  ];
  const answers = await Promise.all(cases.map(post));
  expect(answers.map((a) => [a.status, errorSchema.parse(a.body).code])).toEqual([
    [404, "LZ6102"],
    [404, "LZ6102"],
    [400, "LZ6101"],
  ]);
});
