/**
 * The city of the boundary table (tests/lang/boundaries.txt): every line of the table is a lot of its own with its own
 * firms, so that all lines are loaded at once and asked in a few statements.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** One line of the table. */
export interface BoundaryCase {
  readonly line: number;
  readonly section: string;
  readonly lot: string;
  /** A row figure of the first firm, or a figure of all firms of the lot. */
  readonly about: "first firm" | "all firms";
  readonly period: string;
  readonly data: string;
  readonly formula: string;
  /** `yes/no` for a condition. */
  readonly unit: string;
  readonly expected: string;
}

export const YES_NO = "yes/no";

/**
 * Reads `data | formula | unit | expected` under headings `## about, period: what`. In the data firms are parted by `;`,
 * years by `/`, and `2024:` before a cell says which.
 */
export function readBoundaries(text: string): BoundaryCase[] {
  const cases: BoundaryCase[] = [];
  let head: Pick<BoundaryCase, "section" | "about" | "period"> | null = null;
  for (const [i, raw] of text.split("\n").entries()) {
    const heading = /^## (first firm|all firms), (\S+): (.+)$/.exec(raw);
    if (heading) {
      const about = heading[1] === "first firm" ? "first firm" : "all firms";
      head = { about, period: heading[2] ?? "", section: heading[3] ?? "" };
      continue;
    }
    if (raw.trim() === "" || raw.startsWith("#")) continue;
    const [data, formula, unit, expected, ...more] = raw.split(" | ").map((c) => c.trim());
    if (head === null || data === undefined || !formula || !unit || !expected || more.length > 0)
      throw new Error(`boundaries.txt:${i + 1}: expected "data | formula | unit | expected", found "${raw}"`);
    const lot = `k${String(cases.length + 1).padStart(3, "0")}`;
    cases.push({ ...head, line: i + 1, lot, data, formula, unit, expected });
  }
  return cases;
}

/** Code of the n-th firm of a lot. */
export const firmOf = (c: Pick<BoundaryCase, "lot">, n = 0): string => `${c.lot}-${n}`;

const MONEY = ["output", "output_prior", "sales", "profit", "tax", "rnd", "wages"] as const;
const YEARLY: Readonly<Record<string, string>> = {
  ...Object.fromEntries(MONEY.map((id) => [id, "unit: 元, as: flow, price: current"])),
  output_prior: "unit: 元, as: flow, price: current, same_period_of: output",
  energy: "unit: tce(当量), as: flow",
  co2: "unit: tCO2, as: flow",
  power: "unit: 千瓦时, as: flow",
  mu: "unit: 亩, as: stock",
  hectares: "unit: 公顷, as: stock",
  metres: "unit: 平方米, as: stock",
  staff: "unit: 人, as: mean",
  margin: 'unit: "%", as: rate',
};
const MONTHLY: Readonly<Record<string, string>> = {
  value: "unit: 元, as: cumulative, price: current",
  value_prior: "unit: 元, as: cumulative, price: current, same_period_of: value",
  kwh: "unit: 千瓦时, as: flow",
  stock: "unit: 元, as: stock, price: current",
};
const ATTRIBUTES = ["county", "listed", "opened", "rating"] as const;

const fields = (all: Readonly<Record<string, string>>): string =>
  Object.entries(all)
    .map(([id, rest]) => `      ${id}: { label: { zh: 栏_${id}, en: ${id} }, ${rest} }`)
    .join("\n");

const form = (id: string, every: string, all: Readonly<Record<string, string>>): string =>
  `  ${id}:
    label: { zh: 表_${id}, en: ${id} }
    subject: firm
    input: records
    holder: firms
    basis: test
    uses: [analysis, evaluation, publication]
    every: ${every}
${every === "month" ? "    months: [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]\n" : ""}    fields:
${fields(all)}`;

/** The decision folder's one file. */
export const boundaryDecision = (cases: readonly BoundaryCase[]): string => `
decision:
  title: { zh: 边界试验市决定, en: Decision of Boundary City }
  city: { code: "500001", zh: 边界试验市, en: Boundary City }
  issued: 2023-07-14
holders:
  firms: { zh: 企业, en: Enterprises }
clauses:
  1: { heading: 试验 }
  1/1: { heading: 产出 }
classifications:
  county: { label: { zh: 县区, en: County }, edition: t, source: t, codes: { c0: { zh: 一区, en: C0 }, c1: { zh: 二区, en: C1 }, c2: { zh: 三区, en: C2 } } }
  lot: { label: { zh: 例, en: Lot }, edition: t, source: t, codes: { ${cases.map((c) => `${c.lot}: { zh: 例${c.lot}, en: ${c.lot} }`).join(", ")} } }
registers:
  firm:
    label: { zh: 厂, en: Firm }
    identity: code
    complete: true
    holder: firms
    basis: test
    uses: [analysis, evaluation, publication]
    attributes:
      name: { label: { zh: 厂名, en: Name }, type: text }
      lot: { label: { zh: 所属例, en: Lot }, type: code lot }
      county: { label: { zh: 所在县, en: County }, type: code county }
      listed: { label: { zh: 在库, en: Listed }, type: boolean }
      opened: { label: { zh: 开业日期, en: Opened }, type: date }
      rating: { label: { zh: 评级, en: Rating }, type: text }
parameters:
  rnd_floor: { label: { zh: 研发下限, en: R&D floor }, unit: "%", by: period_end, values: [ { since: 2024-01-01, value: "3", source: test } ] }
forms:
${form("book", "year", YEARLY)}
${form("flash", "month", MONTHLY)}
indicators:
  asked: { label: { zh: 所问, en: Asked }, clause: 1/1, unit: 元, formula: "sum(output)" }
`;

interface Firm {
  readonly attributes: Readonly<Record<string, string>>;
  /** Cells by period. */
  readonly returns: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

function firmsOf(c: BoundaryCase): Firm[] {
  return c.data.split(";").map((text) => {
    const attributes: Record<string, string> = {};
    const returns = new Map<string, Map<string, string>>();
    for (const part of text.split("/")) {
      const dated = /^\s*(\d{4}(?:-\d{2})?):(.*)$/s.exec(part);
      const period = dated?.[1] ?? c.period;
      for (const cell of (dated?.[2] ?? part).trim().split(/\s+/)) {
        const [name = "", value = ""] = cell.split("=");
        if (cell === "" || cell === "none") continue;
        if (ATTRIBUTES.some((a) => a === name)) attributes[name] = value;
        else if (name in YEARLY || name in MONTHLY)
          returns.set(period, (returns.get(period) ?? new Map<string, string>()).set(name, value));
        else throw new Error(`boundaries.txt:${c.line}: no field or attribute "${name}"`);
      }
    }
    return { attributes, returns };
  });
}

/** Writes decision and data of the table into a folder. */
export function writeBoundaryCity(folder: string, cases: readonly BoundaryCase[]): void {
  const [decision, data] = [join(folder, "decision"), join(folder, "data")];
  for (const f of [decision, join(data, "registers"), join(data, "returns")])
    mkdirSync(f, { recursive: true });
  writeFileSync(join(decision, "decision.yaml"), boundaryDecision(cases));
  const register = ["code,name,lot,county,listed,opened,rating,since,until"];
  const files = {
    book: { fields: YEARLY, lines: [] as string[] },
    flash: { fields: MONTHLY, lines: [] as string[] },
  };
  for (const c of cases) {
    for (const [n, firm] of firmsOf(c).entries()) {
      const code = firmOf(c, n);
      const of = (a: (typeof ATTRIBUTES)[number]): string => firm.attributes[a] ?? "";
      register.push([code, `厂${code}`, c.lot, ...ATTRIBUTES.map(of), "2015-01", ""].join(","));
      for (const [period, cells] of firm.returns)
        for (const { fields: all, lines } of Object.values(files)) {
          const names = Object.keys(all);
          if (names.some((name) => cells.has(name)))
            lines.push([code, period, "2026-03-01", ...names.map((name) => cells.get(name) ?? "")].join(","));
        }
    }
  }
  writeFileSync(join(data, "registers/firm.csv"), register.join("\n"));
  for (const [id, { fields: all, lines }] of Object.entries(files))
    writeFileSync(
      join(data, `returns/${id}.csv`),
      [["code", "period", "known", ...Object.keys(all)].join(","), ...lines].join("\n"),
    );
}
