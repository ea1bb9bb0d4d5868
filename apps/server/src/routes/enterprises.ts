/** GET /api/enterprises: sorted, filtered and paged in SQL. */
import type { EnterpriseRow, Enterprises, FigureData } from "@lianzhang/contract";
import type { Indicator, Model } from "@lianzhang/definitions";
import type { SqlValue } from "@lianzhang/kernel";
import { checked, quote, textLiteral } from "@lianzhang/kernel";
import type { Frame } from "../asked.ts";
import { asOfOf } from "../asked.ts";
import type { Context } from "../context.ts";
import type { Facet, FirmTable } from "../firms.ts";
import { FACETS, firmTable, reasonText } from "../firms.ts";
import { byCount, noSuchOrder, searched, sortOf, UNPLACED } from "../list.ts";
import { codeLabel, figureData } from "../present.ts";
import { hidesFirms, seenSql } from "../sight/sight.ts";

export interface Filters {
  readonly q?: string | undefined;
  readonly sort?: string | undefined;
  readonly county?: string | undefined;
  readonly park?: string | undefined;
  readonly chain?: string | undefined;
  readonly industry?: string | undefined;
}

/** The code and everything under it. */
function within(model: Model, classification: string | undefined, code: string): string[] {
  const codes = model.classifications.get(classification ?? "")?.codes ?? [];
  const found = new Set([code]);
  for (const c of codes) if (c.parent !== null && found.has(c.parent)) found.add(c.code);
  return [...found];
}

/** `unknown` asks for firms whose attribute is not known. */
function facetCondition(model: Model, table: FirmTable, facet: Facet, code: string): string {
  if (code === UNPLACED) return `${quote(facet)} IS NULL`;
  return `${quote(facet)} IN (${within(model, table.classifications.get(facet), code).map(textLiteral).join(", ")})`;
}

function conditions(
  { model, sight }: Context,
  table: FirmTable,
  frame: Frame,
  filters: Filters,
  without: Facet | null,
): string {
  const parts: string[] = [seenSql(sight, "code")];
  const words = searched(filters.q);
  if (words !== "")
    parts.push(
      `(contains(lower(name), ${textLiteral(words)}) OR contains(lower(code), ${textLiteral(words)}))`,
    );
  for (const facet of FACETS) {
    const code = filters[facet];
    if (code !== undefined && code !== "" && facet !== without)
      parts.push(facetCondition(model, table, facet, code));
  }
  parts.push(scopeCondition(model, table, frame));
  return parts.join(" AND ");
}

/** Firms of the table inside the asked scope. */
export function scopeCondition(model: Model, table: FirmTable, frame: Frame): string {
  const parts = frame.scope.flatMap((cell) => {
    const facet =
      cell.key === "county" || cell.key === "park" || cell.key === "industry" ? cell.key : "chain";
    return cell.code === null ? [] : [facetCondition(model, table, facet, cell.code)];
  });
  return parts.length === 0 ? "TRUE" : parts.join(" AND ");
}

const TEXT_COLUMNS = ["code", "name", ...FACETS] as const;

/** The column and direction; unknown ones are refused with the nearest. Missing values come last. */
function ordering(table: FirmTable, sort: string | undefined): string {
  const { id, descending } = sortOf(sort || (table.columns[0] ? `-${table.columns[0].id}` : "code"));
  const index = table.columns.findIndex((c) => c.id === id);
  const text = TEXT_COLUMNS.find((c) => c === id);
  if (index < 0 && text === undefined)
    throw noSuchOrder(id, [...TEXT_COLUMNS, ...table.columns.map((c) => c.id)]);
  return `${index >= 0 ? `"v${index}"` : quote(id)} ${descending ? "DESC" : "ASC"} NULLS LAST, code ASC`;
}

const coded = (
  model: Model,
  classification: string | undefined,
  code: SqlValue | undefined,
): EnterpriseRow["county"] =>
  typeof code !== "string" ? null : { code, label: codeLabel(model, classification ?? null, code) };

export function firmRow(
  context: Context,
  table: FirmTable,
  frame: Frame,
  row: readonly SqlValue[],
): EnterpriseRow {
  const p = { model: context.model, demo: context.instance.demo };
  const [code, name, county, park, chain, industry] = row;
  const subject = { code: String(code), name: String(name) };
  const figures = table.columns.map((i, n): FigureData => {
    const v = row[6 + n * 2];
    const value = typeof v === "bigint" ? v : null;
    const reason = value === null ? (reasonText(row[7 + n * 2]) ?? "not_reported") : null;
    return figureData(
      p,
      i,
      {
        indicator: i.id,
        period: frame.period,
        subject: subject.code,
        group: [],
        value,
        reason,
        counters: null,
        additive: true,
      },
      subject,
    );
  });
  const of = (facet: Facet, c: SqlValue | undefined): EnterpriseRow["county"] =>
    coded(context.model, table.classifications.get(facet), c);
  return {
    ...subject,
    county: of("county", county),
    park: of("park", park),
    chain: of("chain", chain),
    industry: of("industry", industry),
    figures,
    marks: context.instance.demo ? ["demo"] : [],
  };
}

/** Rows of the filtered and sorted set. */
export async function firmRows(
  context: Context,
  table: FirmTable,
  frame: Frame,
  filters: Filters,
  page: { readonly limit: number; readonly offset: number },
): Promise<EnterpriseRow[]> {
  const values = table.columns.flatMap((_, i) => [`"v${i}"`, `"x${i}"`]);
  const { rows } = await context.runner.query(
    `SELECT ${[...TEXT_COLUMNS.map(quote), ...values].join(", ")} FROM ${table.name} WHERE ${conditions(context, table, frame, filters, null)} ORDER BY ${ordering(table, filters.sort)} LIMIT ${page.limit} OFFSET ${page.offset}`,
  );
  return rows.map((r) => firmRow(context, table, frame, r));
}

/** A sum is meant for exact values of flows and stocks; shares and rates have no total. */
const summed = (i: Indicator): boolean =>
  i.body?.type.numeric === "exact" && (i.body.type.time.kind === "flow" || i.body.type.time.kind === "stock");

async function totals(
  context: Context,
  table: FirmTable,
  frame: Frame,
  filters: Filters,
): Promise<{ readonly count: number; readonly figures: (FigureData | null)[] }> {
  const sums = table.columns.flatMap((_, i) => [`sum("v${i}")::HUGEINT`, `count("v${i}")::BIGINT`]);
  const { rows } = await context.runner.query(
    `SELECT ${["count(*)::BIGINT", ...sums].join(", ")} FROM ${table.name} WHERE ${conditions(context, table, frame, filters, null)} ORDER BY 1`,
  );
  const row = rows[0] ?? [];
  const count = Number(row[0] ?? 0);
  const p = { model: context.model, demo: context.instance.demo };
  const figures = table.columns.map((i, n) => {
    if (!summed(i)) return null;
    const [sum, used] = [row[1 + n * 2], Number(row[2 + n * 2] ?? 0)];
    const value = typeof sum === "bigint" ? checked(sum) : null;
    const counters = { population: count, expected: count, reported: used, used, unknown: 0 };
    const reason =
      value !== null ? null : count === 0 ? "no_rows" : used > 0 ? "out_of_range" : "not_reported";
    return figureData(p, i, {
      indicator: i.id,
      period: frame.period,
      subject: null,
      group: [],
      value,
      reason,
      counters,
      additive: true,
    });
  });
  return { count, figures };
}

/** Industries are offered by division (two digits) where the classification has them. */
function offered(model: Model, classification: string | undefined, facet: Facet, code: string): string {
  if (facet !== "industry") return code;
  const parents = new Map(
    (model.classifications.get(classification ?? "")?.codes ?? []).map((c) => [c.code, c.parent]),
  );
  for (let at: string | null | undefined = code; at !== null && at !== undefined; at = parents.get(at))
    if (/^\d{2}$/.test(at)) return at;
  return code;
}

async function facet(
  context: Context,
  table: FirmTable,
  frame: Frame,
  filters: Filters,
  key: Facet,
): Promise<Enterprises["facets"][number]> {
  const { model } = context;
  const classification = table.classifications.get(key);
  const { rows } = await context.runner.query(
    `SELECT ${quote(key)}, count(*)::BIGINT FROM ${table.name} WHERE ${conditions(context, table, frame, filters, key)} GROUP BY 1 ORDER BY 1`,
  );
  const counts = new Map<string, number>();
  for (const [code, n] of rows) {
    const at = typeof code === "string" ? offered(model, classification, key, code) : UNPLACED;
    counts.set(at, (counts.get(at) ?? 0) + Number(n));
  }
  const label = model.classifications.get(classification ?? "")?.label ?? { zh: key, en: key };
  return { key, label, choices: byCount(counts, (code) => codeLabel(model, classification ?? null, code)) };
}

export const columnOf = (i: Indicator): Enterprises["columns"][number] => ({
  id: i.id,
  label: i.label,
  unit: i.unit.text,
});

export async function enterprises(
  context: Context,
  frame: Frame,
  filters: Filters,
  page: number,
  size: number,
): Promise<Enterprises> {
  const table = await firmTable(context, frame);
  const { publicFirms } = context.instance.facts;
  const limited = hidesFirms(context.sight);
  if (table === null)
    return {
      asOf: asOfOf(context, frame),
      total: 0,
      page,
      size,
      columns: [],
      rows: [],
      totals: [],
      facets: [],
      publicFirms,
      limited,
    };
  const rows = await firmRows(context, table, frame, filters, { limit: size, offset: (page - 1) * size });
  const total = await totals(context, table, frame, filters);
  const facets: Enterprises["facets"][number][] = [];
  for (const key of FACETS)
    if (table.classifications.has(key)) facets.push(await facet(context, table, frame, filters, key));
  return {
    asOf: asOfOf(context, frame),
    total: total.count,
    page,
    size,
    columns: table.columns.map(columnOf),
    rows,
    totals: total.figures,
    facets,
    publicFirms,
    limited,
  };
}
