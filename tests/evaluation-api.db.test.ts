/** 亩均效益 over HTTP: the page says what the engine grades, and to each what the post opens. */
import type { AdjustBody, GradedFirm, GradedFirms } from "@lianzhang/contract";
import {
  adjustSchema,
  gradedFirmsSchema,
  gradingAnswerSchema,
  ownDataSchema,
  scorecardSchema,
  traceSchema,
} from "@lianzhang/contract";
import { changedEvaluation } from "@lianzhang/definitions";
import { grade } from "@lianzhang/engine";
import { yearPeriod } from "@lianzhang/kernel";
import { noServerFor, PLATFORM } from "@lianzhang/work";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { DemoOffice, Person } from "./support/demo-office.ts";
import { demoOffice } from "./support/demo-office.ts";

const without = noServerFor(PLATFORM) !== null;
const clock = (): Date => new Date("2026-01-20T09:30:00+08:00");
const PAGE = "/api/evaluation?period=2025";
const FIRMS = "/api/evaluation/per_mu/firms?period=2025&size=200";
const VISITOR: Person = { cookie: "", leader: null };
let office: DemoOffice;
let analyst: Person;
let county: Person;

beforeAll(async () => {
  if (without) return;
  office = await demoOffice({ clock });
  analyst = await office.signIn("分析人员");
  county = await office.signIn("县区经办·东坡区");
}, 180_000);
afterAll(() => office?.close());

const firmsOf = (who: Person, more = ""): Promise<GradedFirms> =>
  office.answer(who, `${FIRMS}${more}`, gradedFirmsSchema);
const card = (who: Person, code: string) =>
  office.answer(who, `/api/evaluation/per_mu/firms/${code}?period=2025`, scorecardSchema);
/** Points with four decimals as a whole number. */
const units = (text: string | null | undefined): number => Math.round(Number(text ?? 0) * 10_000);
const sum = (all: readonly number[]): number => all.reduce((a, n) => a + n, 0);

describe.skipIf(without)("an evaluation of enterprises", () => {
  test("standing, score, rank and class of every firm are those of the engine", async () => {
    const { model, runner, instance } = office.context;
    const asked = { period: yearPeriod(2025), known: null, basis: "end" as const };
    const graded = await grade(model, runner, "per_mu", asked, instance.versions);
    const { rows, total } = await firmsOf(analyst);
    expect(rows).toHaveLength(total);
    const said = rows.map((r) => [r.code, [r.standing, r.class?.id ?? null, r.rank?.value.text ?? null]]);
    const made = graded.subjects.map((s) => [
      s.subject,
      [s.standing, s.class, s.rank?.ok === true ? String(s.rank.value / 100_000_000n) : null],
    ]);
    expect(Object.fromEntries(said)).toEqual(Object.fromEntries(made));
  });

  test("counts, classes, scores and what lies behind the classes add up", async () => {
    const data = await office.answer(analyst, PAGE, gradingAnswerSchema);
    const { total } = await firmsOf(analyst);
    expect(data.choices.map((c) => c.id)).toContain("per_mu");
    expect(data.counts.graded).toBeGreaterThan(30);
    expect(sum(Object.values(data.counts))).toBe(total);
    expect(sum(data.inClass)).toBe(data.counts.graded);
    expect(sum(data.bins.flatMap((b) => b.counts))).toBe(data.counts.graded);
    expect(data.behind.map((b) => b.label.zh)).toEqual(["用地面积", "实缴税金", "年末参保职工人数"]);
    for (const b of data.behind) expect(sum(b.parts.map((p) => units(p.text)))).toBe(units(b.total.text));
    expect(data.grading?.marks).toEqual(["demo", "assumed"]);
    // A at most 30 %, C at least 10 %
    const [a = 0, , c = 0] = data.inClass;
    expect(a / data.counts.graded).toBeLessThanOrEqual(0.3);
    expect(c / data.counts.graded).toBeGreaterThanOrEqual(0.1);
  });

  test("a month is answered with the last whole year", async () => {
    const data = await office.answer(analyst, "/api/evaluation?period=2025-12", gradingAnswerSchema);
    expect(data.asOf.period).toBe("2025");
    expect(data.periods).toContain("2025");
  });

  test("the table is filtered, sorted and paged; another column is refused with the nearest", async () => {
    const all = await firmsOf(analyst);
    const scores = all.rows.flatMap((r) => r.score?.value.text ?? []).map(Number);
    expect(scores).toEqual(scores.toSorted((x, y) => y - x));
    const best = await firmsOf(analyst, "&class=A&sort=points:tax_per_mu");
    expect(best.total).toBe(all.facets.class.find((c) => c.code === "A")?.count);
    const [first, last] = [best.rows[0], best.rows.at(-1)];
    expect(units(first?.points[1]?.value.text)).toBeLessThanOrEqual(units(last?.points[1]?.value.text));
    const one = all.rows[3];
    expect((await firmsOf(analyst, `&q=${one?.code.slice(-8) ?? ""}`)).rows.map((r) => r.code)).toEqual([
      one?.code,
    ]);
    const ungraded = await firmsOf(analyst, "&standing=ungraded");
    expect(ungraded.rows.every((r) => r.class === null && r.score?.value.text === null)).toBe(true);
    const { statusCode, body } = await office.ask(analyst, `${FIRMS}&sort=scor`);
    expect({ statusCode, near: body.includes("score") }).toEqual({ statusCode: 400, near: true });
  });

  test("a card adds up to its score and says how far the last of the next class is", async () => {
    const { rows } = await firmsOf(analyst);
    const found = rows.find((r) => r.class?.id === "B");
    const data = await card(analyst, found?.code ?? "");
    const points = sum(data.criteria.map((c) => units(c.points.value.text)));
    expect(Math.abs(points - units(data.score?.value.text))).toBeLessThanOrEqual(50);
    expect(data.criteria[1]).toMatchObject({
      id: "tax_per_mu",
      max: "20",
      cap: { text: "1.5", of: "weight" },
      made: { zh: "实缴税金 ÷ 用地面积", en: "Taxes paid ÷ Land used" },
      clause: { id: "6/18" },
    });
    expect(data.criteria[1]?.holders.map((h) => h.zh).toSorted()).toEqual(["税务局", "自然资源局"]);
    const sameGroup = (r: GradedFirm): boolean =>
      r.class?.id === "A" &&
      r.peers?.value.text === data.peers?.value.text &&
      r.county?.code === data.county?.code;
    const cut = Math.min(...rows.filter(sameGroup).map((r) => units(r.score?.value.text)));
    expect(units(data.above?.lowest.text)).toBe(cut);
    expect(units(data.above?.gap.text)).toBe(cut - units(data.score?.value.text));
    const best = rows.find((r) => r.class?.id === "A");
    expect((await card(analyst, best?.code ?? "")).above).toBeNull();
  });

  test("the trace of a class shows its steps and not the whole evaluation again", async () => {
    const { rows } = await firmsOf(analyst);
    const url = `/api/trace?indicator=per_mu_class&period=2025&subject=${rows[5]?.code ?? ""}`;
    const { body } = await office.ask(analyst, url);
    const { agrees, figure } = traceSchema.parse(JSON.parse(body));
    expect(agrees).toBe(true);
    expect(figure.value.text).toBe(String(rows[5]?.class?.number));
    expect(body.length).toBeLessThan(100_000);
  });

  test("a county sees, counts and exports its own firms", async () => {
    const all = await firmsOf(analyst);
    const own = await firmsOf(county);
    const inside = all.rows.filter((r) => r.county?.label.zh === "东坡区");
    expect(own.rows.map((r) => r.code).toSorted()).toEqual(inside.map((r) => r.code).toSorted());
    expect(own.limited).toBe(true);
    const data = await office.answer(county, PAGE, gradingAnswerSchema);
    expect(sum(Object.values(data.counts))).toBe(inside.length);
    const elsewhere = all.rows.find((r) => r.county?.label.zh !== "东坡区");
    const url = (code: string): string => `/api/evaluation/per_mu/firms/${code}?period=2025`;
    const outside = await office.ask(county, url(elsewhere?.code ?? ""));
    const nowhere = await office.ask(county, url("91510000DEM999999X"));
    expect([outside.statusCode, nowhere.statusCode]).toEqual([404, 404]);
    expect(outside.body.replaceAll(elsewhere?.code ?? "", "")).toBe(
      nowhere.body.replaceAll("91510000DEM999999X", ""),
    );
    const file = "/api/export?what=evaluation&id=per_mu&format=csv&period=2025";
    const lines = (await office.ask(county, file)).body.split("\r\n").filter((l) => l.startsWith("91"));
    expect(lines).toHaveLength(inside.length);
  });

  test("a firm sees its own card and no list, and who looked at it for the evaluation", async () => {
    const firm = await office.signIn("企业经办");
    const { may } = await office
      .ask(firm, "/api/door")
      .then((r) => r.json() as { may: { enterprise: string } });
    const { rows } = await firmsOf(analyst);
    const graded = rows.some((r) => r.code === may.enterprise);
    const own = await office.ask(firm, `/api/evaluation/per_mu/firms/${may.enterprise}?period=2025`);
    expect(own.statusCode).toBe(graded ? 200 : 404);
    const other = rows.find((r) => r.code !== may.enterprise);
    expect((await office.ask(firm, `/api/evaluation/per_mu/firms/${other?.code ?? ""}`)).statusCode).toBe(
      404,
    );
    expect((await office.ask(firm, FIRMS)).statusCode).toBe(403);
    expect((await office.ask(firm, PAGE)).statusCode).toBe(403);
    await office.ask(analyst, `/api/evaluation/per_mu/firms/${may.enterprise}?period=2025`);
    const { uses } = await office.answer(firm, "/api/own-data", ownDataSchema);
    expect(uses[0]).toMatchObject({ purpose: "综合评价", action: { zh: "查阅企业数据" } });
  });

  const adjust = (who: Person, scenarios: AdjustBody["scenarios"], firm: string | null = null) =>
    office.answer(who, "/api/evaluation/per_mu/adjust", adjustSchema, { period: "2025", scenarios, firm });

  test("without a change nobody moves; with one the classes are those of the engine under the changed definition", async () => {
    const none = await adjust(analyst, []);
    const now = await office.answer(analyst, PAGE, gradingAnswerSchema);
    expect(none.stages).toHaveLength(1);
    expect(none.stages[0]?.summary).toMatchObject({
      inClass: now.inClass,
      counts: now.counts,
      behind: now.behind,
    });
    expect([none.moved.rows, none.text]).toEqual([[], ""]);
    expect(none.fields.find((f) => f.path === "classes.A.top")).toMatchObject({ value: "30%", kind: "top" });

    const changes = [
      { path: "criteria.tax_per_mu.weight", value: "40" },
      { path: "criteria.revenue_per_mu.weight", value: "0" },
    ];
    const cut = [{ path: "classes.A.top", value: "20%" }];
    const two = await adjust(analyst, [
      { name: "税收加重", changes },
      { name: "收紧A档", changes: cut },
    ]);
    expect(two.stages.map((s) => [s.name, s.problems])).toEqual([
      ["", []],
      ["税收加重", []],
      ["收紧A档", []],
    ]);
    const { model, runner, instance } = office.context;
    const evaluation = model.evaluations.get("per_mu");
    if (evaluation === undefined) throw new Error("no per_mu");
    const laid = [...changes, ...cut].map(({ path, value }) => ({ path: path.split("."), value }));
    const made = changedEvaluation(model, evaluation, laid);
    if (!made.ok) throw new Error(JSON.stringify(made.problems));
    const asked = { period: yearPeriod(2025), known: null, basis: "end" as const };
    const { subjects } = await grade(made.model, runner, "per_mu", asked, instance.versions);
    const classes = new Map(subjects.map((s) => [s.subject, s.class]));
    const before = await firmsOf(analyst);
    const crossed = before.rows.filter((r) => (r.class?.id ?? null) !== (classes.get(r.code) ?? null));
    expect(two.moved.rows.map((r) => r.code).toSorted()).toEqual(crossed.map((r) => r.code).toSorted());
    expect(two.moved.up + two.moved.down + two.moved.other).toBe(crossed.length);
    expect(crossed.length).toBeGreaterThan(0);
    for (const r of two.moved.rows) expect(r.after.class?.id).toBe(classes.get(r.code));
    // land and tax behind those who move are the sum of theirs
    const down = two.moved.rows.filter((r) => r.up === false);
    two.moved.behind.forEach((b, i) =>
      expect(units(b.down.text)).toBe(sum(down.map((r) => units(r.behind[i]?.text)))),
    );
    expect(two.text).toContain("top: 20% # 原 30%");
    // and the decision is as it was
    expect((await firmsOf(analyst)).rows).toEqual(before.rows);
  });

  test("a change that cannot be is answered at its field, and the scenarios before it stand", async () => {
    const { stages } = await adjust(analyst, [
      { name: "收紧A档", changes: [{ path: "classes.A.top", value: "20%" }] },
      { name: "写错", changes: [{ path: "criteria.tax_per_mu.weight", value: "-1" }] },
    ]);
    expect(stages[1]?.summary).not.toBeNull();
    expect(stages[2]).toMatchObject({
      summary: null,
      problems: [{ path: "criteria.tax_per_mu.weight", code: "LZ2006" }],
    });
    const url = "/api/evaluation/per_mu/adjust";
    const unknown = [{ name: "x", changes: [{ path: "criteria.tax_per_moo.weight", value: "1" }] }];
    const { statusCode, body } = await office.ask(analyst, url, { scenarios: unknown, firm: null });
    expect({ statusCode, near: body.includes("tax_per_mu") }).toEqual({ statusCode: 400, near: true });
    for (const who of [county, VISITOR])
      expect((await office.ask(who, url, { scenarios: [], firm: null })).statusCode).toBe(403);
  });

  test("one figure alone that would change a firm's class is what the rule itself asks for", async () => {
    const { rows } = await firmsOf(analyst, "&class=B");
    const code = rows[0]?.code ?? "";
    const { firm } = await adjust(analyst, [], code);
    expect(firm?.target?.zh).toBe("A");
    expect(firm?.before.short?.text).toBe((await card(analyst, code)).above?.gap.text);
    const ways = firm?.ways.filter((w) => w.needed !== null) ?? [];
    expect(ways.length).toBeGreaterThan(0);
    // points are value over base times weight: with so much more of the value, so many more points
    for (const w of ways) {
      const { base, max } = (await card(analyst, code)).criteria.find((c) => c.id === w.criterion) ?? {};
      const more = Number(w.needed?.text) - Number(w.value.value.text);
      const points = (more / Number(base?.value.text)) * Number(max);
      expect(points).toBeCloseTo(Number(firm?.before.short?.text), 1);
    }
  });

  test("a visitor sees counts and classes, and how no single firm is graded", async () => {
    const data = await office.answer(VISITOR, PAGE, gradingAnswerSchema);
    expect(data.counts.graded).toBeGreaterThan(30);
    const { rows } = await firmsOf(analyst);
    for (const url of [
      FIRMS,
      `/api/evaluation/per_mu/firms/${rows[0]?.code ?? ""}`,
      "/api/export?what=evaluation&id=per_mu&format=csv",
    ])
      expect((await office.ask(VISITOR, url)).statusCode).toBe(403);
  });
});
