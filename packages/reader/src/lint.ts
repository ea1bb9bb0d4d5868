/** What a person should look at before a text becomes a decision folder. */
import type { Label } from "@lianzhang/kernel";
import { amount, nameKey } from "./compare.ts";
import { GENERIC } from "./indicator.ts";
import { lintSums } from "./lint-sums.ts";
import type { ReadDocument, ReadTarget } from "./read.ts";

export type LintCode = "LZ8411" | "LZ8412" | "LZ8413" | "LZ8414" | "LZ8415" | "LZ8416" | "LZ8417";

export interface ReadFinding {
  readonly code: LintCode;
  /** Offset in the text. */
  readonly start: number;
  readonly message: Label;
}

export function lintDocument(document: ReadDocument): ReadFinding[] {
  return [...each(document), ...contradictions(document), ...sums(document), ...lintSums(document)].toSorted(
    (a, b) => a.start - b.start,
  );
}

function each(document: ReadDocument): ReadFinding[] {
  const owned = new Set([
    ...document.responsible.map((r) => r.clause),
    ...document.tasks.filter((t) => t.units.length > 0).map((t) => t.clause),
  ]);
  return document.targets.flatMap((t) => {
    const at = (code: LintCode, zh: string, en: string): ReadFinding => ({
      code,
      start: t.start,
      message: { zh: `「${t.quote}」${zh}`, en: `"${t.quote}" ${en}` },
    });
    const found: ReadFinding[] = [];
    if (t.year === null) found.push(at("LZ8411", "没有写明年份", "has no year"));
    if (t.indicator === "") found.push(at("LZ8412", "没有写明指标", "does not say what is counted"));
    if (owned.size > 0 && !owned.has(t.clause))
      found.push(at("LZ8413", "所在条款没有责任单位", "stands in a clause without a responsible unit"));
    return found;
  });
}

/** 一季度超过40%、上半年达70%: each has its own part of the year. */
const partOf = (t: ReadTarget): string =>
  (t.quote.match(/[一二三四]季度|[上下]半年|\d{1,2}月/g) ?? []).join();

/** Rows of every table have them. */
const ROW = /^(?:合计|总计|小计|其中|其他)$/;

/** One name, unit, year and kind with two values. */
function contradictions({ targets, text }: ReadDocument): ReadFinding[] {
  const seen = new Map<string, ReadTarget>();
  return targets.flatMap((t): ReadFinding[] => {
    const key = [nameKey(t.indicator), amount(t).unit, t.year, partOf(t), t.kind, t.per].join("\n");
    const other = seen.get(key);
    if (!other) seen.set(key, t);
    // 5.5%左右、力争6%: one aim with two values
    const together =
      other !== undefined && t.start - other.end <= 3 && !/[。;；\n]/.test(text.slice(other.end, t.start));
    // 产值 of two clauses is of two things
    const apart = other !== undefined && other.clause !== t.clause && GENERIC.test(t.indicator);
    if (together || apart) return [];
    if (
      !other ||
      t.indicator === "" ||
      ROW.test(t.indicator) ||
      t.value === null ||
      amount(other).value === amount(t).value
    )
      return [];
    return [
      {
        code: "LZ8414",
        start: t.start,
        message: {
          zh: `「${t.quote}」与前文「${other.quote}」不一致`,
          en: `"${t.quote}" differs from "${other.quote}" before it`,
        },
      },
    ];
  });
}

/** Shares of one whole in one year that make more than 100 %. */
function sums({ targets }: ReadDocument): ReadFinding[] {
  const wholes = new Map<string, ReadTarget[]>();
  for (const t of targets) {
    const whole = /占(.{2,16}?)(?:的)?(?:比重|比例|比)$/.exec(t.indicator)?.[1];
    if (whole === undefined || t.kind !== "share" || t.comparator === "<=" || t.comparator === "<") continue;
    const key = `${nameKey(whole)}\n${t.year}`;
    wholes.set(key, [...(wholes.get(key) ?? []), t]);
  }
  return [...wholes.values()].flatMap((parts): ReadFinding[] => {
    const names = new Map(parts.map((t) => [nameKey(t.indicator), t]));
    const sum = [...names.values()].reduce((total, t) => total + (t.value ?? 0), 0);
    const last = parts.at(-1);
    if (!last || names.size < 2 || sum <= 100) return [];
    return [
      {
        code: "LZ8415",
        start: last.start,
        message: {
          zh: `占同一总体的比重合计 ${sum}%,超过 100%`,
          en: `shares of one whole add up to ${sum} %, over 100 %`,
        },
      },
    ];
  });
}
