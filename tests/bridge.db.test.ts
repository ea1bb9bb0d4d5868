/** 两数之差: two figures of one name, and which firms make the difference, summing exactly. */
import type { Model } from "@lianzhang/definitions";
import type { BridgeRequest, BridgeResult, BridgeSide, Division, Part, PartKind } from "@lianzhang/engine";
import { bridge, calibreLine, calibreOf } from "@lianzhang/engine";
import { parseDay, parsePeriod } from "@lianzhang/kernel";
import type { Store } from "@lianzhang/store";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bridgeModel, cityOf, FIRM_HEAD, MEMBER_HEAD, MONTHLY_HEAD } from "./support/bridge-city.ts";

/** Random cities of the property; BRIDGE_CITIES=200 asks more. */
const CITIES = Number(process.env["BRIDGE_CITIES"] ?? 4);
const THOUSAND = 100_000n; // minor units (分) in one 千元
const VERSIONS = { store: "test", commit: 1 };

interface SideText {
  readonly indicator: string;
  readonly period: string;
  readonly known?: string;
  readonly group?: readonly [string, string | null];
  readonly basis?: "end" | "start";
}

function side(text: SideText): BridgeSide {
  const period = parsePeriod(text.period);
  if (!period) throw new Error(`${text.period} is no period`);
  return {
    indicator: text.indicator,
    period,
    known: text.known === undefined ? null : parseDay(text.known),
    basis: text.basis ?? "end",
    group: text.group ? [{ key: text.group[0], code: text.group[1] }] : [],
  };
}

const asked = (from: SideText, to: SideText): BridgeRequest => ({
  from: side(from),
  to: side(to),
  limit: 10,
  offset: 0,
});

let model: Model;
let store: Store;

beforeAll(async () => {
  model = await bridgeModel();
  store = await cityOf(model, {
    "registers/firm.csv": [
      FIRM_HEAD,
      "A,甲厂,c0,k0,c0,1,2023-01,",
      "B,乙厂,c0,k0,c1,1,2023-01,2025-05", // moves from c0 to c1
      "B,乙厂,c1,k1,c1,1,2025-05,",
      "C,丙厂,c1,,c1,0,2023-01,2025-03", // comes above designated size
      "C,丙厂,c1,,c1,1,2025-03,",
      "D,丁厂,c0,,c0,1,2025-01,", // new in 2025
      "E,戊厂,c0,,c0,1,2023-01,2025-01", // closed
      "F,己厂,c2,,c2,1,2023-01,", // no return in 2025
    ],
    "registers/members.csv": [
      MEMBER_HEAD,
      "A,h0,1,100,2023-01,",
      "B,h0,1,100,2023-01,2025-01", // moves from lithium to PV
      "B,h1,1,100,2025-01,",
      "C,h1,1,100,2023-01,",
      "D,h0,1,100,2025-01,",
    ],
    "registers/shares.csv": [MEMBER_HEAD, "A,h0,1,60,2023-01,", "A,h1,0,40,2023-01,", "B,h0,1,100,2023-01,"],
    "returns/monthly.csv": [
      MONTHLY_HEAD,
      "A,2024-12,2025-01-15,1000,900,1000",
      "B,2024-12,2025-01-15,500,450,500",
      "C,2024-12,2025-01-15,80,70,80",
      "E,2024-12,2025-01-15,300,280,300",
      "F,2024-12,2025-01-15,70,60,70",
      "A,2025-12,2026-01-15,1150,1000,1100",
      "B,2025-12,2026-01-15,520,500,525",
      "C,2025-12,2026-01-15,210,80,200",
      "D,2025-12,2026-01-15,400,,390",
      "A,2025-12,2026-03-20,1170,1000,1120", // restated in March
    ],
    "returns/published.csv": ["code,period,known,published_output（亿元）", "500000,2025,2026-02-20,0.03"],
  });
});
afterAll(() => store.close());

async function divided(request: BridgeRequest): Promise<readonly Division[]> {
  const result = await bridge(model, store, request, VERSIONS);
  if (!result.ok) throw new Error(`${result.problem} ${result.indicator}`);
  for (const d of result.divisions) {
    expect(d.incident).toBeNull();
    expect(d.parts.reduce((sum, p) => sum + p.value, 0n)).toBe(d.difference ?? 0n);
  }
  return result.divisions;
}

const amounts = (parts: readonly Part[]): Partial<Record<PartKind, number>> =>
  Object.fromEntries(parts.map((p) => [p.kind, Number(p.value / THOUSAND)]));
const names = (parts: readonly Part[], kind: PartKind): string[] =>
  parts.find((p) => p.kind === kind)?.subjects.map((s) => s.name) ?? [];
const whole = (divisions: readonly Division[]): Division => {
  const [first] = divisions;
  if (!first) throw new Error("nothing was divided");
  return first;
};

describe("this year's figure beside last year's", () => {
  it("entries, exits, a missing return, price and volume make the whole difference", async () => {
    const { parts, difference } = whole(
      await divided(
        asked({ indicator: "all_output", period: "2024" }, { indicator: "all_output", period: "2025" }),
      ),
    );
    expect(difference).toBe((1170n + 520n + 210n + 400n - 1950n) * THOUSAND);
    expect(amounts(parts)).toEqual({
      entered: 400,
      left: -300,
      no_longer_reported: -70,
      volume: 120 + 25 + 120,
      price: 50 - 5 + 10,
    });
    expect(names(parts, "entered")).toEqual(["丁厂"]);
    expect(names(parts, "left")).toEqual(["戊厂"]);
    expect(names(parts, "no_longer_reported")).toEqual(["己厂"]);
  });

  it("a firm that moves to another chain is attribution, not an exit", async () => {
    const { parts } = whole(
      await divided(
        asked(
          { indicator: "lithium_output", period: "2024" },
          { indicator: "lithium_output", period: "2025" },
        ),
      ),
    );
    expect(amounts(parts)).toEqual({ entered: 400, attribution: -500, changed: 170 });
    expect(parts.find((p) => p.kind === "attribution")?.subjects[0]?.move).toEqual({
      key: "primary_chain",
      from: "h0",
      to: "h1",
    });
  });

  it("a move inside a total of both chains shows as attribution only where it changes the total", async () => {
    const { parts } = whole(
      await divided(
        asked({ indicator: "two_chains", period: "2024" }, { indicator: "two_chains", period: "2025" }),
      ),
    );
    expect(amounts(parts)).toEqual({ entered: 400, attribution: 20, changed: 170 + 130 });
  });

  it("coming above designated size is an entry", async () => {
    const { parts } = whole(
      await divided(
        asked(
          { indicator: "designated_output", period: "2024" },
          { indicator: "designated_output", period: "2025" },
        ),
      ),
    );
    expect(amounts(parts)).toMatchObject({ entered: 400 + 210, left: -300, no_longer_reported: -70 });
  });

  it("in a county, the firm that moved away is site", async () => {
    const { parts } = whole(
      await divided(
        asked(
          { indicator: "all_output", period: "2024", group: ["county", "c0"] },
          { indicator: "all_output", period: "2025", group: ["county", "c0"] },
        ),
      ),
    );
    expect(amounts(parts)).toMatchObject({ site: -500, entered: 400, left: -300 });
    expect(parts.find((p) => p.kind === "site")?.subjects[0]).toMatchObject({
      name: "乙厂",
      move: { key: "county", from: "c0", to: "c1" },
    });
  });

  it("counts of firms are divided like sums", async () => {
    const { parts } = whole(
      await divided(
        asked({ indicator: "firms_large", period: "2024" }, { indicator: "firms_large", period: "2025" }),
      ),
    );
    expect(parts.map((p) => [p.kind, p.value])).toEqual([
      ["entered", 1n],
      ["left", -1n],
    ]);
  });
});

describe("two versions of one figure", () => {
  it("what came in after the date is a restatement of the same firm", async () => {
    const { parts } = whole(
      await divided(
        asked(
          { indicator: "all_output", period: "2025", known: "2026-02-01" },
          { indicator: "all_output", period: "2025" },
        ),
      ),
    );
    expect(amounts(parts)).toEqual({ restated: 20 });
    expect(names(parts, "restated")).toEqual(["甲厂"]);
  });

  it("a figure nothing was known of yet has no difference: missing is not zero", async () => {
    const result = await bridge(
      model,
      store,
      asked(
        { indicator: "all_output", period: "2025", known: "2025-12-31" },
        { indicator: "all_output", period: "2025" },
      ),
      VERSIONS,
    );
    expect(result).toMatchObject({
      ok: true,
      difference: null,
      from: { value: null, reason: "not_reported" },
    });
  });
});

describe("two partitions and two bases", () => {
  it("在地 beside 属地: a firm that stands in c0 and is managed by c1 is attribution", async () => {
    const { parts } = whole(
      await divided(
        asked(
          { indicator: "all_output", period: "2024", group: ["county", "c0"] },
          { indicator: "all_output", period: "2024", group: ["managed_by", "c0"] },
        ),
      ),
    );
    expect(amounts(parts)).toEqual({ attribution: -500 });
  });

  it("membership at the start beside membership at the end", async () => {
    const { parts } = whole(
      await divided(
        asked(
          { indicator: "all_output", period: "2025", group: ["county", "c1"], basis: "start" },
          { indicator: "all_output", period: "2025", group: ["county", "c1"] },
        ),
      ),
    );
    expect(amounts(parts)).toEqual({ site: 520 });
  });

  it("a list that counts by share divides the parts of each value", async () => {
    const { parts, difference } = whole(
      await divided(
        asked(
          { indicator: "all_output", period: "2024", group: ["shares", "h0"] },
          { indicator: "all_output", period: "2024", group: ["shares", "h1"] },
        ),
      ),
    );
    expect(difference).toBe((400n - 600n - 500n) * THOUSAND);
    expect(amounts(parts)).toEqual({ attribution: -500, restated: -200 });
  });
});

describe("other figures", () => {
  it("the published figure beside the sum: what is not in the returns has a name of its own", async () => {
    const result = await bridge(
      model,
      store,
      asked({ indicator: "output_published", period: "2025" }, { indicator: "all_output", period: "2025" }),
      VERSIONS,
    );
    expect(result).toMatchObject({ ok: true, difference: -700n * THOUSAND });
    if (!result.ok) return;
    expect(result.divisions[0]?.parts.map((p) => [p.kind, p.value])).toEqual([
      ["unexplained", -700n * THOUSAND],
    ]);
    expect(result.reconciles?.why.zh).toBe("公布数按核定数");
  });

  it("current beside constant prices is price", async () => {
    const { parts } = whole(
      await divided(
        asked(
          { indicator: "output_2020_total", period: "2025" },
          { indicator: "all_output", period: "2025" },
        ),
      ),
    );
    expect(amounts(parts)).toEqual({ price: 50 - 5 + 10 + 10 });
  });

  it("a share is divided as numerator and denominator, a growth as this period and its base", async () => {
    const share = await divided(
      asked({ indicator: "lithium_share", period: "2024" }, { indicator: "lithium_share", period: "2025" }),
    );
    expect(share.map((d) => d.name)).toEqual(["numerator", "denominator"]);
    const growth = await divided(
      asked({ indicator: "output_growth", period: "2024" }, { indicator: "output_growth", period: "2025" }),
    );
    expect(growth.map((d) => d.name)).toEqual(["now", "base"]);
  });

  it("a mean adds nothing up and is refused with its name", async () => {
    const refused: BridgeResult = await bridge(
      model,
      store,
      asked({ indicator: "largest", period: "2024" }, { indicator: "largest", period: "2025" }),
      VERSIONS,
    );
    expect(refused).toEqual({ ok: false, problem: "not_additive", indicator: "largest" });
  });

  it("each part lists its largest firms, a page at a time", async () => {
    const request = asked(
      { indicator: "all_output", period: "2024" },
      { indicator: "all_output", period: "2025" },
    );
    const first = whole(await divided({ ...request, limit: 1 })).parts.find((p) => p.kind === "volume");
    const second = whole(await divided({ ...request, limit: 1, offset: 1 })).parts.find(
      (p) => p.kind === "volume",
    );
    expect([first?.count, first?.subjects.map((s) => s.code), second?.subjects.map((s) => s.code)]).toEqual([
      3,
      ["A"],
      ["C"],
    ]);
  });
});

describe("口径", () => {
  it("every figure names whom it counts, its partition, membership, price and growth basis", () => {
    const line = (id: string, grouping: readonly string[] = []): string => {
      const indicator = model.indicators.get(id);
      if (!indicator) throw new Error(id);
      const { period } = side({ indicator: id, period: "2025" });
      return calibreLine(calibreOf(model, indicator, { period, known: null, basis: "end", grouping })).zh;
    };
    expect(line("all_output")).toBe("企业 · 在地 · 期末归属(2025-12) · 当年价格");
    expect(line("lithium_output")).toBe("企业(链:锂电) · 属地管理 · 期末归属(2025-12) · 当年价格");
    expect(line("all_output", ["managed_by"])).toBe("企业 · 属地管理 · 期末归属(2025-12) · 当年价格");
    expect(line("all_output", ["shares"])).toContain("名单按比例分摊");
    expect(line("output_2020_total")).toContain("2020 年不变价");
    expect(line("output_growth")).toContain("增速以本期报表上年同期数为基数");
    expect(line("output_published")).toBe("当年价格");
  });
});

/** A random city as lines: every firm may enter, close, move, change hands or lists, restate, or not report. */
const randomFirm = fc.record({
  since: fc.constantFrom("2023-01", "2024-06", "2025-03"),
  until: fc.constantFrom("", "", "", "2025-02"),
  counties: fc.tuple(fc.constantFrom("c0", "c1", "c2", ""), fc.constantFrom("c0", "c1", "c2")),
  managed: fc.constantFrom("c0", "c1", ""),
  designated: fc.tuple(fc.constantFrom("1", "0", ""), fc.constantFrom("1", "1", "0")),
  chains: fc.tuple(fc.constantFrom("h0", "h1", null), fc.constantFrom("h0", "h1", null)),
  share: fc.constantFrom(null, "33.33", "50", "100"),
  outputs: fc.array(fc.option(fc.integer({ min: -50, max: 900 }), { freq: 4 }), {
    minLength: 3,
    maxLength: 3,
  }),
});
type RandomFirm = typeof randomFirm extends fc.Arbitrary<infer T> ? T : never;

function linesOf(firms: readonly RandomFirm[]): Record<string, readonly string[]> {
  const register = [FIRM_HEAD];
  const members = [MEMBER_HEAD];
  const shares = [MEMBER_HEAD];
  const monthly = [MONTHLY_HEAD];
  firms.forEach((f, i) => {
    const code = `F${String(i).padStart(2, "0")}`;
    const spell = (n: 0 | 1, since: string, until: string): string =>
      [code, `厂${i}`, f.counties[n], "", f.managed, f.designated[n], since, until].join(",");
    if (f.until !== "" && f.since === "2025-03") register.push(spell(1, f.since, ""));
    else if (f.since === "2023-01" && f.until === "")
      register.push(spell(0, f.since, "2025-01"), spell(1, "2025-01", ""));
    else register.push(spell(1, f.since, f.until));
    const [then, now] = f.chains;
    if (then !== null) members.push([code, then, 1, 100, "2023-01", "2025-01"].join(","));
    if (now !== null) members.push([code, now, 1, 100, "2025-01", ""].join(","));
    if (f.share !== null) {
      shares.push([code, "h0", 1, f.share, "2023-01", ""].join(","));
      if (f.share !== "100")
        shares.push([code, "h1", 0, f.share === "50" ? "50" : "66.67", "2023-01", ""].join(","));
    }
    const [last, first, restated] = f.outputs;
    const cell = (v: number): string => `${v},${v - 3},${v - 9}`;
    if (typeof last === "number") monthly.push(`${code},2024-12,2025-01-15,${cell(last)}`);
    if (typeof first === "number") monthly.push(`${code},2025-12,2026-01-15,${cell(first)}`);
    if (typeof restated === "number") monthly.push(`${code},2025-12,2026-03-15,${cell(restated)}`);
  });
  return {
    "registers/firm.csv": register,
    "registers/members.csv": members,
    "registers/shares.csv": shares,
    "returns/monthly.csv": monthly,
  };
}

const randomGroup = fc.constantFrom<readonly [string, string | null] | null>(
  null,
  ["county", "c0"],
  ["county", null],
  ["managed_by", "c1"],
  ["members", "h0"],
  ["members", null],
  ["shares", "h0"],
  ["shares", "h1"],
  ["shares", null],
);
const randomSide = fc
  .record({
    period: fc.constantFrom("2024", "2025"),
    known: fc.constantFrom(null, "2026-02-01"),
    basis: fc.constantFrom<"end" | "start">("end", "start"),
    group: randomGroup,
  })
  .map(({ known, group, ...rest }) => ({
    ...rest,
    ...(known === null ? {} : { known }),
    ...(group === null ? {} : { group }),
  }));
const SUMS = ["all_output", "lithium_output", "designated_output", "two_chains", "output_2020_total"];
const OTHERS = ["top_output", "ever_large", "firms_large", "lithium_share", "output_growth"];

describe("the parts sum exactly to the difference", () => {
  it("over random cities, whatever differs between the two sides", { timeout: 120_000 }, async () => {
    const indicators = fc.oneof(
      fc.tuple(fc.constantFrom(...SUMS), fc.constantFrom(...SUMS)),
      fc.constantFrom(...SUMS, ...OTHERS).map((i): [string, string] => [i, i]),
    );
    let differences = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(randomFirm, { minLength: 5, maxLength: 12 }),
        fc.array(fc.tuple(indicators, randomSide, randomSide), { minLength: 20, maxLength: 20 }),
        async (firms, questions) => {
          const random = await cityOf(model, linesOf(firms));
          try {
            for (const [[a, b], from, to] of questions) {
              const request = asked({ indicator: a, ...from }, { indicator: b, ...to });
              const result = await bridge(model, random, request, VERSIONS);
              if (!result.ok) {
                // Sets that follow a cell of a many-valued list have no row a subject.
                expect([a, result.problem]).toEqual(["top_output", "not_additive"]);
                continue;
              }
              for (const d of result.divisions) {
                expect(d.incident).toBeNull();
                differences += d.difference === null || d.difference === 0n ? 0 : 1;
                const sum = d.parts.reduce((total, p) => total + p.value, 0n);
                expect(sum).toBe(d.difference ?? 0n);
                for (const p of d.parts) {
                  expect(p.gained + p.lost).toBe(p.value);
                  if (p.count <= 10)
                    expect(p.subjects.reduce((total, s) => total + s.difference, 0n)).toBe(p.value);
                }
              }
            }
          } finally {
            await random.close();
          }
        },
      ),
      { numRuns: CITIES, seed: 20230714, endOnFailure: true },
    );
    expect(differences).toBeGreaterThan(4 * CITIES); // enough figures that are there and differ
  });
});
