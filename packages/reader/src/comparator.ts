/** Words before and behind a number that say how it is to be compared. */
import type { Quantity } from "./quantity.ts";
import type { Comparator } from "./target.ts";

/** Before the number; the longest that ends at it wins. */
const BEFORE: readonly { readonly form: RegExp; readonly comparator: Comparator }[] = [
  {
    form: /(?:不低于|不少于|不小于|不下于|至少|最少|不弱于|保底)(?:达到|为)?(?:全省|全市|全国)?$/,
    comparator: ">=",
  },
  { form: /(?:不超过|不高于|不多于|不大于|最多|最高|控制到|控制在|压减至|压降至|限制在)$/, comparator: "<=" },
  { form: /(?:突破|超过|超出|超|逾|高于|大于|多于|跨越|冲破)$/, comparator: ">" },
  { form: /(?:低于|少于|小于)$/, comparator: "<" },
  { form: /(?:大约|约|接近|近)$/, comparator: "approx" },
];
/** Directly behind the number. */
const BEHIND = /^(?:\([^()]{1,10}\))?(左右|上下|及以上|以上|及以内|以内|之内|以下|及以下|内(?=[,。;、]|$))/;

export interface Compared {
  readonly comparator: Comparator;
  /** Length of the words before the number. */
  readonly before: number;
  /** Length of the words behind it. */
  readonly behind: number;
  /** A word of comparison stands there, or 达到 or 至. */
  readonly said: boolean;
}

const REACHES =
  /(?:达到|达|增至|增加到|增长到|提高到|提高至|提升到|提升至|扩大到|扩大至|发展到|上升到|上升至|下降到|下降至|降低到|降低至|降到|降至|减少到|减少至|压缩到|压缩至|缩短到|缩短至|压减到|保持在|稳定在|维持在|保持|稳定|控制到|到|至|为|实现|完成|力争|确保|翻到|增到|冲刺|冲击|迈上|跃上|站上|迈过|实际)$/;

export function compare(left: string, q: Quantity, right: string): Compared {
  const behind = BEHIND.exec(right);
  const before = BEFORE.find((b) => b.form.test(left));
  const word = behind?.[1] ?? "";
  const length = behind?.[0].length ?? 0;
  const beforeLength = before ? (before.form.exec(left)?.[0].length ?? 0) : 0;
  const said = before !== undefined || behind !== null || REACHES.test(left) || q.over;
  const answer = (comparator: Comparator): Compared => ({
    comparator,
    before: beforeLength,
    behind: length,
    said,
  });
  if (q.high !== null) return answer("range");
  if (word === "左右" || word === "上下") return answer("approx");
  if (word.endsWith("以上"))
    return answer(before?.comparator === ">" && !/超$|超过$/.test(left) ? ">" : ">=");
  if (word === "以下" || word === "及以下" || word.endsWith("内") || word === "之内") return answer("<=");
  if (before) return answer(before.comparator);
  return answer(q.over ? ">" : "=");
}
