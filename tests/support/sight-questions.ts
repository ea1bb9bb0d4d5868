/** Questions about figures over every route, each with what its answer must be for who sees certain firms only. */
import type {
  BridgeAnswer,
  Enterprises,
  FigureValue,
  RankedSubjects,
  TraceAnswer,
  TraceNode,
} from "@lianzhang/contract";
import fc from "fast-check";
import { expect } from "vitest";
import type { SightCity, Spell } from "./sight-city.ts";

export interface Question {
  readonly kind: string;
  readonly url: string;
  /** A POST with this. */
  readonly body: string | null;
  /** The firm that the question itself names. */
  readonly names: string | null;
  readonly check: (json: unknown, seen: ReadonlySet<string>) => void;
}

const asking = (kind: string, url: string, check: Question["check"] = () => undefined): Question => ({
  kind,
  url,
  body: null,
  names: null,
  check,
});

const PERIODS = ["2025", "2025-11"];
const CELLS = ["county:511403", "park:ganmei", "primary_chain:lithium"];
const SUMS = ["industrial_output", "industrial_growth"];

const YUAN: Readonly<Record<string, bigint>> = { 元: 1n, 千元: 1000n, 万元: 10_000n, 亿元: 100_000_000n };

/** The amount of money as a whole number, eight places below one yuan; nothing is nought. */
export function amount(v: FigureValue | null): bigint {
  if (v === null || v.text === null) return 0n;
  const [whole = "0", part = ""] = v.text.replace("-", "").split(".");
  const size = BigInt(whole + part.padEnd(8, "0")) * (YUAN[v.unit] ?? 1n);
  return v.text.startsWith("-") ? -size : size;
}
const total = (values: readonly (FigureValue | null)[]): bigint =>
  values.reduce((sum, v) => sum + amount(v), 0n);

/** What is listed of a sum and its rest make it to the digit. */
function addsUp(node: TraceNode): void {
  for (const child of node.children) addsUp(child);
  if (node.kind !== "aggregate" || node.value?.text == null || node.rest?.value?.text == null) return;
  expect(total([...node.children.map((c) => c.value), node.rest.value])).toBe(amount(node.value));
}

/** A firm in the last month of a period. */
function spellIn(city: SightCity, code: string, period: string): Spell | undefined {
  const month = period.length === 4 ? `${period}-12` : period;
  return city.firms
    .get(code)
    ?.find((s) => (s["since"] ?? "") <= month && (s["until"] === "" || (s["until"] ?? "") > month));
}

const inside = (
  city: SightCity,
  seen: ReadonlySet<string>,
  period: string,
  key: string,
  code: string,
): number =>
  [...seen].filter((c) => {
    const spell = spellIn(city, c, period);
    return spell !== undefined && (key === "" || spell[key] === code);
  }).length;

function list(city: SightCity, period: string, filter: string, size: number): Question {
  const [key = "", code = ""] = filter.split("=");
  return asking("list", `/api/enterprises?period=${period}&size=${size}&${filter}`, (json, seen) => {
    const answer = json as Enterprises;
    const there = inside(city, seen, period, key, code);
    expect(answer.total).toBe(there);
    expect(answer.rows).toHaveLength(Math.min(size, there));
    for (const facet of answer.facets)
      if (facet.key !== key) expect(facet.choices.reduce((sum, c) => sum + c.count, 0)).toBe(there);
    for (const t of answer.totals) if (t?.counters) expect(t.counters.population).toBe(there);
  });
}

const ranking = (city: SightCity, period: string, county: string): Question =>
  asking(
    "ranking",
    `/api/indicators/tax_per_mu/subjects?period=${period}&limit=200${county === "" ? "" : `&scope=county:${county}`}`,
    (json, seen) => {
      const key = county === "" ? "" : "county";
      expect((json as RankedSubjects).total).toBe(inside(city, seen, period, key, county));
    },
  );

const bridge = (against: string, limit: number): Question =>
  asking("bridge", `/api/bridge?indicator=industrial_output&period=2025&limit=${limit}${against}`, (json) => {
    for (const part of (json as BridgeAnswer).divisions.flatMap((d) => d.parts))
      if (limit === 200 && part.value.text !== null)
        expect(total([...part.subjects.map((s) => s.difference), part.outside?.value ?? null])).toBe(
          amount(part.value),
        );
  });

const trace = (indicator: string, period: string, cell: string): Question =>
  asking("trace", `/api/trace?indicator=${indicator}&period=${period}${cell}`, (json) =>
    addsUp((json as TraceAnswer).trace),
  );

const ofFirm =
  (url: (code: string, period: string) => string) =>
  (code: string, period: string): Question => ({ ...asking("firm", url(code, period)), names: code });

const FIRM_PAGES = [
  ofFirm((code, period) => `/api/enterprises/${code}?period=${period}`),
  ofFirm((code, period) => `/api/enterprises/${code}/figures?period=${period}`),
  ofFirm((code, period) => `/api/trace?indicator=tax_per_mu&period=${period}&subject=${code}`),
  ofFirm((code) => `/api/trace?indicator=tax_per_mu_rank&period=2025&subject=${code}`),
];

const compare: Question = {
  ...asking("compare", "/api/compare"),
  body: JSON.stringify({ scenario: "name: 看看" }),
};

const pick = <T>(...of: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...of);

/** Any question; firms are asked for by code and by a piece of their name. */
export function questions(city: SightCity): fc.Arbitrary<Question> {
  const period = pick(...PERIODS);
  const cell = (name: string) => pick("", ...CELLS).map((c) => (c === "" ? "" : `&${name}=${c}`));
  const firm = pick(...city.firms.keys());
  const words = firm.map((c) => (city.firms.get(c)?.[0]?.["name"] ?? "").slice(3, 9));
  const plain = (kind: string) => (url: string) => asking(kind, url);
  const page = (kind: string, path: string) =>
    cell("scope").map((c) => asking(kind, `${path}?period=2025${c}`));
  const sheet = pick(
    "enterprises",
    "indicator&id=industrial_output&by=county",
    "chain&id=lithium",
    "targets",
  );
  return fc.oneof(
    { weight: 8, arbitrary: fc.tuple(pick(...FIRM_PAGES), firm, period).map(([q, c, p]) => q(c, p)) },
    {
      weight: 3,
      arbitrary: fc
        .tuple(period, pick("", "county=511402", "county=511403", "park=ganmei"), pick(10, 200))
        .map(([p, f, n]) => list(city, p, f, n)),
    },
    {
      weight: 2,
      arbitrary: fc.tuple(pick("2024", "2025"), pick("", "511403")).map(([p, c]) => ranking(city, p, c)),
    },
    { weight: 3, arbitrary: fc.tuple(pick(...SUMS), pick("2025"), cell("group")).map((a) => trace(...a)) },
    {
      weight: 3,
      arbitrary: fc
        .tuple(pick("&against_period=2024", "&group=county:511402&against_group=county:511403"), pick(1, 200))
        .map((a) => bridge(...a)),
    },
    { weight: 2, arbitrary: page("overview", "/api/overview") },
    { weight: 1, arbitrary: page("indicators", "/api/indicators") },
    { weight: 1, arbitrary: page("chains", "/api/chains") },
    {
      weight: 2,
      arbitrary: pick("lithium", "pv").map((c) => asking("chain", `/api/chains/${c}?period=2025`)),
    },
    {
      weight: 3,
      arbitrary: fc
        .oneof(firm, words, pick("演示", "锂"))
        .map((q) => asking("search", `/api/search?q=${encodeURIComponent(q)}`)),
    },
    {
      weight: 2,
      arbitrary: fc
        .tuple(sheet, pick("2025"))
        .map(([w, p]) => asking("export", `/api/export?what=${w}&format=csv&period=${p}`)),
    },
    {
      weight: 2,
      arbitrary: fc
        .tuple(pick(...SUMS), pick("county", "primary_chain"))
        .map(([i, by]) => asking("indicator", `/api/indicators/${i}?by=${by}&period=2025`)),
    },
    { weight: 1, arbitrary: pick("/api/decision").map(plain("decision")) },
    { weight: 1, arbitrary: pick(compare) },
  );
}
