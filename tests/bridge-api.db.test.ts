/** GET /api/bridge and the 口径 of a figure, over the sample decision. */
import { join } from "node:path";
import { bridgeSchema, errorSchema, indicatorSchema } from "@lianzhang/contract";
import { buildApp, Context, openInstance } from "@lianzhang/server";
import type { Opened } from "@lianzhang/server";
import { afterAll, beforeAll, expect, test } from "vitest";
import { root } from "./support/files.ts";

const SAMPLE = join(root, "decisions/sample");
let opened: Opened;
let app: Awaited<ReturnType<typeof buildApp>>;

beforeAll(async () => {
  opened = await openInstance({
    decision: SAMPLE,
    data: [join(SAMPLE, "data")],
    file: ":memory:",
    appVersion: "test",
    progress: () => undefined,
  });
  app = await buildApp(new Context(opened.instance), { web: null, fault: () => undefined });
});
afterAll(async () => {
  await app.close();
  await opened.store.close();
});

const minor = (text: string | null): bigint =>
  text === null ? 0n : BigInt(Math.round(Number(text) * 1_000_000));

test("the parts of a division sum to the difference of the figures shown", async () => {
  const answer = await app.inject({
    url: "/api/bridge?indicator=industrial_output&period=2025-01..03&against_period=2025-01..02",
  });
  expect(answer.statusCode).toBe(200);
  const bridge = bridgeSchema.parse(answer.json());
  const [whole] = bridge.divisions;
  expect(whole?.parts.length).toBeGreaterThan(0);
  const sum = (whole?.parts ?? []).reduce((total, p) => total + minor(p.value.text), 0n);
  expect(sum).toBe(minor(bridge.difference.text));
  expect(sum).toBe(minor(bridge.to.value.text) - minor(bridge.from.value.text));
  expect(bridge.to.calibre.line.zh).toContain("在地");
});

test("a figure's answer names its 口径", async () => {
  const answer = await app.inject({ url: "/api/indicators/industrial_growth?period=2025-03" });
  const { calibre } = indicatorSchema.parse(answer.json());
  expect(calibre).toMatchObject({ partition: "on_site", priceBasis: "current", growthBasis: "returned" });
});

test.each([
  ["/api/bridge?indicator=industrial_output&period=2025-03", "against_period"],
  ["/api/bridge?indicator=industrial_output&period=2025-03&against=published", "industrial_output"],
  ["/api/bridge?indicator=tax_per_mu&period=2025&against_period=2024", "every firm"],
])("%s is refused with what to do", async (url, said) => {
  const answer = await app.inject({ url });
  expect(answer.statusCode).toBe(400);
  const { message, hint } = errorSchema.parse(answer.json());
  expect(`${message.en} ${hint?.en ?? ""}`).toContain(said);
});
