/**
 * SQL and the scalar evaluator agree: random type-correct programs over random data with missing cells, ties,
 * moves, late entries, restatements and three ways of counting memberships.
 * LANGUAGE_PROGRAMS=20000 runs more; a found disagreement becomes a named example in `NAMED`.
 */
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Indicator, Model } from "@lianzhang/definitions";
import { environmentOf, loadDecision } from "@lianzhang/definitions";
import { basisOf, compute, groupingKey, horizonOf, MemoryLeaves, rowNeeds } from "@lianzhang/engine";
import type { ComputeRequest } from "@lianzhang/engine";
import type { NumberCore } from "@lianzhang/formula";
import { checkFormula, evaluateNumber } from "@lianzhang/formula";
import { parseDay, parsePeriod } from "@lianzhang/kernel";
import { loadData } from "@lianzhang/returns";
import type { Store } from "@lianzhang/store";
import { openStore } from "@lianzhang/store";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const PROGRAMS = Number(process.env["LANGUAGE_PROGRAMS"] ?? 2000);
const BATCH = 50;

/** A small deterministic generator: the data of the test city. */
function generator(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function writeCity(folder: string): void {
  const next = generator(7);
  mkdirSync(join(folder, "registers"), { recursive: true });
  mkdirSync(join(folder, "returns"), { recursive: true });
  const pick = <T>(list: readonly T[]): T => list[next(list.length)] as T;
  const firms = Array.from({ length: 40 }, (_, i) => `F${String(i).padStart(3, "0")}`);
  const register = ["code,name,county,lane,listed,founded,park,since,until"];
  const lists: Record<string, string[]> = { primary_list: [], whole_list: [], share_list: [] };
  const monthly = [
    "code,period,known,产值（千元）,产值同期（千元）,销售（千元）,电量（万千瓦时）,存货（千元）",
  ];
  const yearly = ["code,period,known,税（元）,用地（平方米）,人数（人）"];
  const cell = (v: number): string =>
    pick([String(v), String(v), String(v), String(v), String(v), "", "-", "0"]);
  for (const f of firms) {
    const moves = next(4) === 0;
    const spell = (since: string, until: string): string =>
      [
        f,
        `厂${f}`,
        pick(["c0", "c1", "c2", ""]),
        pick(["l0", "l1"]),
        pick(["1", "1", "0", ""]),
        pick(["2019-06-30", "2022-09-30", "2024-03-01", "2025-02-14", ""]),
        pick(["P0", "P1", "P2", ""]),
        since,
        until,
      ].join(",");
    if (moves) register.push(spell("2023-01", "2025-07"), spell("2025-07", ""));
    else register.push(spell(pick(["2023-01", "2025-05"]), pick(["", "", "", "2025-10"])));
    const codes = ["h0", "h1", "h2"].filter(() => next(2) === 0);
    codes.forEach((code, i) => {
      const share = codes.length === 3 ? pick(["33.33"]) : codes.length === 2 ? "50" : "100";
      const s = codes.length === 3 && i === 0 ? "33.34" : share;
      for (const list of Object.values(lists))
        list.push([f, code, i === 0 ? 1 : 0, s, "2023-01", ""].join(","));
    });
    for (const year of [2024, 2025]) {
      let [output, prior, sales] = [0, 0, 0];
      const first = next(5) === 0 ? 4 + next(5) : 2;
      for (let m = first; m <= 12; m++) {
        output += next(500) - 20;
        prior += next(400);
        sales += next(450);
        if (next(9) === 0) continue;
        const known = `${m === 12 ? year + 1 : year}-${String((m % 12) + 1).padStart(2, "0")}-15`;
        const period = `${year}-${String(m).padStart(2, "0")}`;
        const line = (o: number): string =>
          [f, period, known, cell(o), cell(prior), cell(sales), cell(next(90)), cell(next(300))].join(",");
        monthly.push(line(output));
        if (next(12) === 0)
          monthly.push(
            [f, period, `${year + 1}-03-${10 + next(15)}`, output + 7, prior, sales, next(90), 5].join(","),
          );
      }
      if (next(6) > 0)
        yearly.push(
          [
            f,
            year,
            `${year + 1}-04-01`,
            cell(next(900000)),
            cell(1000 + next(50) * 100),
            cell(next(300)),
          ].join(","),
        );
    }
  }
  writeFileSync(join(folder, "registers/firm.csv"), register.join("\n"));
  const parks = ["P0", "P1", "P2"].map((p, i) => `${p},${["l0", "l1", ""][i]},${[1200, 350, ""][i]}`);
  writeFileSync(
    join(folder, "registers/park.csv"),
    ["code,level,area（亩）", ...parks, "P3,l0,5"].join("\n"),
  );
  const patents = Array.from({ length: 90 }, (_, i) =>
    [
      `N${String(i).padStart(3, "0")}`,
      pick([...firms.slice(0, 20), ""]),
      pick(["l0", "l1", ""]),
      pick(["3", "5", "5", "8", ""]),
      pick(["2023-01", "2025-06"]),
      "",
    ].join(","),
  );
  writeFileSync(
    join(folder, "registers/patent.csv"),
    ["code,owner,kind,cost（万元）,since,until", ...patents].join("\n"),
  );
  for (const [list, rows] of Object.entries(lists))
    writeFileSync(
      join(folder, `registers/${list}.csv`),
      ["code,member_of,primary,share,since,until", ...rows].join("\n"),
    );
  writeFileSync(join(folder, "returns/monthly.csv"), monthly.join("\n"));
  writeFileSync(join(folder, "returns/yearly.csv"), yearly.join("\n"));
}

const code = fc.constantFrom("c0", "c1", "c2");
/** The sets that means and ranks are taken in, and the keys they follow. */
const over = fc.constantFrom("all", "listed", "county = c1", "lane != l1", "output > 100 千元");
const keys = fc.constantFrom("", "", " by county", " by lane", " by primary_chain", " by county, lane");
const set = fc.tuple(over, keys).map(([c, k]) => ` over ${c}${k}`);
const among = (fn: string, what: string): fc.Arbitrary<string> => set.map((s) => `${fn}(${what}${s})`);
const months = fc.constantFrom(3, 12, 18);

/** Money of one firm. */
const money = fc.letrec<{ money: string }>((tie) => ({
  money: fc.oneof(
    { maxDepth: 2, depthSize: "small" },
    fc.constantFrom("output", "sales", "output_prior"),
    fc
      .tuple(
        fc.constantFrom("output", "sales"),
        fc.constantFrom("+", "-"),
        fc.constantFrom("output", "sales", "output_prior"),
      )
      .map((t) => `(${t.join(" ")})`),
    tie("money").map((m) => `(${m} * 3)`),
    fc.constantFrom("output", "sales").map((m) => `lag(${m}, 1 year)`),
    fc.tuple(code, tie("money"), tie("money")).map(([c, a, b]) => `(if county = ${c} then ${a} else ${b})`),
    fc
      .tuple(fc.constantFrom("cap", "at_least"), tie("money"), fc.constantFrom("40 千元", "sales", "0 元"))
      .map(([f, m, l]) => `${f}(${m}, ${l})`),
    tie("money").map((m) => `if_missing(${m}, 5 千元)`),
    fc
      .tuple(fc.constantFrom("output", "sales"), fc.constantFrom("blank", "not_reported", "incomplete"))
      .map(([m, r]) => `if_missing(${m}, 0 元, because: ${r})`),
    fc
      .tuple(tie("money"), fc.constantFrom("under", "up_to"), tie("money"))
      .map(([m, e, v]) => `bands(${m} ${e} 0 元 then ${v} under 300 千元 then 7 千元 else 9 千元)`),
    months.map((n) => `rolling(output, ${n} month)`),
    fc.constantFrom("ytd(sales)", "sales at 2024", "output at year", "latest(taxes, 2 year)"),
    among("sum", "sales").map((m) => `(${m} - sales)`),
    among("max", "output").map((m) => `(output - ${m})`),
    fc.constantFrom("(output * step_rate)", "(output + (founding_grant on founded))"),
  ),
})).money;
/** A ratio of one firm, in per cent. */
const ratio = fc.oneof(
  fc.constantFrom("output / sales", "output / lag(output, 1 year)", "cagr(output, 1 year)"),
  among("percent_rank", "output"),
  set.map((s) => `output / sum(sales${s})`),
);
/** A ratio of the set a firm stands in. */
const setRatio = fc.oneof(
  set.map((s) => `mean_of(output / sales${s})`),
  set.map((s) => `mean_total(output / sales${s})`),
);
const plainNumber = fc.oneof(
  among("rank", "sales"),
  fc.constantFrom(
    "streak(output > 100 千元)",
    "streak(sales > output, last: 2 year)",
    "streak(listed, by: 3 month)",
  ),
);
const flow = fc.constantFrom("output", "sales", "output_prior", "(output + sales)", "(output - sales) * 2");
const comparison = fc.constantFrom(">=", ">", "<", "<=", "=", "!=");
const condition = fc.letrec<{ c: string }>((tie) => ({
  c: fc.oneof(
    { maxDepth: 2, depthSize: "small" },
    code.map((c) => `county = ${c}`),
    fc.tuple(code, code).map(([a, b]) => `county in (${a}, ${b})`),
    fc.constantFrom(
      "lane = l0",
      "lane != l1",
      "listed",
      "not listed",
      "primary_chain = h0",
      "any_chain has h1",
      "any_chain has h2",
    ),
    fc.constantFrom(
      "founded >= 2022-09-30",
      "founded within last 3 years",
      "park.level = l0",
      "park.area > 500 亩",
      "stock >= 10 千元 and count(patent) >= 2 项",
      "output > 0 元 and sum(patent.cost where patent.kind = l0) > 4 万元",
      "missing(output)",
      "ever(output > 300 千元)",
      "ever(listed, last: 2 year)",
      "first_time(sales > 200 千元)",
      "ever(county = c1 and output > 50 千元, by: 1 month, last: 6 month)",
    ),
    fc.tuple(fc.constantFrom("surely", "possibly"), tie("c")).map(([f, c]) => `${f}(${c})`),
    fc.tuple(plainNumber, comparison, fc.constantFrom("1", "3", "8")).map((t) => t.join(" ")),
    fc.tuple(fc.oneof(ratio, setRatio), comparison, fc.constantFrom("50%", "100%")).map((t) => t.join(" ")),
    fc.tuple(flow, comparison, fc.constantFrom("100 千元", "0 元", "3 万元")).map((t) => t.join(" ")),
    fc.tuple(flow, comparison, fc.constantFrom("90%", "110%")).map(([f, o, p]) => `${f} / sales ${o} ${p}`),
    fc.tuple(tie("c"), fc.constantFrom("and", "or"), tie("c")).map((t) => `(${t.join(" ")})`),
    tie("c").map((c) => `(not ${c})`),
  ),
})).c;
const where = fc.option(condition, { nil: null }).map((c) => (c === null ? "" : ` where ${c}`));
const reported = fc.constantFrom("", "", "", " over reported(output, sales)");
const total = fc.tuple(flow, where).map(([m, w]) => `sum(${m}${w})`);
const program = fc.oneof(
  fc.tuple(money, where, reported).map(([m, w, r]) => ({ text: `sum(${m}${w}${r})`, unit: "万元" })),
  fc.tuple(money, where).map(([m, w]) => ({ text: `avg(${m}${w})`, unit: "万元" })),
  fc
    .tuple(fc.constantFrom("median", "min", "max"), money, where)
    .map(([f, m, w]) => ({ text: `${f}(${m}${w})`, unit: "万元" })),
  fc
    .tuple(flow, fc.constantFrom("10%", "75%", "33.3%"), where)
    .map(([m, p, w]) => ({ text: `quantile(${m}, ${p}${w})`, unit: "万元" })),
  fc.tuple(ratio, where).map(([r, w]) => ({ text: `median(${r}${w})`, unit: "%" })),
  fc.tuple(ratio, where).map(([r, w]) => ({ text: `avg(${r}${w})`, unit: "%" })),
  fc
    .tuple(fc.constantFrom("county", "lane", "primary_chain"), where)
    .map(([k, w]) => ({ text: `distinct(${k}${w})`, unit: "个" })),
  condition.map((c) => ({ text: `count(firm where ${c})`, unit: "户" })),
  fc.tuple(total, total).map(([a, b]) => ({ text: `${a} / ${b}`, unit: "%" })),
  fc
    .tuple(fc.constantFrom("output", "output"), where, fc.constantFrom("returned", "stored", "matched"))
    .map(([f, w, b]) => ({ text: `growth(sum(${f}${w}), basis: ${b})`, unit: "%" })),
  total.map((t) => ({ text: `change(${t})`, unit: "万元" })),
  total.map((t) => ({ text: `share_of(${t})`, unit: "%" })),
  total.map((t) => ({ text: `lag(${t}, 1 year) + ${t}`, unit: "万元" })),
  fc
    .tuple(condition, total, total)
    .map(([, a, b]) => ({ text: `if ${a} > ${b} then ${a} else ${b} - ${a}`, unit: "万元" })),
  total.map((t) => ({ text: `annualised(${t})`, unit: "万元/年" })),
  total.map((t) => ({ text: `cagr(${t}, 1 year)`, unit: "%" })),
  total.map((t) => ({ text: `round(${t}, 1)`, unit: "万元" })),
  where.map((w) => ({ text: `sum(power${w})`, unit: "万千瓦时" })),
  where.map((w) => ({ text: `sum(stock${w})`, unit: "万元" })),
);
/** Formulas about one firm. */
const rowProgram = fc.oneof(
  money.map((text) => ({ text, unit: "万元" })),
  money.map((m) => ({ text: `round(${m}, 1)`, unit: "万元" })),
  fc.oneof(ratio, setRatio).map((text) => ({ text, unit: "%" })),
  plainNumber.map((text) => ({ text, unit: "1" })),
  fc.tuple(condition, money).map(([c, m]) => ({ text: `if ${c} then ${m} else 1 元`, unit: "万元" })),
  fc.constantFrom(
    { text: "park.area", unit: "亩" },
    { text: "count(patent where patent.kind = l1)", unit: "项" },
    { text: "max(patent.cost) + sum(patent.cost where patent.kind = l0)", unit: "万元" },
    { text: "distinct(patent.kind)", unit: "个" },
    { text: "median(patent.cost)", unit: "万元" },
    { text: "annualised(output)", unit: "万元/年" },
  ),
);
const question = fc.record({
  period: fc.constantFrom(
    "2025",
    "2025-06",
    "2025-01..09",
    "2025Q2",
    "2025H1",
    "2025-02",
    "2025-12",
    "2024-10..2025-03",
  ),
  known: fc.constantFrom(null, "2025-08-01", "2026-03-20"),
  grouping: fc.constantFrom<string[]>(
    [],
    ["county"],
    ["primary_chain"],
    ["county", "lane"],
    ["whole_list"],
    ["share_list"],
    ["primary_list"],
  ),
  basis: fc.constantFrom<"end" | "start">("end", "start"),
});

let model: Model;
let store: Store;
let folder: string;

beforeAll(async () => {
  const loaded = await loadDecision(join(import.meta.dirname, "fixtures/lang-city"));
  if (!loaded.model)
    throw new Error(loaded.diagnostics.map((d) => `${d.file}:${d.line} ${d.code} ${d.message}`).join("\n"));
  model = loaded.model;
  folder = mkdtempSync(join(tmpdir(), "lianzhang-differential-"));
  writeCity(folder);
  store = await openStore(":memory:", { threads: 2 });
  const report = await loadData(model, store, [folder], {});
  expect(report.diagnostics.filter((d) => d.severity === "error")).toEqual([]);
});

afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Program {
  readonly text: string;
  readonly unit: string;
}

interface Asked {
  readonly period: string;
  readonly known: string | null;
  readonly grouping: readonly string[];
  readonly basis: "end" | "start";
}

function checked(p: Program, subject: string | null): NumberCore {
  const result = checkFormula(
    p.text,
    { subject, unit: p.unit, expect: "number", period: null },
    environmentOf({ ...model, city: model.city.code, body: () => null }),
  );
  const errors = result.problems.filter((x) => x.severity === "error");
  if (errors.length > 0 || result.core === null || !("type" in result.core))
    throw new Error(`${p.text}: ${errors.map((e) => `${e.code} ${e.message}`).join("; ")}`);
  return result.core;
}

/** Runs the programs through SQL and through the evaluator and lists disagreements. */
async function disagreements(
  programs: readonly Program[],
  q: Asked,
  subject: string | null = null,
): Promise<string[]> {
  const template = model.indicators.get("all_output");
  const period = parsePeriod(q.period);
  if (!template || !period) throw new Error("the fixture lacks all_output");
  const cores = programs.map((p) => checked(p, subject));
  const indicators = new Map(
    cores.map((body, i): [string, Indicator] => [`p${i}`, { ...template, id: `p${i}`, of: subject, body }]),
  );
  const horizon = await horizonOf(model, store, cores);
  const request: ComputeRequest = {
    indicators: [...indicators.keys()],
    period,
    known: q.known === null ? null : parseDay(q.known),
    groupings: [q.grouping],
    basis: q.basis,
    horizon,
  };
  const { figures } = await compute({ ...model, indicators }, store, request, { store: "test", commit: 1 });
  const leaves = await MemoryLeaves.load(
    model,
    store,
    basisOf(request),
    cores.map((c) => ({ register: "firm", subjects: null, ...rowNeeds(c, period, horizon) })),
  );
  return figures.flatMap((f) => {
    const i = Number(f.indicator.slice(1));
    const core = cores[i];
    if (!core) return [];
    const expected = evaluateNumber(core, leaves, {
      period,
      subject: f.subject,
      group: f.group.map((g) => ({ ...(groupingKey(model, g.key) ?? g), code: g.code })),
    });
    const show = (v: bigint | null, reason: string | null): string =>
      v === null ? `missing ${reason}` : `${v}`;
    const [sql, ev] = [
      show(f.value, f.reason),
      expected.value.ok ? `${expected.value.value}` : `missing ${expected.value.reason}`,
    ];
    const [a, b] = [JSON.stringify(f.counters), JSON.stringify(subject === null ? expected.counters : null)];
    const cell = f.subject ?? JSON.stringify(f.group);
    return sql === ev && a === b
      ? []
      : [
          `${programs[i]?.text} @${q.period} known ${q.known} ${q.basis} ${cell}: SQL ${sql} ${a}, evaluator ${ev} ${b}`,
        ];
  });
}

const seed = Number(process.env["LANGUAGE_SEED"] ?? 20230714);

describe("SQL agrees with the scalar evaluator", () => {
  it(`on ${PROGRAMS} random formulas about groups`, { timeout: 3_600_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(program, { minLength: BATCH, maxLength: BATCH }),
        question,
        async (programs, q) => {
          expect(await disagreements(programs, q)).toEqual([]);
        },
      ),
      {
        numRuns: Math.ceil(PROGRAMS / BATCH),
        seed,
        endOnFailure: true,
      },
    );
  });

  it(`on ${Math.ceil(PROGRAMS / 4)} random formulas about one firm`, { timeout: 3_600_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(rowProgram, { minLength: BATCH / 2, maxLength: BATCH / 2 }),
        question,
        async (programs, q) => {
          expect(await disagreements(programs, { ...q, grouping: [] }, "firm")).toEqual([]);
        },
      ),
      { numRuns: Math.ceil(PROGRAMS / 4 / (BATCH / 2)), seed, endOnFailure: true },
    );
  });
});
