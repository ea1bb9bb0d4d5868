/**
 * One table of firms for a period and known date: attributes on the period's last month, membership, and every
 * row indicator's value with its reason. Made once; sorting, filters and paging are then SQL over it.
 */
import { writtenIndicators } from "@lianzhang/definitions";
import type { Indicator, MembershipDefinition } from "@lianzhang/definitions";
import { withIndicators } from "@lianzhang/engine";
import type { MissingReason, SqlValue } from "@lianzhang/kernel";
import {
  attributeColumn,
  MEMBER,
  membershipTable,
  quote,
  REASONS,
  SPELL,
  spellTable,
  subjectTable,
  textLiteral,
} from "@lianzhang/kernel";
import type { Asked, Context } from "./context.ts";
import { keyOf } from "./context.ts";
import { outputIndicator, rowOutput } from "./output-indicator.ts";
import { isEmbargoed } from "./sight/embargo.ts";

export const FACETS = ["county", "park", "chain", "industry"] as const;
export type Facet = (typeof FACETS)[number];

export interface FirmTable {
  /** Quoted name of the table. */
  readonly name: string;
  readonly columns: readonly Indicator[];
  /** Classification of each facet that the decision has. */
  readonly classifications: ReadonlyMap<Facet, string>;
}

export const REGISTER = "enterprise";
/** Row indicators in a table before the rest is left to the profile. */
const MOST_COLUMNS = 6;

/** Output first, then the row indicators of the definitions. */
export function firmColumns(context: Context): Indicator[] {
  const output = rowOutput(context.model, outputIndicator(context.model));
  const rows = writtenIndicators(context.model).filter((i) => i.of === REGISTER && i.body !== null);
  return [...(output && output.of === REGISTER ? [output] : []), ...rows].slice(0, MOST_COLUMNS);
}

function classificationsOf(context: Context): Map<Facet, string> {
  const out = new Map<Facet, string>();
  const attributes = context.model.registers.get(REGISTER)?.attributes;
  for (const facet of FACETS) {
    const type = attributes?.get(facet)?.type;
    if (type?.kind === "code") out.set(facet, type.classification);
  }
  const membership = chainMembership(context);
  if (membership) out.set("chain", membership.classification);
  return out;
}

/** The signed list of chain members: of the chain classification where there is one. */
export const chainMembership = (context: Context): MembershipDefinition | null => {
  const all = [...context.model.memberships.values()].filter((m) => m.register === REGISTER);
  return all.find((m) => m.classification === "chain") ?? all[0] ?? null;
};

/** SQL: the spell or membership of this alias holds in the month. */
export const within = (alias: string, month: number): string =>
  `${alias}.${quote(SPELL.since)} <= ${month} AND ${alias}.${quote(SPELL.until)} > ${month}`;

function baseSelect(context: Context, month: number): string {
  const attributes = context.model.registers.get(REGISTER)?.attributes;
  const column = (id: string): string =>
    attributes?.has(id) === true ? `r.${quote(attributeColumn(id))}` : "NULL::VARCHAR";
  const membership = chainMembership(context);
  const join = membership
    ? `LEFT JOIN (SELECT ${quote(MEMBER.subject)} AS subject, min(${quote(MEMBER.code)}) AS code FROM ${quote(membershipTable(membership.id))} m WHERE ${within("m", month)} AND ${quote(MEMBER.primary)} GROUP BY 1) c ON c.subject = r.${quote(SPELL.subject)}`
    : "";
  const chain = membership ? "c.code" : "NULL::VARCHAR";
  return `SELECT s.code, coalesce(${column("name")}, s.code) AS name, ${column("county")} AS county, ${column("park")} AS park, ${chain} AS chain, ${column("industry")} AS industry
    FROM ${quote(spellTable(REGISTER))} r JOIN ${quote(subjectTable(REGISTER))} s ON s.subject = r.${quote(SPELL.subject)} ${join}
    WHERE ${within("r", month)}`;
}

async function fill(
  context: Context,
  table: string,
  { columns, held }: { readonly columns: readonly Indicator[]; readonly held: readonly Indicator[] },
  asked: Asked,
): Promise<void> {
  const model = withIndicators(context.model, columns);
  const figures = await context.whole.figures(
    asked,
    columns.map((c) => c.id),
    [[]],
    model,
  );
  const at = new Map(columns.map((c, i) => [c.id, i]));
  const rows = new Map<string, string[]>();
  for (const f of figures) {
    const index = at.get(f.indicator);
    if (index === undefined || f.subject === null) continue;
    const cells = rows.get(f.subject) ?? columns.flatMap(() => ["NULL", textLiteral("no_rows")]);
    const early = held.some((c) => c.id === f.indicator);
    const reason = early ? "embargoed" : f.reason;
    cells[index * 2] = f.value === null || early ? "NULL" : f.value.toString();
    cells[index * 2 + 1] = reason === null ? "NULL" : textLiteral(reason);
    rows.set(f.subject, cells);
  }
  const names = columns.map((_, i) => `"v${i}" BIGINT, "x${i}" VARCHAR`).join(", ");
  await context.runner.execute(
    `CREATE OR REPLACE TEMP TABLE ${quote(`${table}_values`)} (code VARCHAR, ${names})`,
  );
  const list = [...rows].map(([code, cells]) => `(${[textLiteral(code), ...cells].join(", ")})`);
  for (let i = 0; i < list.length; i += 5000)
    await context.runner.execute(
      `INSERT INTO ${quote(`${table}_values`)} VALUES ${list.slice(i, i + 5000).join(", ")}`,
    );
}

/**
 * The table of all firms for this question, made on first use; who reads it leaves out what `seenSql` says. Values that are
 * not released yet are not in the table of whoever may not know them. Null when the decision has no enterprises.
 */
export function firmTable(context: Context, asked: Asked): Promise<FirmTable | null> {
  const columns = firmColumns(context);
  const held = columns.filter((c) => isEmbargoed(context.model, context.sight, c, asked.period));
  const key = [keyOf(asked), ...held.map((c) => c.id)].join("|");
  return context.unchanged.whole.once(`firms|${key}`, async () => {
    if (!context.model.registers.has(REGISTER)) return null;
    const name = `firms_${key.replaceAll(/[^0-9A-Za-z]/g, "_")}`;
    if (columns.length > 0) await fill(context, name, { columns, held }, asked);
    const values = columns.map((_, i) => `v."v${i}", v."x${i}"`);
    const join = columns.length > 0 ? `LEFT JOIN ${quote(`${name}_values`)} v ON v.code = b.code` : "";
    await context.runner.execute(
      `CREATE OR REPLACE TEMP TABLE ${quote(name)} AS SELECT ${["b.*", ...values].join(", ")} FROM (${baseSelect(context, asked.period.to)}) b ${join} ORDER BY b.code`,
    );
    return { name: quote(name), columns, classifications: classificationsOf(context) };
  });
}

const REASON_NAMES: ReadonlySet<string> = new Set(REASONS);
/** A reason read back from a table. */
export function reasonText(v: SqlValue | undefined): MissingReason | null {
  if (typeof v !== "string" || !REASON_NAMES.has(v)) return null;
  const found = REASONS.find((r) => r === v);
  return found === undefined || found === "present" ? null : found;
}
