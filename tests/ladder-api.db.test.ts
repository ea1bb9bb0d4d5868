/** 梯次培育 over HTTP: what firms lack is what the rules ask, and to each what the post opens. */
import type { LadderFirms, LadderRow } from "@lianzhang/contract";
import {
  ladderFirmSchema,
  ladderFirmsSchema,
  ladderSchema,
  ownDataSchema,
  traceSchema,
} from "@lianzhang/contract";
import { grade } from "@lianzhang/engine";
import { yearPeriod } from "@lianzhang/kernel";
import { noServerFor, PLATFORM } from "@lianzhang/work";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { DemoOffice, Person } from "./support/demo-office.ts";
import { demoOffice } from "./support/demo-office.ts";

const without = noServerFor(PLATFORM) !== null;
const clock = (): Date => new Date("2026-06-20T09:30:00+08:00");
const PAGE = "/api/ladder?period=2025";
const FIRMS = "/api/ladder/firms?period=2025&size=200";
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

const firmsOf = (who: Person, more = ""): Promise<LadderFirms> =>
  office.answer(who, `${FIRMS}${more}`, ladderFirmsSchema);
const firm = (who: Person, code: string) =>
  office.answer(who, `/api/ladder/firms/${code}?period=2025`, ladderFirmSchema);
const open = (r: LadderRow): number => r.unmet + r.unknown;

describe.skipIf(without)("the ladder of cultivation", () => {
  test("who lacks nothing passes a rung, who lacks something does not, and what is not known leaves it open", async () => {
    const { model, runner, instance } = office.context;
    const asked = { period: yearPeriod(2025), known: null, basis: "end" as const };
    const { rows } = await firmsOf(analyst);
    const firms = await Promise.all(rows.slice(0, 40).map((r) => firm(analyst, r.code)));
    for (const id of ["innovative_sme", "srdi_sme", "little_giant", "hightech"]) {
      const { subjects } = await grade(model, runner, id, asked, instance.versions);
      const last = model.evaluations.get(id)?.classes.at(-1)?.id;
      const classOf = new Map(subjects.map((s) => [s.subject, s.class]));
      for (const { code, rungs } of firms) {
        const own = rungs.find((r) => r.rung.id === id);
        if (own === undefined) continue;
        const all = own.lines.map((l) => l.status);
        const said = all.includes("unmet") ? "unmet" : all.includes("unknown") ? "unknown" : "met";
        const made = classOf.get(code) ?? null;
        // an earlier condition that cannot be decided leaves the class open, whatever is certain further on
        if (made === null) expect([id, code, said]).not.toEqual([id, code, "met"]);
        else expect([id, code, said]).toEqual([id, code, made === last ? "unmet" : "met"]);
      }
    }
  }, 60_000);

  test("the nearest come first, and a gap is what lies between the figure and what is needed", async () => {
    const { rows, total } = await firmsOf(analyst, "&rung=srdi_sme");
    expect(total).toBeGreaterThan(0);
    const far = rows.map(open);
    expect(far).toEqual(far.toSorted((a, b) => a - b));
    const gaps = rows.flatMap((r) => r.lacking).filter((c) => c.gap !== null);
    expect(gaps.length).toBeGreaterThan(0);
    for (const c of gaps)
      expect(Number(c.value?.value.text) + Number(c.gap?.text)).toBeCloseTo(Number(c.need?.text), 4);
    for (const c of rows.flatMap((r) => r.lacking).filter((x) => x.status === "unknown"))
      expect(c.holders.length, c.label.zh).toBeGreaterThan(0);
  });

  test("counts of the page are those of the table; titles come from the ledger with batch and review", async () => {
    const data = await office.answer(analyst, PAGE, ladderSchema);
    expect(data.rungs.map((r) => r.id)).toEqual([
      "innovative_sme",
      "srdi_sme",
      "little_giant",
      "single_champion",
      "hightech",
      "above_size",
      "leaving_size",
    ]);
    const srdi = data.rungs.find((r) => r.id === "srdi_sme");
    const held = await firmsOf(analyst, "&rung=srdi_sme&state=holding&sort=review");
    expect(held.total).toBe(srdi?.holding);
    const until = held.rows.map((r) => r.titles.find((t) => t.rung === "srdi_sme")?.until ?? "");
    expect(until).toEqual(until.toSorted());
    expect(held.rows[0]?.titles[0]?.batch).toMatch(/^20\d\d年第.批$/u);
    expect((await firmsOf(analyst, "&rung=srdi_sme")).total).toBe(srdi?.candidates);
    const risk = data.rungs.find((r) => r.id === "leaving_size");
    expect((await firmsOf(analyst, "&rung=leaving_size&state=risk")).total).toBe(risk?.candidates);
    expect(data.targets.map((t) => t.now?.indicator)).toContain("firms_over_100");
    expect(data.targets.find((t) => t.now?.indicator === "firms_over_100")?.group?.indicator).toBe(
      "group_firms_over_100",
    );
    expect(data.missing.map((m) => m.holder.zh)).toContain("企业(自留底)");
  });

  test("a holder of 专精特新 is asked for 小巨人 next, and what is asked opens its trace", async () => {
    const held = await firmsOf(analyst, "&rung=srdi_sme&state=holding");
    const one = held.rows.find((r) => r.titles[0]?.rung === "srdi_sme");
    const data = await firm(analyst, one?.code ?? "");
    expect(data.rungs.find((r) => r.next && r.rung.track === "cultivation")?.rung.id).toBe("little_giant");
    const value = data.rungs
      .flatMap((r) => r.lines.flatMap((l) => l.ways.flat()))
      .find((c) => c.value)?.value;
    const url = `/api/trace?indicator=${value?.indicator ?? ""}&period=2025&subject=${data.code}`;
    expect((await office.answer(analyst, url, traceSchema)).agrees).toBe(true);
  });

  test("a county sees and exports its own firms; another column is refused with the nearest", async () => {
    const own = await firmsOf(county);
    expect(own.limited).toBe(true);
    expect(new Set(own.rows.map((r) => r.county?.label.zh))).toEqual(new Set(["东坡区"]));
    const file = await office.ask(county, "/api/export?what=ladder&format=csv&period=2025");
    expect(file.body.split("\r\n").filter((l) => l.startsWith("91"))).toHaveLength(own.total);
    const refused = await office.ask(county, `${FIRMS}&sort=reviw`);
    expect([refused.statusCode, refused.body.includes("review")]).toEqual([400, true]);
  });

  test("a firm sees where it stands and no list, and who looked; a visitor sees counts alone", async () => {
    const user = await office.signIn("企业经办");
    const door = await office.ask(user, "/api/door");
    const { may } = door.json() as { may: { enterprise: string } };
    expect((await firm(user, may.enterprise)).code).toBe(may.enterprise);
    for (const url of [FIRMS, PAGE]) expect((await office.ask(user, url)).statusCode).toBe(403);
    await firm(analyst, may.enterprise);
    const { uses } = await office.answer(user, "/api/own-data", ownDataSchema);
    expect(uses[0]).toMatchObject({ purpose: "梯次培育" });
    expect((await office.answer(VISITOR, PAGE, ladderSchema)).rungs[0]?.candidates).toBeGreaterThan(0);
    for (const url of [FIRMS, `/api/ladder/firms/${may.enterprise}`, "/api/export?what=ladder&format=csv"])
      expect((await office.ask(VISITOR, url)).statusCode).toBe(403);
  });
});
