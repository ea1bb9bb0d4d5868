/** 能耗双碳 over HTTP: accounts are sums of the firms' own, factors are those of the year, projects go by the regime of their day. */
import { energyFirmsSchema, energyProjectsSchema, energySchema, traceSchema } from "@lianzhang/contract";
import { noServerFor, PLATFORM } from "@lianzhang/work";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { DemoOffice, Person } from "./support/demo-office.ts";
import { demoOffice } from "./support/demo-office.ts";

const without = noServerFor(PLATFORM) !== null;
const clock = (): Date => new Date("2026-06-20T09:30:00+08:00");
const PAGE = "/api/energy?period=2025";
const FIRMS = "/api/energy/firms?period=2025&size=200";
const VISITOR: Person = { cookie: "", leader: null };
/** 万千瓦时 and tons of coal about the reform of 2025-09-01: electricity alone no longer asks for a review, coal does. */
const PLANS = [
  ["511402", "2025-08-31", "500", "0"],
  ["511402", "2025-08-31", "499", "0"],
  ["511403", "2025-09-01", "813", "0"],
  ["511403", "2025-09-01", "814", "0"],
  ["511402", "2026-03-01", "10", "1000"],
  ["511421", "2024-05-01", "9000", "0"],
] as const;
const VERDICTS = [
  "市县节能审查",
  "不单独进行节能审查",
  "不单独进行节能审查",
  "须节能审查和碳排放评价",
  "须节能审查和碳排放评价",
  "省级节能审查",
];
let office: DemoOffice;
let head: Person;

beforeAll(async () => {
  if (without) return;
  office = await demoOffice({ clock });
  head = await office.signIn("科长");
  const acting = { user: "test", onBehalfOf: null, unit: null, purpose: "演示数据" };
  for (const [n, [county, on, power, coal]] of PLANS.entries()) {
    const values = {
      project_name: `演示·项目${n + 1}`,
      project_county: county,
      plan_power: power,
      plan_fuel_energy: (Number(coal) * 0.7143).toFixed(1),
      plan_coal: coal,
      energy_plan_on: on,
    };
    const record = { code: `2601-511402-04-01-90000${n}`, since: 2026 * 12, values, reason: "演示数据" };
    await office.side.registers.open(acting, "project", record);
  }
  await office.side.kept.refresh();
}, 180_000);
afterAll(() => office?.close());

const number = (text: string | null | undefined): number => Number(text ?? 0);
const sum = (all: readonly number[]): number => all.reduce((a, n) => a + n, 0);

describe.skipIf(without)("accounts of energy and carbon", () => {
  test("the total is that of the counties and of the firms; calorific and equivalent tons stay apart", async () => {
    const data = await office.answer(head, PAGE, energySchema);
    const [energy, equivalent] = data.totals;
    expect([energy?.value.unit, equivalent?.value.unit]).toEqual(["tce(当量)", "tce(等价)"]);
    expect(number(equivalent?.value.text)).toBeGreaterThan(number(energy?.value.text));
    const counties = data.places.find((p) => p.key.id === "county")?.rows ?? [];
    const total = number(energy?.value.text);
    expect(sum(counties.map((r) => number(r.figures[0]?.value.text)))).toBeCloseTo(total, 3);
    const { rows } = await office.answer(head, FIRMS, energyFirmsSchema);
    expect(sum(rows.map((r) => number(r.figures[0]?.value.text)))).toBeCloseTo(total, 3);
    const order = rows.flatMap((r) => r.figures[0]?.value.text ?? []).map(Number);
    expect(order).toEqual(order.toSorted((a, b) => b - a));
  });

  test("each year has the factors of its own time, and the trace names their document", async () => {
    const [now, before] = await Promise.all(
      [2025, 2024].map((y) => office.answer(head, `/api/energy?period=${y}`, energySchema)),
    );
    const coal = (data: typeof now) => data?.factors.find((f) => f.label.zh === "原煤排放因子(按烟煤)");
    expect([coal(now)?.value.text, coal(before)?.value.text]).toEqual(["1.74175", "1.9467"]);
    expect(coal(now)?.before?.value.text).toBe("1.9467");
    const grid = now?.factors.find((f) => f.label.zh === "四川电网排放因子");
    expect(grid).toMatchObject({ value: { text: "0.1564" }, of: "2023", published: "2025-12-31" });
    const then = await office.answer(head, `${PAGE}&known=2025-06-30`, energySchema);
    expect(then.factors.find((f) => f.label.zh === "四川电网排放因子")?.value.text).toBe("0.1404");
    const { rows } = await office.answer(head, FIRMS, energyFirmsSchema);
    const url = `/api/trace?indicator=account_co2_bought&period=2025&subject=${rows[0]?.code ?? ""}`;
    const { body } = await office.ask(head, url);
    expect(traceSchema.parse(JSON.parse(body)).agrees).toBe(true);
    expect(body).toContain("公告2025年第47号");
  });

  test("headroom: freed and newly given less taken is left, by unit and in total", async () => {
    const { headroom } = await office.answer(head, PAGE, energySchema);
    expect(headroom?.rows).toHaveLength(9);
    for (const row of [headroom?.total ?? [], ...(headroom?.rows ?? []).map((r) => r.figures)]) {
      const [freed, granted, taken, left] = row.map((f) => number(f.value.text));
      expect((freed ?? 0) + (granted ?? 0) - (taken ?? 0)).toBe(left);
    }
    const lefts = headroom?.rows.map((r) => number(r.figures[3]?.value.text)) ?? [];
    expect(sum(lefts)).toBe(number(headroom?.total[3]?.value.text));
  });

  test("a project is judged by the limits of its day, each with its document", async () => {
    const { rows, clause } = await office.answer(head, "/api/energy/projects", energyProjectsSchema);
    expect(clause?.id).toBe("5/13");
    const said = rows
      .toSorted((a, b) => (a.code < b.code ? -1 : 1))
      .map((r) => r.verdict?.label.zh.split("(")[0]);
    expect(said).toEqual(VERDICTS);
    for (const r of rows) {
      const old = (r.on ?? "") < "2025-09-01";
      expect(
        r.limits.some((l) => l.label.zh === "免节能审查用电线"),
        r.on ?? "",
      ).toBe(old);
      expect(r.limits.some((l) => l.label.zh === "免节能审查用煤线")).toBe(!old);
      const exempt = r.limits.filter((l) => l.label.zh.startsWith("免节能审查"));
      expect(exempt.length).toBe(2);
      expect(r.verdict?.number === 1).toBe(exempt.every((l) => l.below === true));
      for (const l of r.limits) expect(l.source).toMatch(/国家发展改革委令第\d+号/u);
    }
  });

  test("a visitor sees sums alone, and no single project through any indicator; a park its own", async () => {
    expect((await office.answer(VISITOR, PAGE, energySchema)).totals[0]?.value.text).not.toBeNull();
    for (const url of [FIRMS, "/api/export?what=energy&format=csv", "/api/indicators/plan_energy/subjects"])
      expect((await office.ask(VISITOR, url)).statusCode, url).toBe(403);
    expect([401, 403]).toContain((await office.ask(VISITOR, "/api/energy/projects")).statusCode);
    expect((await office.ask(head, "/api/indicators/plan_energy?period=2025")).statusCode).toBe(200);
    const county = await office.signIn("县区经办·东坡区");
    const own = await office.answer(county, FIRMS, energyFirmsSchema);
    expect(new Set(own.rows.map((r) => r.county?.label.zh))).toEqual(new Set(["东坡区"]));
    const projects = await office.answer(county, "/api/energy/projects", energyProjectsSchema);
    expect(new Set(projects.rows.map((r) => r.county?.label.zh))).toEqual(new Set(["东坡区"]));
    const file = await office.ask(county, "/api/export?what=energy&format=csv&period=2025");
    expect(file.body.split("\r\n").filter((l) => l.startsWith("91"))).toHaveLength(own.total);
  });
});
