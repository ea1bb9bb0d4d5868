/** A record as the audit chain tells it: the text that is hashed, and back. */
import type { Month } from "@lianzhang/kernel";
import { formatMonth, NO_END, parsePeriod } from "@lianzhang/kernel";
import { z } from "zod";
import type { Exact } from "../audit/link.ts";
import type { RegisterRecord, Spell } from "./record.ts";
import { BEGINNING } from "./record.ts";

/** What kind of change an event tells of. */
export type Act = "open" | "change" | "correct" | "close" | "restate" | "import";

/** A version of a record as an event tells it. */
export interface Told {
  readonly code: string;
  readonly version: bigint;
  readonly act: Act;
  /** Why, in the words of who did it. */
  readonly reason: string;
  readonly spells: readonly Spell[];
}

/** The kind of subject under which the chain keeps the records of a register. */
export const subjectKind = (register: string): string => `register.${register}`;

// months as people read them: null is "the beginning" in `since` and "still" in `until`
const monthOut = (month: Month): string | null =>
  month === BEGINNING || month === NO_END ? null : formatMonth(month);

const spellOut = (spell: Spell): Exact => ({
  since: monthOut(spell.since),
  until: monthOut(spell.until),
  values: spell.values,
});

/** A version as the `before` or `after` of an event. */
export const told = (record: RegisterRecord, act: Act, reason: string): Exact => ({
  act,
  code: record.code,
  reason,
  spells: record.spells.map(spellOut),
  version: record.version,
});

const month = z.string().transform((text, context): Month => {
  const period = parsePeriod(text);
  if (period !== null) return period.from;
  context.addIssue({ code: "custom", message: `${text} is no month` });
  return z.NEVER;
});

const schema = z.object({
  act: z.enum(["open", "change", "correct", "close", "restate", "import"]),
  code: z.string(),
  reason: z.string(),
  version: z.string().regex(/^\d+$/).transform(BigInt),
  spells: z.array(
    z.object({
      since: month.nullable().transform((m) => m ?? BEGINNING),
      until: month.nullable().transform((m) => m ?? NO_END),
      values: z.record(z.string(), z.union([z.string(), z.boolean()])),
    }),
  ),
});

/** Reads the content of an event of a register. Throws ZodError for a text this program did not write. */
export const readTold = (text: string): Told => schema.parse(JSON.parse(text));
