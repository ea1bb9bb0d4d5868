/** Pieces of schemas that several kinds share, and how they become model values. */
import type { Day, Label, Month, Rational, Unit } from "@lianzhang/kernel";
import { month, nearest, parseDay, parseDecimal, parseUnit, unitAtoms } from "@lianzhang/kernel";
import { z } from "zod";
import type { Loading } from "./loading.ts";
import type { Clearance, Use } from "./model.ts";
import type { Entry, Path } from "./source/entry.ts";

type Text = z.ZodType<string, string | number>;
export type LabelInput = string | { readonly zh: string; readonly en: string };

/** Text; a bare number (an edition, a code) is taken as written. */
export const text: Text = z.union([z.string(), z.number().transform(String)]);
/** A decimal, exact: a number, or text where it has more digits than a double. */
export const decimal: Text = z.union([z.number().transform(String), z.string()]);
export const bothLanguages: z.ZodType<Label> = z.strictObject({ zh: z.string(), en: z.string() });
export const labelInput: z.ZodType<LabelInput> = z.union([z.string(), bothLanguages]);

export const USES: readonly ["analysis", "evaluation", "gate", "incentive", "publication"] = [
  "analysis",
  "evaluation",
  "gate",
  "incentive",
  "publication",
];
export const use: z.ZodType<Use> = z.enum(USES);

/** A label; one language alone is warned of and stands for both. */
export function labelOf(
  input: LabelInput,
  en: string | undefined,
  entry: Entry,
  path: Path,
  loading: Loading,
): Label {
  if ((typeof input === "string" ? input : input.zh).trim() === "")
    loading.add("LZ2006", entry.at(...path), "a label says nothing", "write the word an official would use");
  if (typeof input !== "string") return input;
  if (en !== undefined) return { zh: input, en };
  loading.add(
    "LZ2022",
    entry.at(...path),
    `"${input}" has no English`,
    "write { zh: ..., en: ... }, or add en: beside label:",
  );
  return { zh: input, en: input };
}

/** Like `labelOf`, for notes and other optional texts. */
export const noteOf = (
  input: LabelInput | undefined,
  entry: Entry,
  path: Path,
  loading: Loading,
): Label | null => (input === undefined ? null : labelOf(input, undefined, entry, path, loading));

/** The unit, or null (reported). */
export function unitOf(written: string, entry: Entry, path: Path, loading: Loading): Unit | null {
  const result = parseUnit(written);
  if (result.ok) return result.unit;
  const near = nearest(result.unknown, unitAtoms());
  const hint = near ? `did you mean "${near}"?` : "docs/definitions.md lists the units";
  loading.add("LZ2010", entry.at(...path), `unit "${written}": "${result.unknown}" is not a unit`, hint);
  return null;
}

/** A calendar day, or null (reported when something is written). */
export function dayOf(written: string | undefined, entry: Entry, path: Path, loading: Loading): Day | null {
  if (written === undefined) return null;
  const day = parseDay(written);
  if (day === null)
    loading.add("LZ2011", entry.at(...path), `"${written}" is not a day`, "write it as 2023-07-14");
  return day;
}

/** A month `2023-07`, or null (reported). */
export function monthOf(written: string, entry: Entry, path: Path, loading: Loading): Month | null {
  const m = /^(\d{4})-(\d{1,2})$/.exec(written);
  if (m && Number(m[2]) >= 1 && Number(m[2]) <= 12) return month(Number(m[1]), Number(m[2]));
  loading.add("LZ2011", entry.at(...path), `"${written}" is not a month`, "write it as 2023-07");
  return null;
}

/** An exact decimal, or null (reported). */
export function decimalOf(written: string, entry: Entry, path: Path, loading: Loading): Rational | null {
  const value = parseDecimal(written);
  if (value === null)
    loading.add(
      "LZ2006",
      entry.at(...path),
      `"${written}" is not a decimal number`,
      "write digits and a point, as 0.1255",
    );
  return value;
}

export interface ClearanceInput {
  readonly holder?: string | undefined;
  readonly basis?: string | undefined;
  readonly uses?: readonly Use[] | undefined;
  readonly expires?: string | undefined;
}

export interface ClearanceShape {
  readonly holder: z.ZodOptional<z.ZodString>;
  readonly basis: z.ZodOptional<Text>;
  readonly uses: z.ZodOptional<z.ZodArray<z.ZodType<Use>>>;
  readonly expires: z.ZodOptional<z.ZodString>;
}

/** Keys of a clearance, all optional: members inherit from what they stand in. */
export const clearanceKeys: ClearanceShape = {
  holder: z.string().optional(),
  basis: text.optional(),
  uses: z.array(use).optional(),
  expires: z.string().optional(),
};

/** What is written, completed from what it inherits. References and dates are checked where written. */
export function clearanceOf(
  input: ClearanceInput,
  inherited: Clearance | null,
  entry: Entry,
  path: Path,
  loading: Loading,
): Clearance {
  if (input.holder !== undefined) loading.refer("holders", input.holder, entry.at(...path, "holder"));
  const expires = dayOf(input.expires, entry, [...path, "expires"], loading);
  const issued = parseDay(loading.decision?.issued ?? "");
  if (expires !== null && issued !== null && expires < issued) {
    loading.add(
      "LZ2026",
      entry.at(...path, "expires"),
      `the clearance ended ${input.expires ?? ""}, before the decision was issued`,
    );
  }
  return {
    holder: input.holder ?? inherited?.holder ?? "",
    basis: input.basis ?? inherited?.basis ?? "",
    uses: input.uses ?? inherited?.uses ?? [],
    expires: input.expires === undefined ? (inherited?.expires ?? null) : expires,
  };
}

/** Reports keys of a clearance that neither the thing nor what it stands in states. */
export function requireClearance(clearance: Clearance, entry: Entry, path: Path, loading: Loading): void {
  const absent = [
    ...(clearance.holder === "" ? ["holder"] : []),
    ...(clearance.basis === "" ? ["basis"] : []),
    ...(clearance.uses.length === 0 ? ["uses"] : []),
  ];
  if (absent.length === 0) return;
  const whose = [entry.kind, entry.id, ...path.map(String)].join(".");
  loading.add(
    "LZ2005",
    entry.keyAt(...path),
    `${whose} does not say its ${absent.join(", ")}`,
    "every field says who holds it, on what basis, and for which uses",
  );
}
