/** A finding in words: its name, and the rest. */
import type { ReadingFinding } from "@lianzhang/contract";
import type { Language } from "@lianzhang/kernel";
import type { readerWords } from "../../i18n/reader.ts";

type Words = (typeof readerWords)["zh"];
type Fields = Readonly<Record<string, string | undefined>>;

const SIGNS: Readonly<Record<string, string>> = { ">=": "≥", ">": ">", "<=": "≤", "<": "<", "=": "=" };

export const comparatorText = (comparator: string, w: Words): string =>
  SIGNS[comparator] ??
  { approx: w.about, range: w.range, "higher-than-reference": w.higher, "same-as-reference": w.same }[
    comparator
  ] ??
  comparator;

function amountText(f: Fields, w: Words): string {
  const sign = comparatorText(f["comparator"] ?? "=", w);
  if ((f["value"] ?? "") === "") return `${sign} ${f["reference"] ?? ""}`;
  const high = f["value_high"] ?? "";
  const value = high === "" ? f["value"] : `${f["value"]}—${high}`;
  return `${high === "" ? `${sign} ` : ""}${value} ${f["unit"] ?? ""}`;
}

const unitsText = (f: Fields, w: Words): string =>
  (["lead", "support", "shared", "implement"] as const)
    .flatMap((role) => ((f[role] ?? "") === "" ? [] : [`${w[`field_${role}`]}:${f[role]}`]))
    .join(" · ");

export function wordsOf(
  finding: ReadingFinding,
  now: Fields,
  w: Words,
  language: Language,
): readonly [string, string] {
  const quote = finding.quote.replaceAll(/\s+/gu, " ").trim();
  switch (finding.kind) {
    case "target": {
      const year = now["year"] ?? "";
      return [
        `${now["indicator"] ?? ""} ${amountText(now, w)}`,
        `${year === "" ? w.noYear : year} · ${quote}`,
      ];
    }
    case "task": {
      const due = now["due"] ?? "";
      const rest = [unitsText(now, w), due === "" ? "" : `${w.field_due}:${due}`].filter((t) => t !== "");
      return [
        `${now["verb"] ?? ""} ${now["object"] ?? ""}`.trim(),
        rest.length > 0 ? rest.join(" · ") : quote,
      ];
    }
    case "responsible":
      return [unitsText(now, w), quote];
    case "lint":
      return [quote, finding.says?.[language] ?? ""];
  }
}
