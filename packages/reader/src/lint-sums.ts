/** Parts against their whole, and counts that hold each other: only where the text itself leaves no other reading. */
import { amount } from "./compare.ts";
import type { ReadFinding } from "./lint.ts";
import type { ReadDocument, ReadTarget } from "./read.ts";

const WHOLE = /^(?:合计|总计|小计|全[省市县区州]|总量)(?:合计)?$/;
/** Name of a row, and what its column counts. */
const rowOf = (t: ReadTarget): string => (t.quote.split("\t")[0] ?? "").trim();
const columnOf = (t: ReadTarget): string => t.indicator.slice(rowOf(t).length);
/** Parts of a place have no common member: 东坡区, 高新区, 彭山经开区. */
const PLACE =
  /^[\u4e00-\u9fff]{1,8}(?:[县区州旗镇乡]|市|街道|新城|园区|开发区)(?![\u4e00-\u9fff]{0,2}(?:委|局|办))/;
const placeIn = (words: string): string | null => PLACE.exec(words.replace(/^其中[,:]?/, ""))?.[0] ?? null;

const round = (n: number): number => Math.round(n * 1e6) / 1e6;

function sum(parts: readonly ReadTarget[]): number {
  return round(parts.reduce((total, t) => total + (amount(t).value ?? 0), 0));
}

const adds = (t: ReadTarget): boolean => (t.kind === "count" || t.kind === "level") && t.value !== null;
const alike = (a: ReadTarget, b: ReadTarget): boolean =>
  a.kind === b.kind && a.year === b.year && amount(a).unit === amount(b).unit && a.per === b.per;

/** A row 合计 beside rows of places, in one column of a table. */
function ofTables({ targets }: ReadDocument): ReadFinding[] {
  return targets.flatMap((whole): ReadFinding[] => {
    if (!WHOLE.test(rowOf(whole)) || !whole.quote.includes("\t") || !adds(whole)) return [];
    const parts = targets.filter(
      (t) =>
        t !== whole &&
        t.clause === whole.clause &&
        t.quote.includes("\t") &&
        adds(t) &&
        alike(t, whole) &&
        !WHOLE.test(rowOf(t)) &&
        columnOf(t) === columnOf(whole),
    );
    const total = amount(whole).value ?? 0;
    const all = parts.every((t) => placeIn(rowOf(t)) !== null);
    if (parts.length < 2 || !all || sum(parts) === round(total)) return [];
    return [finding(whole, parts)];
  });
}

/** 新增100家，其中东区60家、西区50家: places that make more than the whole they are said to be of. */
function ofSentences({ targets, text }: ReadDocument): ReadFinding[] {
  return targets.flatMap((whole, i): ReadFinding[] => {
    if (!adds(whole) || whole.quote.includes("\t") || whole.comparator === "<=" || whole.comparator === "<")
      return [];
    const parts: ReadTarget[] = [];
    for (const t of targets.slice(i + 1)) {
      const between = text.slice(whole.end, t.start);
      if (/[。;；\n]/.test(between) || !alike(t, whole) || !adds(t)) break;
      const named = text.slice(whole.end, t.end).includes("其中");
      if (!named || placeIn(t.quote.replace(/^[,，、]/, "")) === null) break;
      parts.push(t);
    }
    // 突破100家 may be passed by its parts
    const open = whole.comparator !== "=" && whole.comparator !== "approx";
    const distinct = new Set(parts.map((t) => placeIn(t.quote))).size === parts.length;
    if (open || parts.length < 2 || !distinct || sum(parts) <= (amount(whole).value ?? 0)) return [];
    return [finding(whole, parts)];
  });
}

const finding = (whole: ReadTarget, parts: readonly ReadTarget[]): ReadFinding => {
  // in the unit of the whole
  const said = whole.value ?? 0;
  const made = round((sum(parts) * said) / (amount(whole).value ?? 1));
  const quote = whole.quote.replace(/\s+/g, " ");
  return {
    code: "LZ8416",
    start: whole.start,
    message: {
      zh: `「${quote}」为 ${said}${whole.unit},所列 ${parts.length} 个部分合计 ${made}${whole.unit}`,
      en: `"${quote}" is ${said} ${whole.unit}; the ${parts.length} parts that are named add up to ${made}`,
    },
  };
};

const BAND =
  /^(.{0,12}?)(超|超过|突破|过)?(\d+(?:\.\d+)?)(万亿|亿|万)元(以上|及以上)?(?:级)?的?(企业|项目|园区|集群)$/;
const MAGNITUDE: Readonly<Record<string, number>> = { 万: 1e4, 亿: 1e8, 万亿: 1e12 };

interface Band {
  readonly target: ReadTarget;
  readonly of: string;
  readonly from: number;
  readonly open: boolean;
}

/** 超10亿元企业20家 counts 超100亿元企业2家 as well: they are not to be added. */
function overlaps({ targets }: ReadDocument): ReadFinding[] {
  const bands = targets.flatMap((target): Band[] => {
    const m = BAND.exec(target.indicator);
    if (!m || target.kind !== "count") return [];
    const open = m[2] !== undefined || m[5] !== undefined;
    return [
      { target, of: `${m[1] ?? ""}${m[6] ?? ""}`, from: Number(m[3]) * (MAGNITUDE[m[4] ?? ""] ?? 1), open },
    ];
  });
  return bands.flatMap((wide): ReadFinding[] => {
    const inner = bands.find(
      (b) =>
        wide.open &&
        b.of === wide.of &&
        b.from > wide.from &&
        b.target.clause === wide.target.clause &&
        b.target.year === wide.target.year,
    );
    if (!inner) return [];
    const [a, b] = [wide.target.quote, inner.target.quote];
    return [
      {
        code: "LZ8417",
        start: wide.target.start,
        message: {
          zh: `「${a}」的范围包含「${b}」,两个数不能相加`,
          en: `"${a}" counts those of "${b}" as well: the two do not add up`,
        },
      },
    ];
  });
}

export const lintSums = (document: ReadDocument): ReadFinding[] => [
  ...ofTables(document),
  ...ofSentences(document),
  ...overlaps(document),
];
