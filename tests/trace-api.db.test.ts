/** GET /api/trace: a parameter says when it holds and was published, a firm on two lists how much of it counts. */
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TraceNode } from "@lianzhang/contract";
import { traceSchema } from "@lianzhang/contract";
import { buildApp, Context, openInstance } from "@lianzhang/server";
import type { Opened } from "@lianzhang/server";
import { afterAll, beforeAll, expect, test } from "vitest";
import { FIRM_HEAD, MEMBER_HEAD, MONTHLY_HEAD } from "./support/bridge-city.ts";
import { root } from "./support/files.ts";

const folder = mkdtempSync(join(tmpdir(), "lianzhang-trace-"));
let opened: Opened;
let app: Awaited<ReturnType<typeof buildApp>>;

const RULES = `
parameters:
  levy_rate:
    label: { zh: 费率, en: Levy rate }
    unit: "%"
    by: period_end
    values:
      - { since: 2024-01-01, until: 2024-12-31, value: 4, source: 川费发〔2023〕8号 }
      - { since: 2025-01-01, published: 2024-11-20, value: 5, source: 川费发〔2024〕11号 }
indicators:
  levy: { label: { zh: 应缴, en: Levy }, clause: 1/1, unit: 千元, decimals: 0, formula: "sum(output) * levy_rate", by: [county] }
  shared_output: { label: { zh: 分摊产值, en: Shared output }, clause: 1/1, unit: 千元, decimals: 0, formula: "sum(output)", by: [shares] }
`;

beforeAll(async () => {
  const [decision, data] = [join(folder, "decision"), join(folder, "data")];
  for (const d of [decision, join(data, "registers"), join(data, "returns")])
    mkdirSync(d, { recursive: true });
  copyFileSync(join(root, "tests/fixtures/bridge-city/decision.yaml"), join(decision, "decision.yaml"));
  writeFileSync(join(decision, "rules.yaml"), RULES);
  const put = (name: string, lines: readonly string[]): void =>
    writeFileSync(join(data, name), lines.join("\n"));
  put("registers/firm.csv", [FIRM_HEAD, "A,甲厂,c0,k0,c0,1,2023-01,", "B,乙厂,c0,k0,c1,1,2023-01,"]);
  put("registers/shares.csv", [
    MEMBER_HEAD,
    "A,h0,1,60,2023-01,",
    "A,h1,0,40,2023-01,",
    "B,h0,1,100,2023-01,",
  ]);
  put("returns/monthly.csv", [
    MONTHLY_HEAD,
    "A,2025-12,2026-01-15,1000,900,1000",
    "B,2025-12,2026-01-15,500,450,500",
  ]);
  opened = await openInstance({
    decision,
    data: [data],
    file: ":memory:",
    appVersion: "test",
    progress: () => undefined,
  });
  app = await buildApp(new Context(opened.instance), { web: null, fault: () => undefined });
});
afterAll(async () => {
  await app.close();
  await opened.store.close();
  rmSync(folder, { recursive: true });
});

const all = (node: TraceNode): TraceNode[] => [node, ...node.children.flatMap(all)];

async function trace(query: string): Promise<TraceNode[]> {
  const answer = await app.inject({ url: `/api/trace?${query}` });
  expect({ status: answer.statusCode, body: answer.statusCode === 200 ? "" : answer.body }).toEqual({
    status: 200,
    body: "",
  });
  return all(traceSchema.parse(answer.json()).trace);
}

test("a parameter names its document, the days it holds and the day it was published", async () => {
  const nodes = await trace("indicator=levy&period=2025");
  const rate = nodes.find((n) => n.kind === "parameter");
  expect(rate).toMatchObject({
    id: "levy_rate",
    source: "川费发〔2024〕11号",
    inForce: { for: null, since: "2025-01-01", until: null, published: "2024-11-20" },
  });
});

test("a firm that belongs by 60 % says so, and its part is what adds up to the cell", async () => {
  const nodes = await trace("indicator=shared_output&period=2025&group=shares:h0");
  const firms = nodes.filter((n) => n.subject !== null && n.share !== null);
  expect(firms.map((n) => [n.subject, n.share])).toEqual(
    expect.arrayContaining([
      ["A", 60],
      ["B", 100],
    ]),
  );
});
