/** 企业拉动: what single firms add to the growth of the city and of their own chain, however ragged the returns. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Model } from "@lianzhang/definitions";
import { loadDecision } from "@lianzhang/definitions";
import type { Figure } from "@lianzhang/engine";
import { compute } from "@lianzhang/engine";
import type { Period } from "@lianzhang/kernel";
import { decimalText, month, unit } from "@lianzhang/kernel";
import { Context, openInstance } from "@lianzhang/server";
import type { Store } from "@lianzhang/store";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { membersOf, moversOf } from "../apps/server/src/board/movers.ts";
import { moved } from "../apps/server/src/routes/moved.ts";
import { uscc } from "../packages/intake/src/testing/sheets.ts";
import { cityOf, MEMBER_HEAD } from "./support/bridge-city.ts";

/** Random cities of the property; PULL_CITIES=100 asks more. */
const CITIES = Number(process.env["PULL_CITIES"] ?? 4);
const FIRMS = "code,name,county,designated_size,since,until";
const RETURNS = "code,period,known,gross_output,gross_output_prior";
const GROWTH = "industrial_growth";
const CITY = "firm_month_pull";
const CHAIN = "firm_month_chain_pull";

const DECISION = join(import.meta.dirname, "../decisions/meishan-2023");
const JUNE: Period = { from: month(2025, 6), to: month(2025, 6) };
/** 10^-8 of a percent as the decimal text of points. */
const points = (v: bigint): string =>
  decimalText(v, { numeric: "ratio", unit: unit("%") }).replace(/\.?0+$/, "");

let model: Model;
beforeAll(async () => {
  const loaded = await loadDecision(DECISION);
  if (loaded.model === null) throw new Error("the decision has errors");
  model = loaded.model;
});

/** Figures of June 2025. */
async function june(store: Store): Promise<readonly Figure[]> {
  const period = JUNE;
  const indicators = [GROWTH, CITY, CHAIN];
  const asked = {
    indicators,
    period,
    known: null,
    groupings: [[], ["primary_chain"]],
    basis: "end",
  } as const;
  return (await compute(model, store, asked, { store: "test", commit: 1 })).figures;
}

const growthOf = (figures: readonly Figure[], chain: string | null): bigint | null | undefined =>
  figures.find(
    (f) =>
      f.indicator === GROWTH &&
      (chain === null ? f.group.length === 0 : f.group.length === 1 && f.group[0]?.code === chain),
  )?.value;

/** What a firm adds; undefined: nothing is said of it. */
const pullsOf = (figures: readonly Figure[], id: string): ReadonlyMap<string, bigint> =>
  new Map(
    figures.flatMap((f): [string, bigint][] =>
      f.indicator === id && f.subject !== null && f.value !== null ? [[f.subject, f.value]] : [],
    ),
  );

const sum = (values: Iterable<bigint>): bigint => [...values].reduce((a, b) => a + b, 0n);
const size = (v: bigint): bigint => (v < 0n ? -v : v);

/** A firm with its returns: designated or not, its chain, cumulative output of May and June, each with last year's. */
interface Firm {
  readonly designated: boolean;
  /** Chain from 2024, and from June where it is another then. */
  readonly chains: readonly [string | null, string | null];
  /** Null: the cell says that it is withheld, or no return came of the month. */
  readonly may: readonly [number | null, number | null] | null;
  readonly june: readonly [number | null, number | null] | null;
}

const cell = (v: number | null): string => (v === null ? "-" : String(v));

function linesOf(firms: readonly Firm[]): Record<string, readonly string[]> {
  const code = (i: number): string => uscc(i + 1);
  return {
    "registers/enterprise.csv": [
      FIRMS,
      ...firms.map((f, i) => `${code(i)},${i}厂,511402,${f.designated ? 1 : 0},2023-01,`),
    ],
    "registers/chain_members.csv": [
      MEMBER_HEAD,
      ...firms.flatMap(({ chains: [before, now] }, i) => {
        const spell = (chain: string | null, from: string, until: string): string[] =>
          chain === null ? [] : [`${code(i)},${chain},1,100,${from},${until}`];
        return before === now
          ? spell(now, "2024-01", "")
          : [...spell(before, "2024-01", "2025-06"), ...spell(now, "2025-06", "")];
      }),
    ],
    "returns/output_copy.csv": [
      RETURNS,
      ...firms.flatMap(({ may, june: last }, i) => [
        ...(may === null ? [] : [`${code(i)},2025-05,2025-06-15,${may.map(cell).join(",")}`]),
        ...(last === null ? [] : [`${code(i)},2025-06,2025-07-15,${last.map(cell).join(",")}`]),
      ]),
    ],
  };
}

/** Firms add up to a growth, each rounded to 10^-8; where there is no growth, no firm adds anything. */
function isTheirs(growth: bigint | null, pulls: readonly bigint[]): boolean {
  if (growth === null) return pulls.length === 0;
  return size(sum(pulls) - growth) <= BigInt(pulls.length + 1);
}

function addsUp(figures: readonly Figure[], firms: readonly Firm[]): void {
  const city = [...pullsOf(figures, CITY).values()];
  const own = pullsOf(figures, CHAIN);
  const members = (chain: string): readonly bigint[] =>
    firms.flatMap((f, i) => (f.chains[1] === chain ? (own.get(uscc(i + 1)) ?? []) : []));
  const wrong = [
    { of: "city", growth: growthOf(figures, null), pulls: city },
    ...chains.map((chain) => ({ of: chain, growth: growthOf(figures, chain), pulls: members(chain) })),
  ].filter(({ growth, pulls }) => !isTheirs(growth ?? null, pulls));
  expect(wrong).toEqual([]);
}

const grew = (prior: number, now: number): Pick<Firm, "may" | "june"> => ({
  may: [0, 0],
  june: [now, prior],
});
const chains = ["lithium", "pv", "chemicals", "electronics", "equipment", "medicine_food"] as const;
type Chain = (typeof chains)[number];

/** One firm that is not like the others in each chain, beside two that are. */
const odd: Readonly<Record<Chain, (chain: Chain) => Firm>> = {
  /** Came to the chain this month. */
  lithium: (chain) => ({ ...grew(40, 90), designated: true, chains: ["pv", chain] }),
  /** Left it for none. */
  pv: (chain) => ({ ...grew(40, 90), designated: true, chains: [chain, null] }),
  /** Below designated size, and files all the same. */
  chemicals: (chain) => ({ ...grew(40, 90), designated: false, chains: [chain, chain] }),
  /** Says last year's month and not this one. */
  electronics: (chain) => ({ may: [0, 0], june: [null, 40], designated: true, chains: [chain, chain] }),
  /** Had no such month last year. */
  equipment: (chain) => ({ may: [0, null], june: [70, null], designated: true, chains: [chain, chain] }),
  /** Did not file. */
  medicine_food: (chain) => ({ may: [0, 0], june: null, designated: true, chains: [chain, chain] }),
};

describe("what single firms add to the growth of the city and of their chain", () => {
  it("adds up beside firms that come, go, are small, are new, or say only half", async () => {
    const firms = chains.flatMap((chain): Firm[] => [
      { ...grew(100, 130), designated: true, chains: [chain, chain] },
      { ...grew(60, 45), designated: true, chains: [chain, chain] },
      odd[chain](chain),
    ]);
    const folder = mkdtempSync(join(tmpdir(), "lianzhang-pull-"));
    for (const [name, lines] of Object.entries(linesOf(firms))) {
      mkdirSync(join(folder, dirname(name)), { recursive: true });
      writeFileSync(join(folder, name), lines.join("\n"));
    }
    const { instance, store } = await openInstance({
      decision: DECISION,
      data: [folder],
      file: ":memory:",
      appVersion: "test",
      progress: () => undefined,
    });
    rmSync(folder, { recursive: true });
    const figures = await june(store);
    addsUp(figures, firms);
    // the small firm and the one that says half are in nobody's growth, so they add nothing to it
    const own = pullsOf(figures, CHAIN);
    expect([8, 11].map((i) => own.get(uscc(i + 1)))).toEqual([undefined, undefined]);
    // 130 on 100 beside 45 on 60: 30 of 160 is 18.75 points of 9.375 %
    expect([own.get(uscc(7)), growthOf(figures, "chemicals")]).toEqual([18_75000000n, 9_37500000n]);
    // what the board of a chain lists is the same
    const context = new Context(instance);
    const frame = { period: JUNE, known: null, scope: [] };
    for (const chain of chains) {
      const listed = await moversOf(context, frame, await membersOf(context, frame, chain));
      expect(new Map(listed.map((m) => [m.code, m.contribution.text]))).toEqual(
        new Map(
          [...own]
            .filter(([code]) => listed.some((m) => m.code === code))
            .map(([code, v]) => [code, points(v)]),
        ),
      );
      expect(listed.length).toBe(chain === "lithium" ? 3 : 2);
    }
    // and so is what 总览 lists: a chain beside its growth, a firm beside its points of the city's
    const shown = await moved(context, frame);
    const whole = pullsOf(figures, CITY);
    for (const m of shown)
      if (m.kind === "enterprise")
        expect(m.contribution?.text).toBe(points(whole.get(m.figure.subject?.code ?? "") ?? 0n));
      else if (m.kind === "chain")
        expect(m.change.text).toBe(points(growthOf(figures, m.figure.group[0]?.code ?? "") ?? 0n));
    expect(new Set(shown.map((m) => m.kind))).toEqual(new Set(["chain", "county", "enterprise"]));
    await store.close();
  });

  it("adds up in random cities", async () => {
    const amount = fc.option(fc.integer({ min: 0, max: 5000 }), { freq: 6 });
    const pair = fc.option(fc.tuple(amount, amount), { freq: 8 });
    const chain = fc.constantFrom(null, ...chains.slice(0, 3));
    const firm = fc.record({
      designated: fc.boolean(),
      chains: fc.tuple(chain, chain),
      may: pair,
      june: pair,
    });
    await fc.assert(
      fc.asyncProperty(fc.array(firm, { minLength: 1, maxLength: 25 }), async (firms) => {
        const store = await cityOf(model, linesOf(firms));
        try {
          addsUp(await june(store), firms);
        } finally {
          await store.close();
        }
      }),
      { numRuns: CITIES },
    );
  });
});
