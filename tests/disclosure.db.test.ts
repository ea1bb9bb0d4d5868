/**
 * Nothing withheld can be reckoned from what is published: over random cities with every way of counting and over the
 * demo city, proved by solving the equations an attacker has.
 */
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Indicator, Model, Use } from "@lianzhang/definitions";
import { environmentOf, loadDecision } from "@lianzhang/definitions";
import { writeCity } from "@lianzhang/demo";
import type { DisclosureRules, Release, RunRecord, Shown } from "@lianzhang/engine";
import { decideRelease, makeRun, notCleared, NoDisclosureRule, rulesOf } from "@lianzhang/engine";
import { checkFormula } from "@lianzhang/formula";
import { parseDay, parsePeriod, unit as unitOf } from "@lianzhang/kernel";
import { loadData } from "@lianzhang/returns";
import type { Store } from "@lianzhang/store";
import { openStore } from "@lianzhang/store";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const digest = (text: string): string => createHash("sha256").update(text).digest("hex");
const RULES: DisclosureRules = {
  threshold: 3,
  dominance: { n: 2, share: 85n * 100_000_000n },
  assumed: true,
};

const stores: Store[] = [];
const folders: string[] = [];
afterAll(async () => {
  for (const s of stores) await s.close();
  for (const f of folders) rmSync(f, { recursive: true, force: true });
});
const scratch = (): string => {
  const folder = mkdtempSync(join(tmpdir(), "lianzhang-disclosure-"));
  folders.push(folder);
  return folder;
};

async function modelOf(folder: string): Promise<Model> {
  const loaded = await loadDecision(join(import.meta.dirname, folder));
  if (!loaded.model) throw new Error(JSON.stringify(loaded.diagnostics));
  return loaded.model;
}

let language: Model;
beforeAll(async () => {
  language = await modelOf("fixtures/lang-city");
});

/** The fixture with these indicators: id -> unit and formula. */
function decision(indicators: Readonly<Record<string, readonly [unit: string, formula: string]>>): Model {
  const template = language.indicators.get("all_output");
  if (!template) throw new Error("the fixture has no all_output");
  const made = Object.entries(indicators).map(([id, [unit, formula]]): [string, Indicator] => {
    const { core, problems } = checkFormula(
      formula,
      { subject: null, unit, expect: "number", period: null },
      environmentOf({ ...language, city: language.city.code, body: () => null }),
    );
    if (!core || !("type" in core)) throw new Error(JSON.stringify(problems));
    return [id, { ...template, id, formula, unit: unitOf(unit), body: core }];
  });
  return { ...language, indicators: new Map(made) };
}

async function load(model: Model, files: Readonly<Record<string, readonly string[]>>): Promise<Store> {
  const folder = scratch();
  for (const [name, lines] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), lines.join("\n"));
  }
  const store = await openStore(":memory:", { threads: 1 });
  stores.push(store);
  const { diagnostics } = await loadData(model, store, [folder], {});
  expect(diagnostics.filter((d) => d.severity === "error")).toEqual([]);
  return store;
}

const run = (
  model: Model,
  store: Store,
  by: readonly (readonly string[])[],
  period = "2025-06",
): Promise<RunRecord> => {
  const asked = parsePeriod(period);
  if (!asked) throw new Error(`${period} is no period`);
  return makeRun(
    { model, runner: store, versions: { store: store.version, commit: 1 }, demo: true, digest },
    { indicators: [...model.indicators.keys()], period: asked, known: null, groupings: by, basis: "end" },
  );
};

/** What became of each figure: `output county=c0` -> its value, or why it is withheld. */
function outcome(record: RunRecord, release: Release): Record<string, string> {
  return Object.fromEntries(
    record.figures.map((f, i) => [
      `${f.indicator} ${f.group.map((g) => `${g.key}=${g.code}`).join("+") || "total"}`,
      release.withheld[i] ?? "shown",
    ]),
  );
}

type Fraction = readonly [bigint, bigint];
const gcd = (a: bigint, b: bigint): bigint => (b === 0n ? (a < 0n ? -a : a) : gcd(b, a % b));
const simple = (n: bigint, d: bigint): Fraction => {
  const g = gcd(n, d) || 1n;
  return d < 0n ? [-n / g, -d / g] : [n / g, d / g];
};

/** The attacker: brings the published sums to row echelon form once, then tries each secret against it. */
class Attacker {
  readonly #rows: { readonly pivot: number; readonly row: Map<number, Fraction> }[] = [];

  constructor(published: Release["choice"]["shown"]) {
    for (const sum of published) {
      const row = this.#without(new Map([...sum].map(([k, v]): [number, Fraction] => [k, [v, 1n]])));
      const pivot = row.keys().next().value;
      if (pivot !== undefined) this.#rows.push({ pivot, row });
    }
  }

  #without(start: Map<number, Fraction>): Map<number, Fraction> {
    const left = new Map(start);
    for (const { pivot, row } of this.#rows) {
      const here = left.get(pivot);
      const there = row.get(pivot);
      if (!here || !there) continue;
      const [fn, fd] = simple(here[0] * there[1], here[1] * there[0]);
      for (const [k, [n, d]] of row) {
        const [ln, ld] = left.get(k) ?? [0n, 1n];
        const next = simple(ln * d * fd - n * fn * ld, ld * d * fd);
        if (next[0] === 0n) left.delete(k);
        else left.set(k, next);
      }
    }
    return left;
  }

  learns(secret: Release["choice"]["shown"][number]): boolean {
    return this.#without(new Map([...secret].map(([k, v]): [number, Fraction] => [k, [v, 1n]]))).size === 0;
  }
}

/** No withheld sum, no difference of cells and no single class of firms follows from what is shown. */
function expectSafe(release: Release): void {
  const attacker = new Attacker(release.choice.shown);
  const learnt = release.choice.hidden.filter((secret) => attacker.learns(secret));
  expect(learnt).toEqual([]);
}

const MONTHLY = "code,period,known,output,output_prior,sales";
interface Firm {
  readonly county: number;
  readonly lane: number;
  readonly chains: readonly number[];
  readonly output: number;
}

/** A city of these firms, with June's cumulative and May's, and every kind of list. */
function city(firms: readonly Firm[]): Readonly<Record<string, readonly string[]>> {
  const head = "code,member_of,primary,share,since,until";
  const lists = firms.flatMap((f, i) => {
    const part = Math.floor(100 / Math.max(1, f.chains.length));
    return f.chains.map((c, n) => {
      const share = n === 0 ? 100 - part * (f.chains.length - 1) : part;
      return `F${i},h${c},${n === 0 ? 1 : 0},${share},2024-01,`;
    });
  });
  return {
    "registers/firm.csv": [
      "code,name,county,lane,listed,since,until",
      ...firms.map((f, i) => `F${i},厂${i},c${f.county},l${f.lane},1,2024-01,`),
    ],
    "registers/primary_list.csv": [head, ...lists],
    "registers/whole_list.csv": [head, ...lists],
    "registers/share_list.csv": [head, ...lists],
    "returns/monthly.csv": [
      MONTHLY,
      ...firms.flatMap((f, i) => [
        `F${i},2025-05,2025-06-15,${f.output * 5},${f.output * 4},${f.output * 3}`,
        `F${i},2025-06,2025-07-15,${f.output * 6},${f.output * 5},${f.output * 4}`,
      ]),
    ],
  };
}

const firm = (county: number, output: number, lane = 0, chains: readonly number[] = []): Firm => ({
  county,
  lane,
  chains,
  output,
});
/** Two firms in c0, four in c1, five in c2. */
const ELEVEN: readonly Firm[] = [
  ...[50, 60].map((o) => firm(0, o)),
  ...[30, 32, 34, 36].map((o) => firm(1, o)),
  ...[20, 21, 22, 23, 24].map((o) => firm(2, o)),
];

describe("a statistician's cases", () => {
  test("output by county: two firms are too few, and one more county goes with them", async () => {
    const model = decision({ output: ["千元", "sum(output)"] });
    const store = await load(model, city(ELEVEN));
    const record = await run(model, store, [[], ["county"]]);
    const release = await decideRelease(model, store, record, [], RULES);
    expect(outcome(record, release)).toEqual({
      "output total": "shown",
      "output county=c0": "threshold",
      "output county=c1": "secondary",
      "output county=c2": "shown",
    });
    expectSafe(release);
  });

  test("a growth and a share are withheld with the sums they are made from", async () => {
    const model = decision({
      growth: ["%", "growth(sum(output), basis: returned)"],
      share: ["%", "sum(output) / sum(sales)"],
    });
    const store = await load(model, city(ELEVEN));
    const record = await run(model, store, [[], ["county"]]);
    expect(outcome(record, await decideRelease(model, store, record, [], RULES))).toMatchObject({
      "growth total": "shown",
      "growth county=c0": "threshold",
      "growth county=c1": "secondary",
      "share county=c0": "threshold",
      "share county=c2": "shown",
    });
  });

  test("counts of the register are public; a count by what firms report is not", async () => {
    const model = decision({
      firms: ["户", "count(firm)"],
      large: ["户", "count(firm where output >= 30 千元)"],
      greatest: ["千元", "max(output)"],
    });
    const store = await load(model, city(ELEVEN));
    const record = await run(model, store, [[], ["county"]]);
    expect(outcome(record, await decideRelease(model, store, record, [], RULES))).toMatchObject({
      "firms county=c0": "shown",
      "large county=c0": "threshold",
      "greatest total": "one_subject",
    });
  });

  test("an earlier table binds a later one: after output by county, output by lane may not cut a county", async () => {
    const model = decision({ output: ["千元", "sum(output)"] });
    // lane l1 is the county c2 less one firm
    const firms = ELEVEN.map((f, i) => ({ ...f, lane: f.county === 2 && i < 10 ? 1 : 0 }));
    const store = await load(model, city(firms));
    const first = await run(model, store, [[], ["county"]]);
    const decided = await decideRelease(model, store, first, [], RULES);
    const published: Shown = {
      request: first.request,
      figures: first.figures.filter((_, i) => decided.withheld[i] === null),
    };
    const second = await run(model, store, [[], ["lane"]]);
    expect(outcome(second, await decideRelease(model, store, second, [], RULES))).toEqual({
      "output total": "shown",
      "output lane=l0": "shown",
      "output lane=l1": "shown",
    });
    const later = await decideRelease(model, store, second, [published], RULES);
    expect(outcome(second, later)).toEqual({
      "output total": "shown",
      "output lane=l0": "secondary",
      "output lane=l1": "secondary",
    });
    expectSafe(later);
  });

  test("the cumulative of May and of June give the month, so the month of two firms binds both", async () => {
    const model = decision({ output: ["千元", "sum(output)"] });
    const store = await load(model, city(ELEVEN));
    const may = await run(model, store, [["county"]], "2025-01..05");
    const published: Shown = { request: may.request, figures: may.figures };
    const june = await run(model, store, [["county"]], "2025-01..06");
    const release = await decideRelease(model, store, june, [published], RULES);
    // c0 is out in May already: its June is still kept
    expect(outcome(june, release)["output county=c0"]).toBe("threshold");
    expect(release.choice.exposed).toBeGreaterThan(0);
    expectSafe(release);
  });

  test("rules come from the decision; without them nothing is published", async () => {
    const period = parsePeriod("2025");
    if (!period) throw new Error("no period");
    const meishan = await modelOf("../decisions/meishan-2023");
    expect(rulesOf(meishan, period, null)).toEqual(RULES);
    expect(() => rulesOf(language, period, null)).toThrow(NoDisclosureRule);
  });
});

test("random cities: every grouping, list and crossing, growth and months, an older table beside", async () => {
  const model = decision({
    output: ["千元", "sum(output)"],
    growth: ["%", "growth(sum(output), basis: returned)"],
    both: ["千元", "sum(output - sales where lane = l0)"],
    mean: ["千元", "avg(sales)"],
    large: ["户", "count(firm where output >= 50 千元)"],
  });
  const random = fc.array(
    fc.record({
      county: fc.integer({ min: 0, max: 2 }),
      lane: fc.integer({ min: 0, max: 1 }),
      chains: fc.uniqueArray(fc.integer({ min: 0, max: 2 }), { maxLength: 3 }),
      output: fc.integer({ min: 0, max: 200 }),
    }),
    { minLength: 4, maxLength: 25 },
  );
  await fc.assert(
    fc.asyncProperty(random, async (firms) => {
      const store = await load(model, city(firms));
      const by = [[], ["county"], ["county", "lane"], ["primary_chain"], ["whole_list"], ["share_list"]];
      const older = await run(model, store, [[], ["lane"]], "2025-01..05");
      const first = await decideRelease(model, store, older, [], RULES);
      const published: Shown = {
        request: older.request,
        figures: older.figures.filter((_, i) => first.withheld[i] === null),
      };
      const record = await run(model, store, by);
      const release = await decideRelease(model, store, record, [published], RULES);
      expectSafe(release);
      expect(release.choice.exposed).toBe(0);
      await store.close();
      stores.splice(stores.indexOf(store), 1);
    }),
    { numRuns: 6 },
  );
});

describe("the demo city", () => {
  let model: Model;
  let store: Store;
  const cleared = (m: Model): Model => {
    const uses: readonly Use[] = ["analysis", "publication"];
    const forms = [...m.forms].map(
      ([id, form]) =>
        [id, { ...form, fields: new Map([...form.fields].map(([f, d]) => [f, { ...d, uses }])) }] as const,
    );
    return { ...m, forms: new Map(forms) };
  };

  beforeAll(async () => {
    const meishan = await modelOf("../decisions/meishan-2023");
    const out = scratch();
    await writeCity({ model: meishan, firms: 400, months: 12, seed: 1, out });
    model = meishan;
    store = await openStore(":memory:", { threads: 2 });
    stores.push(store);
    await loadData(model, store, [out], {});
  }, 60_000);

  test("the firms' own copies and other departments' records are not cleared for publication; the register is", () => {
    const day = parseDay("2026-03-01") ?? 0;
    const touched = (indicator: string): string[] =>
      notCleared(model, [{ indicator, group: [{ key: "county", code: "511402" }] }], "publication", day).map(
        (n) => n.path.join(" > "),
      );
    expect(touched("hightech_firms")).toEqual([]);
    expect(touched("industrial_output")).toEqual(["industrial_output > output_copy.gross_output"]);
  });

  test("output, growth, shares and counts by county, park, size, chain and crossed: nothing follows", async () => {
    const open = cleared(model);
    const wanted = ["industrial_output", "output_growth", "export_share", "lithium_output", "lead_firms"];
    const indicators = new Map([...open.indicators].filter(([id]) => wanted.includes(id)));
    const asked = { ...open, indicators };
    const record = await run(
      asked,
      store,
      [
        [],
        ["county"],
        ["park"],
        ["size"],
        ["primary_chain"],
        ["county", "size"],
        ["county", "primary_chain"],
      ],
      "2025",
    );
    const release = await decideRelease(asked, store, record, [], RULES);
    const shown = release.withheld.filter((w) => w === null).length;
    expect(shown).toBeGreaterThan(50);
    expect(release.withheld.filter((w) => w === "secondary").length).toBeGreaterThan(0);
    expectSafe(release);
  });
});
