/** Periods in words: 2025 年 1—9 月, Jan–Sep 2025. */
import type { Language } from "@lianzhang/kernel";
import { monthOfYear, parsePeriod, periodLength, yearOf } from "@lianzhang/kernel";

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const short = (m: number): string => MONTHS[monthOfYear(m) - 1] ?? "";

/** The text itself when it is no period. */
export function periodText(text: string, language: Language): string {
  const p = parsePeriod(text);
  if (p === null) return text;
  const year = yearOf(p.from);
  const zh = language === "zh";
  switch (periodLength(p)) {
    case "year":
      return zh ? `${year} 年` : String(year);
    case "month":
      return zh ? `${year} 年 ${monthOfYear(p.from)} 月` : `${short(p.from)} ${year}`;
    case "half": {
      const first = monthOfYear(p.from) === 1;
      return zh ? `${year} 年${first ? "上" : "下"}半年` : `${first ? "H1" : "H2"} ${year}`;
    }
    case "quarter": {
      const n = (monthOfYear(p.from) + 2) / 3;
      return zh ? `${year} 年 ${n} 季度` : `Q${n} ${year}`;
    }
    case "span":
      return spanText(p.from, p.to, language);
  }
}

function spanText(from: number, to: number, language: Language): string {
  const [a, b] = [yearOf(from), yearOf(to)];
  if (language === "zh") {
    const end = a === b ? `${monthOfYear(to)} 月` : `${b} 年 ${monthOfYear(to)} 月`;
    return a === b ? `${a} 年 ${monthOfYear(from)}—${end}` : `${a} 年 ${monthOfYear(from)} 月—${end}`;
  }
  return a === b ? `${short(from)}–${short(to)} ${a}` : `${short(from)} ${a} – ${short(to)} ${b}`;
}

/** For an axis: 2025, 25-03. */
export function periodTick(text: string): string {
  const p = parsePeriod(text);
  if (p === null) return text;
  const length = periodLength(p);
  const year = yearOf(p.from);
  if (length === "year") return String(year);
  if (length === "month" || length === "span")
    return `${String(year).slice(2)}-${String(monthOfYear(p.to)).padStart(2, "0")}`;
  return text;
}

/** The last month a period covers: 数据截至 2025-12. */
export function lastMonth(text: string): string {
  const p = parsePeriod(text);
  if (p === null) return text;
  return `${yearOf(p.to)}-${String(monthOfYear(p.to)).padStart(2, "0")}`;
}
