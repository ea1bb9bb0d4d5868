/** The ledger of incentives in a store: what was entered and paid, record by record. It is read and never written here. */
import type { Model } from "@lianzhang/definitions";
import type { Diagnostic, Period, SqlRunner } from "@lianzhang/kernel";
import { attributeColumn, parsePeriod, SPELL, spellTable, subjectTable } from "@lianzhang/kernel";
import { ask } from "./ask.ts";
import { column } from "./relation.ts";

/** The register in which every claim that was made is kept. */
export const CLAIM_LEDGER = "incentive_claim";

/** Its attributes that say who was paid what for when. */
export const LEDGER_FIELDS = {
  item: "claim_item",
  year: "claim_year",
  firm: "claim_enterprise",
  granted: "claim_granted",
  paid: "claim_paid",
} as const;

/** One record of the ledger; amounts in 分. */
export interface LedgerEntry {
  readonly record: string;
  readonly entitlement: string;
  readonly subject: string;
  readonly period: Period;
  readonly granted: bigint | null;
  readonly paid: bigint | null;
}

export interface Ledger {
  readonly entries: readonly LedgerEntry[];
  /** Records that say no incentive, firm or period: they count nowhere. */
  readonly diagnostics: readonly Diagnostic[];
}

function unread(record: string, field: string, found: string): Diagnostic {
  return {
    file: CLAIM_LEDGER,
    line: 1,
    column: 1,
    severity: "warning",
    code: "LZ5030",
    message: `record ${record}, ${field}: found "${found}", expected ${field === LEDGER_FIELDS.year ? "a period, as 2025 or 2025Q2" : "a value"}; it is not counted as paid`,
    hint: "correct the record of the ledger and ask again",
    zh: {
      message: `台账记录 ${record} 的 ${field} 为「${found}」,应为${field === LEDGER_FIELDS.year ? "期间(如 2025、2025Q2)" : "非空值"};未计入已付`,
      hint: "更正台账记录后重新计算",
    },
  };
}

/** The newest state of every record; null: the decision keeps no such ledger, or nothing is in it. */
export async function readClaimLedger(model: Model, runner: SqlRunner): Promise<Ledger | null> {
  const register = model.registers.get(CLAIM_LEDGER);
  const fields = Object.values(LEDGER_FIELDS);
  if (!register || fields.some((f) => !register.attributes.has(f))) return null;
  const { rows } = await ask(runner, {
    steps: [],
    result: {
      rel: "select",
      from: {
        rel: "join",
        from: { rel: "table", name: spellTable(CLAIM_LEDGER) },
        legs: [
          {
            kind: "inner",
            to: { rel: "table", name: subjectTable(CLAIM_LEDGER) },
            alias: "subjects",
            on: SPELL.subject,
          },
        ],
      },
      where: null,
      columns: [
        { name: "code", ex: column("code") },
        { name: "since", ex: column(SPELL.since) },
        ...fields.map((f, i) => ({ name: `value${i}`, ex: column(attributeColumn(f)) })),
      ],
    },
    orderBy: [
      { column: "code", descending: false },
      { column: "since", descending: false },
    ],
    limit: null,
  });
  const newest = new Map(rows.map((r) => [String(r[0]), r]));
  if (newest.size === 0) return null;
  const entries: LedgerEntry[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const [record, [, , item, year, firm, granted, paid]] of newest) {
    const text = (v: typeof item): string => (v === null || v === undefined ? "" : String(v));
    const money = (v: typeof item): bigint | null => (typeof v === "bigint" ? v : null);
    const period = parsePeriod(text(year));
    if (period === null) diagnostics.push(unread(record, LEDGER_FIELDS.year, text(year)));
    else if (text(item) === "" || text(firm) === "")
      diagnostics.push(unread(record, text(item) === "" ? LEDGER_FIELDS.item : LEDGER_FIELDS.firm, ""));
    else
      entries.push({
        record,
        entitlement: text(item),
        subject: text(firm),
        period,
        granted: money(granted),
        paid: money(paid),
      });
  }
  return { entries, diagnostics };
}

/** How a record differs from what is granted now. */
export type LedgerDifference = "paid_not_due" | "paid_more" | "differs" | null;

/** What cannot be decided yet says nothing of what was paid. `entered`: amounts of records that are not over. */
export function ledgerDifference(
  claim: { readonly due: bigint | null; readonly granted: bigint; readonly paid: bigint | null },
  entered: readonly bigint[],
): LedgerDifference {
  if (claim.due === null) return null;
  if ((claim.paid ?? 0n) > claim.granted) return claim.granted === 0n ? "paid_not_due" : "paid_more";
  return entered.some((g) => g !== claim.granted) ? "differs" : null;
}
