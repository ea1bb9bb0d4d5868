/** Titles that firms hold, from the ledger of honours, as it stood at the end of a period. */
import {
  attributeColumn,
  lastDay,
  quote,
  SPELL,
  spellTable,
  subjectTable,
  formatDay,
  parseDay,
} from "@lianzhang/kernel";
import type { Day, SqlValue } from "@lianzhang/kernel";
import type { Context, Asked } from "../context.ts";
import { keyOf } from "../context.ts";
import { within } from "../firms.ts";

const LEDGER = "honour";
const COLUMNS = [
  "honour_enterprise",
  "honour_kind",
  "honour_batch",
  "honour_number",
  "honour_recognised",
  "honour_valid_until",
  "honour_review_on",
] as const;

export interface Title {
  readonly kind: string;
  readonly batch: string | null;
  readonly number: string | null;
  readonly recognised: Day | null;
  readonly until: Day | null;
  readonly review: Day | null;
  /** Not run out by the end of the period. */
  readonly valid: boolean;
}

const text = (v: SqlValue | undefined): string | null => (typeof v === "string" && v !== "" ? v : null);
/** Dates come as their text. */
const day = (v: SqlValue | undefined): Day | null => (typeof v === "string" ? parseDay(v) : null);
export const dayText = (d: Day | null): string | null => (d === null ? null : formatDay(d));

/** Titles by firm, the latest of a kind first; none where the ledger does not say the kind. */
export function titlesOf(context: Context, asked: Asked): Promise<ReadonlyMap<string, readonly Title[]>> {
  return context.whole.once(`titles|${keyOf(asked)}`, async () => {
    const out = new Map<string, Title[]>();
    const attributes = context.model.registers.get(LEDGER)?.attributes;
    if (attributes === undefined || COLUMNS.some((c) => !attributes.has(c))) return out;
    const columns = COLUMNS.map((c) => `r.${quote(attributeColumn(c))}`).join(", ");
    const { rows } = await context.runner.query(
      `SELECT ${columns} FROM ${quote(spellTable(LEDGER))} r JOIN ${quote(subjectTable(LEDGER))} s ON s.subject = r.${quote(SPELL.subject)} WHERE ${within("r", asked.period.to)} ORDER BY r.${quote(attributeColumn("honour_recognised"))} DESC NULLS LAST, s.code`,
    );
    const end = lastDay(asked.period);
    for (const [firm, kind, batch, number, recognised, until, review] of rows) {
      if (typeof firm !== "string" || typeof kind !== "string") continue;
      const own = out.get(firm) ?? [];
      out.set(firm, own);
      if (own.some((t) => t.kind === kind)) continue;
      const last = day(until);
      own.push({
        kind,
        batch: text(batch),
        number: text(number),
        recognised: day(recognised),
        until: last,
        review: day(review),
        valid: last === null || last >= end,
      });
    }
    return out;
  });
}
