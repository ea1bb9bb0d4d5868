/** The library: each function's formula in the language, and what it says in both languages. */
import type { FunctionDefinition } from "./environment.ts";

export interface LibraryFunction extends FunctionDefinition {
  /** `figure`: the first argument is a figure of the group; `rows`: a value of each subject, and `set` who is in. */
  readonly takes: "figure" | "rows";
  readonly zh: string;
  readonly en: string;
}

/** Subjects there in both years; the base is each one's own a year ago. */
const BOTH = "set and not missing(x) and not missing(lag(x, 1 year))";
const NOTHING = "0 * sum(x where set), because: no_rows";
/** The base at this year's volumes; where the volume is not known, all the change is one of volume. */
const AT_OLD_PRICES = "if_missing(lag(x, 1 year) * (real / lag(real, 1 year)), x)";

export const LIBRARY: readonly LibraryFunction[] = [
  {
    name: "concentration",
    parameters: ["x"],
    options: [],
    takes: "rows",
    body: "sum(x * (x / sum(x over set)) where set) / sum(x where set)",
    zh: "集中度（赫芬达尔指数）：各主体占比的平方之和，以%表示，100% 为独家",
    en: "Herfindahl index: the squares of the subjects' shares, added up; 100 % is one subject alone",
  },
  {
    name: "top_share",
    parameters: ["x", "n"],
    options: [],
    takes: "rows",
    body: "sum(x where set and surely(rank(x over set) <= n)) / sum(x where set)",
    zh: "前 n 家占比：按竞争排名，与第 n 名并列者都算",
    en: "Share of the first n by competition rank; everyone level with the last of them counts",
  },
  {
    name: "contribution",
    parameters: ["x"],
    options: ["basis"],
    takes: "figure",
    body: "if total(base_of(x, basis: basis)) > 0 * total(base_of(x, basis: basis)) then points((now_of(x, basis: basis) - base_of(x, basis: basis)) / total(base_of(x, basis: basis)))",
    zh: "拉动：本组增量占全体基期之比，单位百分点；各组之和等于全体增速（各组各舍入到 10^-8 百分点）",
    en: "Percentage points the group brings to the growth of the whole; over a grouping without overlap they add up to it, each rounded to 10^-8",
  },
  {
    name: "pull_down",
    parameters: ["x"],
    options: ["basis"],
    takes: "figure",
    body: "cap(contribution(x, basis: basis), 0 百分点)",
    zh: "下拉：拉动为负的部分，不为负时为 0",
    en: "The contribution where it is negative, else 0",
  },
  {
    name: "new_part",
    parameters: ["x"],
    options: [],
    takes: "rows",
    body: `if_missing(sum(x where set and not missing(x) and missing(lag(x, 1 year))), ${NOTHING})`,
    zh: "新增：本期有数、上年同期无数的主体的本期数",
    en: "Of the change over a year: subjects with a value now and none a year ago",
  },
  {
    name: "closed_part",
    parameters: ["x"],
    options: [],
    takes: "rows",
    body: `-lag(if_missing(sum(x where set and not missing(x) and missing(ahead(x, 1 year))), ${NOTHING}), 1 year)`,
    zh: "退出：上年同期有数、本期无数的主体的上年数，取负",
    en: "Of the change over a year: less the base of subjects with a value a year ago and none now",
  },
  {
    name: "volume_part",
    parameters: ["x", "real"],
    options: [],
    takes: "rows",
    body: `if_missing(sum(${AT_OLD_PRICES} - lag(x, 1 year) where ${BOTH}), ${NOTHING})`,
    zh: "数量：两期都有数的主体，按可比价 real 的升降推算的增量；real 无数时全部计入数量",
    en: "Of the change over a year: subjects in both years, their base moved by the growth of `real`; all of it where `real` is missing",
  },
  {
    name: "price_part",
    parameters: ["x", "real"],
    options: [],
    takes: "rows",
    body: `if_missing(sum(x - ${AT_OLD_PRICES} where ${BOTH}), ${NOTHING})`,
    zh: "价格：两期都有数的主体，本期数与按可比价推算数之差",
    en: "Of the change over a year: subjects in both years, what `real` does not explain",
  },
  {
    name: "scope_part",
    parameters: ["x"],
    options: [],
    takes: "rows",
    body: `if_missing(sum(lag(x, 1 year) where ${BOTH}), ${NOTHING}) - lag(if_missing(sum(x where set and not missing(x) and not missing(ahead(x, 1 year))), ${NOTHING}), 1 year)`,
    zh: "范围：两期都有数的主体因改变归属移入减移出的上年数",
    en: "Of the change over a year: the base of subjects in both years that moved into the set, less of those that moved out",
  },
  {
    name: "seasonal_pace",
    parameters: ["x"],
    options: [],
    takes: "figure",
    body: "lag(ytd(x), 1 year) / lag(x at year, 1 year)",
    zh: "序时进度：上年到本月为止的累计占上年全年之比",
    en: "How much of last year was reached by this month of it",
  },
];
