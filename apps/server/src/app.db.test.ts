/** Every route on decisions/sample, its answer read by the contract's own schema. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  assignmentsSchema,
  catalogueSchema,
  chainSchema,
  chainsSchema,
  decisionSchema,
  enterpriseFiguresSchema,
  enterpriseSchema,
  enterprisesSchema,
  errorSchema,
  indicatorSchema,
  overviewSchema,
  rankedSubjectsSchema,
  searchSchema,
  sessionSchema,
  traceSchema,
} from "@lianzhang/contract";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { z } from "zod";
import { buildApp, Context, openInstance } from "./index.ts";
import type { Opened } from "./index.ts";

const SAMPLE = new URL("../../../decisions/sample", import.meta.url).pathname;
let opened: Opened;
let app: FastifyInstance;
const faults: unknown[] = [];

beforeAll(async () => {
  opened = await openInstance({
    decision: SAMPLE,
    data: [`${SAMPLE}/data`],
    file: ":memory:",
    appVersion: "test",
    progress: () => undefined,
  });
  app = await buildApp(new Context(opened.instance), { web: null, fault: (error) => faults.push(error) });
});
afterAll(async () => {
  await app.close();
  await opened.store.close();
});

async function get<T extends z.ZodType>(url: string, schema: T): Promise<z.output<T>> {
  const answer = await app.inject({ url });
  expect({
    url,
    status: answer.statusCode,
    faults,
    body: answer.statusCode === 200 ? "" : answer.body,
  }).toEqual({ url, status: 200, faults: [], body: "" });
  expect(answer.headers["cache-control"]).toBe("no-store");
  return schema.parse(answer.json());
}

test("assignments: what a document asks of the city and a county for the year, as far as it has gone", async () => {
  const { year, years, period, documents, rows } = await get(
    "/api/assignments?period=2025-01..06",
    assignmentsSchema,
  );
  expect({ year, years, period }).toEqual({ year: 2025, years: [2025], period: "2025H1" });
  expect(documents.map((d) => [d.number, d.on])).toEqual([["样例〔2025〕1号", "2025-02-10"]]);
  const [scale, growth] = rows;
  expect(scale?.original).toEqual({ by: 2027, text: { zh: "5000 万元", en: "5000 万元" } });
  expect(scale?.adjusted.map((a) => [a.by, a.asked.text, a.note])).toEqual([[2027, "4600", "样例中期调整"]]);
  expect(scale?.annual).toMatchObject({ unit: null, asked: { text: "2300" }, expected: { text: "1150" } });
  expect(scale?.annual?.department?.label.zh).toBe("经济和信息化局");
  expect(scale?.units.map((s) => [s.unit?.code, s.asked.text])).toEqual([["east", "2300"]]);
  expect(scale?.units[0]?.now?.group).toMatchObject([{ key: "county", code: "east" }]);
  expect(scale?.surplus?.text).toBe("0");
  // a growth that only the year's document asks for: the figure is the indicator's own
  const own = await get("/api/indicators/industrial_growth?period=2025-01..06", indicatorSchema);
  expect(growth).toMatchObject({ id: "industrial_growth", original: null, clause: { id: "1/1" } });
  expect(growth?.annual?.now?.value.text).toBe(own.figure.value.text);
  expect(growth?.annual?.expected?.text).toBe("8");
  // a year that has not begun has tasks and no figures; one that nothing is asked for has neither
  const before = await get("/api/assignments?period=2024&year=2025", assignmentsSchema);
  expect([before.period, before.rows[0]?.annual?.now]).toEqual([null, null]);
  expect((await get("/api/assignments?year=2031", assignmentsSchema)).rows.flatMap((r) => r.units)).toEqual(
    [],
  );
});

test("session: periods of the data, newest first, and the scopes a page may narrow to", async () => {
  const session = await get("/api/session", sessionSchema);
  expect(session.decision.id).toBe("sample");
  expect(session.periods.some((p) => p.id === session.defaultPeriod)).toBe(true);
  expect(session.scopes.map((s) => s.kind)).toContain("county");
});

test("overview: the counts are of the quantified targets", async () => {
  const overview = await get("/api/overview?period=2025-03", overviewSchema);
  const counted = Object.values(overview.counts).reduce((a, b) => a + b, 0);
  expect(counted).toBe(overview.targets.filter((t) => t.bound.kind !== "qualitative").length);
  expect(overview.reporting.length).toBeGreaterThan(0);
});

test("overview: a scope says its own output beside the city's targets", async () => {
  const city = await get("/api/overview?period=2025-03", overviewSchema);
  expect(city.scoped).toBeNull();
  const code = city.tiles.tiles[0]?.code ?? "";
  const here = await get(`/api/overview?period=2025-03&scope=county:${code}`, overviewSchema);
  expect(here.scoped?.figures.map((f) => f.group[0]?.code)).toContain(code);
  expect(here.targets).toEqual(city.targets);
});

test("decision: clauses in reading order with what carries them", async () => {
  const decision = await get("/api/decision", decisionSchema);
  expect(decision.clauses[0]?.parent).toBeNull();
  expect(decision.clauses.some((c) => c.carried.length > 0)).toBe(true);
});

test("indicators: a figure of the city, of a scope, and a breakdown that adds up", async () => {
  const all = await get("/api/indicators?period=2025-03", catalogueSchema);
  expect(all.indicators.find((i) => i.id === "industrial_output")?.figure?.value.text).toBe("270");
  const one = await get("/api/indicators/industrial_output?period=2025-03&by=county", indicatorSchema);
  expect(one.breakdown?.rows.map((r) => r.value.text)).toEqual(["180", "90"]);
  expect(one.definition.names.map((n) => n.kind)).toContain("field");
  const narrowed = await get(
    `/api/indicators/industrial_output?period=2025-03&scope=county:${one.breakdown?.rows[0]?.group[0]?.code ?? ""}`,
    indicatorSchema,
  );
  expect(narrowed.figure.value.text).toBe("180");
  expect(narrowed.figure.counters).toMatchObject({ expected: 3, reported: 2 });
});

test("ranking: firms of a row indicator, best first, missing ones last, in the asked scope", async () => {
  const url = "/api/indicators/tax_per_mu/subjects?period=2024";
  const all = await get(url, rankedSubjectsSchema);
  const values = all.rows.map((r) => (r.figure.value.text === null ? null : Number(r.figure.value.text)));
  const there = values.filter((v) => v !== null);
  expect(there.length).toBe(all.valued);
  expect(there).toEqual(there.toSorted((a, b) => b - a));
  expect(values.slice(there.length).every((v) => v === null)).toBe(true);
  expect(all.rows[0]?.figure.subject?.name).toContain("样例");
  // competition ranks: one more than how many are better
  for (const [i, r] of all.rows.entries()) {
    const v = values[i] ?? null;
    expect(r.place).toBe(v === null ? null : 1 + there.filter((x) => x > v).length);
  }
  const second = await get(`${url}&limit=1&offset=1`, rankedSubjectsSchema);
  expect(second.rows).toEqual([all.rows[1]]);
  const catalogue = await get("/api/indicators?period=2024", catalogueSchema);
  const group = catalogue.indicators.find((i) => i.of === null)?.id ?? "";
  const refused = await app.inject({ url: `/api/indicators/${group}/subjects?period=2024` });
  expect(refused.statusCode).toBe(400);
  expect(errorSchema.parse(refused.json()).message.zh).toContain("不是逐户计算");
});

test("trace: down to the cell, and it agrees with the figure", async () => {
  const answer = await get("/api/trace?indicator=industrial_output&period=2025-03", traceSchema);
  expect(answer.agrees).toBe(true);
  const origins = JSON.stringify(answer.trace);
  expect(origins).toContain("output_copy.csv");
  expect(answer.figure.value.text).toBe("270");
});

test("enterprises: sorted, filtered and paged by the server", async () => {
  const all = await get("/api/enterprises?period=2025-03&size=2&sort=code", enterprisesSchema);
  expect(all.rows.map((r) => r.code)).toEqual(["a", "b"]);
  expect(all.total).toBe(6);
  const second = await get("/api/enterprises?period=2025-03&size=2&page=2&sort=code", enterprisesSchema);
  expect(second.rows.map((r) => r.code)).toEqual(["c", "d"]);
  const county = all.facets.find((f) => f.key === "county")?.choices[0];
  const filtered = await get(
    `/api/enterprises?period=2025-03&county=${county?.code ?? ""}`,
    enterprisesSchema,
  );
  expect(filtered.total).toBe(county?.count);
  const quoted = await get(`/api/enterprises?q=${encodeURIComponent("' OR 1=1 --")}`, enterprisesSchema);
  expect(quoted.total).toBe(0);
});

test("enterprise: attributes, figures and returns; chains with members", async () => {
  const firm = await get("/api/enterprises/a?period=2024", enterpriseSchema);
  expect(firm.name).toBe("样例甲电池厂");
  expect(firm.returns.length).toBeGreaterThan(0);
  const chains = await get("/api/chains?period=2025-03", chainsSchema);
  for (const c of chains.chains) await get(`/api/chains/${c.id}?period=2025-03`, chainSchema);
});

test("one firm's figures: the values and reasons of the profile, or only those asked for", async () => {
  const profile = await get("/api/enterprises/a?period=2024", enterpriseSchema);
  const all = await get("/api/enterprises/a/figures?period=2024", enterpriseFiguresSchema);
  const values = new Map(all.figures.map((f) => [f.indicator, f.value]));
  const shown = profile.figures.filter((f) => values.has(f.indicator));
  expect(shown.length).toBeGreaterThan(0);
  for (const f of shown) expect(values.get(f.indicator)).toEqual(f.value);
  const first = all.figures[0]?.indicator ?? "";
  const one = await get(
    `/api/enterprises/a/figures?period=2024&indicators=${first}`,
    enterpriseFiguresSchema,
  );
  expect(one.figures).toEqual(all.figures.slice(0, 1));
  for (const url of ["/api/enterprises/zz/figures", "/api/enterprises/a/figures?indicators=nothing"])
    expect((await app.inject({ url })).statusCode).toBe(404);
});

test("search finds pages, definitions and firms", async () => {
  const { hits } = await get(`/api/search?q=${encodeURIComponent("电池")}`, searchSchema);
  expect(hits.map((h) => h.kind)).toEqual(expect.arrayContaining(["indicator", "enterprise"]));
});

test("exports: CSV that a spreadsheet reads, XLSX by its signature", async () => {
  for (const what of ["targets", "indicators", "indicator&id=industrial_output&by=county", "enterprises"]) {
    const csv = await app.inject({ url: `/api/export?what=${what}&format=csv&period=2025-03` });
    expect({ what, status: csv.statusCode }).toEqual({ what, status: 200 });
    expect(csv.body.startsWith("\uFEFF")).toBe(true);
    const xlsx = await app.inject({ url: `/api/export?what=${what}&format=xlsx&period=2025-03` });
    expect(xlsx.rawPayload.subarray(0, 2).toString()).toBe("PK");
    expect(String(xlsx.headers["content-disposition"])).toContain("attachment");
  }
});

test("errors have a code and say what to do", async () => {
  const cases = [
    ["/api/indicators/industral_output", 404, "LZ6102"],
    ["/api/overview?period=2025-13", 400, "LZ6101"],
    ["/api/overview?scope=nonsense", 400, "LZ6101"],
    ["/api/overview?scope=county:99", 404, "LZ6102"],
    ["/api/enterprises?sort=nmae", 400, "LZ6101"],
    ["/api/trace?indicator=industrial_output", 400, "LZ6101"],
    ["/api/enterprises/zz", 404, "LZ6102"],
    ["/api/chains/zz", 404, "LZ6102"],
    ["/api/nothing", 404, "LZ6103"],
  ] as const;
  for (const [url, status, code] of cases) {
    const answer = await app.inject({ url });
    expect({ url, status: answer.statusCode, code: errorSchema.parse(answer.json()).code }).toEqual({
      url,
      status,
      code,
    });
  }
  expect(faults).toEqual([]);
});

test("a browser asks for the page each time and for an asset, whose name says what is in it, once", async () => {
  const web = mkdtempSync(join(tmpdir(), "lianzhang-web-"));
  mkdirSync(join(web, "assets"));
  writeFileSync(join(web, "index.html"), "<title>链长</title>");
  writeFileSync(join(web, "assets", "index-1a2b3c4d.js"), "export {};");
  const served = await buildApp(new Context(opened.instance), { web, fault: (error) => faults.push(error) });
  const kept = async (url: string): Promise<unknown> =>
    (await served.inject({ url })).headers["cache-control"];
  try {
    expect(await kept("/")).toBe("public, max-age=0");
    expect(await kept("/chains/lithium")).toBe("public, max-age=0");
    expect(await kept("/assets/index-1a2b3c4d.js")).toBe("public, max-age=31536000, immutable");
  } finally {
    await served.close();
    rmSync(web, { recursive: true });
  }
});
