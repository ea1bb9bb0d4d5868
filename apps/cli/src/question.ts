/** The options that compute and explain share: period, known date, basis, ids, groupings, cells. */
import { writtenIndicators } from "@lianzhang/definitions";
import type { Indicator, Model, Target } from "@lianzhang/definitions";
import type { MembershipBasis } from "@lianzhang/engine";
import { groupingKey } from "@lianzhang/engine";
import type { Day, Period } from "@lianzhang/kernel";
import { nearest, parseDay, parsePeriod } from "@lianzhang/kernel";
import type { Parsed } from "./arguments.ts";
import { UsageError } from "./terminal.ts";
import { keyClassification } from "./words.ts";

export interface Asked {
  readonly period: Period;
  readonly known: Day | null;
  readonly basis: MembershipBasis;
}

export function askedOf(parsed: Parsed): Asked {
  const text = parsed.values.get("period") ?? "";
  const period = parsePeriod(text);
  if (!period)
    throw new UsageError(
      { zh: `--period 「${text}」不是时期`, en: `--period "${text}" is not a period` },
      {
        zh: "写成 2024、2024Q2、2024H1、2024-06 或 2025-01..09",
        en: "write 2024, 2024Q2, 2024H1, 2024-06 or 2025-01..09",
      },
    );
  const day = parsed.values.get("known");
  const known = day === undefined ? null : parseDay(day);
  if (day !== undefined && known === null)
    throw new UsageError(
      { zh: `--known 「${day}」不是日期`, en: `--known "${day}" is not a date` },
      { zh: "写成 2025-03-10", en: "write 2025-03-10" },
    );
  return { period, known, basis: parsed.values.get("basis") === "start" ? "start" : "end" };
}

/** A word that names nothing, with the nearest that does. */
export function unknown(
  what: { readonly zh: string; readonly en: string },
  word: string,
  candidates: Iterable<string>,
): UsageError {
  const near = nearest(word, candidates);
  return new UsageError(
    { zh: `没有${what.zh}「${word}」`, en: `there is no ${what.en} "${word}"` },
    near === null ? null : { zh: `是否指 ${near}?`, en: `did you mean ${near}?` },
  );
}

const words = (text: string): string[] =>
  text
    .split(/[,,、]/)
    .map((w) => w.trim())
    .filter((w) => w !== "");

/** Indicators by id or label, in the order of the definitions; all without `--indicator`. */
export function indicatorsAsked(model: Model, text: string | undefined): Indicator[] {
  if (text === undefined) return writtenIndicators(model);
  const all = [...model.indicators.values()];
  return words(text).map((word) => {
    const found = model.indicators.get(word) ?? all.find((i) => i.label.zh === word);
    if (!found) throw unknown({ zh: "指标", en: "indicator" }, word, model.indicators.keys());
    return found;
  });
}

/** Every id that groups figures. */
export function groupingIds(model: Model): string[] {
  const ids = [...model.registers.values()].flatMap((r) => [...r.attributes.keys()]);
  const bridged = [...model.memberships.values()].flatMap((m) => [
    m.id,
    ...(m.primaryAs === null ? [] : [m.primaryAs]),
  ]);
  return [...ids, ...bridged].filter((id) => groupingKey(model, id) !== null);
}

function groupingId(model: Model, word: string): string {
  if (groupingKey(model, word)) return word;
  throw unknown({ zh: "分组", en: "grouping" }, word, groupingIds(model));
}

/** `county,park` is a grouping each; `county+park` crosses them. The total comes first. */
export function groupingsAsked(model: Model, text: string | undefined): string[][] {
  const asked = words(text ?? "").map((g) => g.split("+").map((id) => groupingId(model, id.trim())));
  const seen = new Set<string>();
  return [[], ...asked].filter((g) => !seen.has(g.join("+")) && seen.add(g.join("+")));
}

/** `county=511402`, `county=东坡区`, `county=511402,park=`: an empty value is the cell of the unknown. */
export function groupAsked(model: Model, text: string | undefined): { key: string; code: string | null }[] {
  return words(text ?? "").map((cell) => {
    const at = cell.indexOf("=");
    if (at <= 0)
      throw new UsageError(
        { zh: `--group 「${cell}」应写成 ATTR=VALUE`, en: `--group "${cell}" should be ATTR=VALUE` },
        { zh: "例:--group county=511402", en: "example: --group county=511402" },
      );
    const key = groupingId(model, cell.slice(0, at).trim());
    const value = cell.slice(at + 1).trim();
    if (value === "") return { key, code: null };
    const classification = model.classifications.get(keyClassification(model, key) ?? "");
    if (!classification) return { key, code: value };
    const code = classification.codes.find(
      (c) => c.code === value || c.id === value || c.label.zh === value || c.label.en === value,
    );
    if (!code)
      throw unknown(
        { zh: `${classification.label.zh}代码`, en: `code of ${classification.label.en}` },
        value,
        classification.codes.flatMap((c) => [c.code, c.label.zh]),
      );
    return { key, code: code.code };
  });
}

/** An indicator, or the indicator of a target, by id or label. */
export function figureAsked(
  model: Model,
  word: string,
): { readonly indicator: Indicator; readonly target: Target | null } {
  const target = model.targets.get(word) ?? null;
  const indicator =
    model.indicators.get(target?.indicator ?? word) ??
    [...model.indicators.values()].find((i) => i.label.zh === word);
  if (indicator) return { indicator, target };
  if (target)
    throw new UsageError({
      zh: `目标「${word}」是定性目标,没有数可溯源`,
      en: `target "${word}" is qualitative: there is no figure to trace`,
    });
  throw unknown({ zh: "指标或目标", en: "indicator or target" }, word, [
    ...model.indicators.keys(),
    ...model.targets.keys(),
  ]);
}
