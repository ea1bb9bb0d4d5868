/** The words that tell heads, totals, notes and time apart, whatever the form. */
import type { Marks } from "./table.ts";

/** Note marks, which NFKC would make digits of; the powers of m² and m³ are none. */
const RAISED = /[\u2460-\u249b\u24ea-\u24ff\u2776-\u2793]|(?<!m)[\u00b2\u00b3\u00b9\u2070-\u209f]/g;

/** Width folded, note marks out. */
export const plainWidth = (text: string): string => text.replace(RAISED, "").normalize("NFKC");

/** A head for comparison: widths, blanks, line breaks, quotation marks, kinds of dash and note marks do not tell two heads apart. */
export const canonical = (text: string): string =>
  plainWidth(text)
    .replace(/[\s\u00ad\u200b-\u200f\u2060\ufeff"'“”‘’「」*]/g, "")
    .replace(/[—–―−~]/g, "-")
    .replace(/[【[〔]/g, "(")
    .replace(/[】\]〕]/g, ")")
    .toLowerCase();

const words = (text: string): ReadonlySet<string> => new Set(text.split(" "));

export const CODE_WORDS: ReadonlySet<string> = words(
  "统一社会信用代码 社会信用代码 信用代码 统一代码 单位代码 企业代码 法人代码 纳税人识别号 税号 代码 编码 地区代码 行政区划代码 园区代码 code uscc",
);
export const NAME_WORDS: ReadonlySet<string> = words(
  "企业名称 单位名称 单位详细名称 法人单位名称 法人名称 公司名称 纳税人名称 用户名称 用电户名 户名 企业 单位 公司 名称 企业全称 地区 区县 县区 县(区) 区(县) 县市区 园区 园区名称 地区名称 name",
);
export const PERIOD_WORDS: ReadonlySet<string> = words(
  "报告期 时期 所属期 税款所属期 报告期别 期间 月份 年份 年度 年月 统计月份 period month year",
);
export const SERIAL_WORDS: ReadonlySet<string> = words("序号 编号 行次 行号 no no. № #");
export const REMARK_WORDS: ReadonlySet<string> = words("备注 说明 remark remarks");
export const ITEM_WORDS: ReadonlySet<string> = words("指标名称 指标 项目 科目 财务指标 主要指标 item");
export const UNIT_WORDS: ReadonlySet<string> = words("计量单位 单位 unit");

/** Words under an item that name no other item: 营业收入, 金额. */
export const VALUE_WORDS: ReadonlySet<string> = words("金额 数额 数值 数 值 实际 余额 数据 指标值 填报数");

/** Words that only a head has: one of them makes a row a head. */
export const HEAD_WORDS: ReadonlySet<string> = new Set(
  [CODE_WORDS, NAME_WORDS, PERIOD_WORDS, SERIAL_WORDS, ITEM_WORDS].flatMap((set) => [...set]),
);
export const isStructural = (head: string): boolean => HEAD_WORDS.has(head);

const TOTAL = /^(?:[^\d]{0,12})(?:合计|总计|小计|共计|总和)(?:\(.*\))?[::]?$|^(?:total|subtotal)$/;
export const isTotal = (text: string): boolean => TOTAL.test(text);

const NOTE =
  /^(?:注|附注|备注|说明|填表说明|补充资料|资料来源|数据来源|来源)\d*[::.、]|^(?:填表人|填报人|制表人?|制表单位|统计负责人|单位负责人|负责人|审核人?|复核人?|联系人|联系电话|电话|报出日期|填报日期|填表日期|填报单位|报送单位|金额单位|计量单位|单位)[::]|^注[::]?$|^第\d+页|^共\d+页|^[-(]?续表?\)?$/;
export const isNote = (text: string): boolean => NOTE.test(text);

/** `甲`, `乙`, `1`, `2`: the numbering of columns under a head; also blanks and dashes between. */
export const isOrdinal = (text: string): boolean => /^(?:[甲乙丙丁戊己庚]|\(?\d{1,2}\)?|栏次|-)$/.test(text);

interface Said {
  year: Marks["year"];
  span: Marks["span"];
  growth: boolean;
  start: boolean;
  /** A year in digits. */
  dated: number | null;
  /** Months in digits: `5月`, `1-5月`. */
  months: string | null;
}
export interface TimeWords extends Readonly<Said> {
  /** The text without them. */
  readonly rest: string;
}

const BETWEEN = "[-至到]";
/** In this order: longer words before the shorter ones they hold. */
const TIME: readonly (readonly [RegExp, (said: Said, found: RegExpExecArray) => void])[] = [
  [
    /(?:比|较)(?:上年|去年|同期)(?:同期)?(?:增长|增减|增速|±)?|同比(?:增长|增减|增速|±)?|增速|增幅|增长率?|增减|±/,
    (s) => (s.growth = true),
  ],
  [/(?:上年|去年)同(?:月|月份)/, (s) => ((s.year = "last"), (s.span = "month"))],
  [
    /(?:上年|去年|上一年)(?:度)?同期(?:数|值|累计)?/,
    (s, m) => ((s.year = "last"), m[0].includes("累计") && (s.span = "cumulative")),
  ],
  [/(?:上年|去年|上一年)(?:度|全年)?(?:数|实际)?/, (s) => (s.year = "last")],
  [/(\d{4})年(?:度)?/, (s, m) => (s.dated = Number(m[1]))],
  [
    new RegExp(
      `(?:自)?(?:1|一|年初)月?${BETWEEN}(?:本|报告)(?:月|季|期)(?:止|末)?(?:累计)?(?:数|额|值)?|年初至今(?:累计)?`,
    ),
    (s) => (s.span = "cumulative"),
  ],
  [
    new RegExp(`(?<!\\d)(?:1|一)月?${BETWEEN}(\\d{1,2})月(?:份)?(?:累计)?(?:数|额|值)?`),
    (s, m) => ((s.span = "cumulative"), (s.months = `1-${m[1] ?? ""}月`)),
  ],
  [/(上半年|前[二三]季度)(?:累计)?(?:数)?/, (s, m) => ((s.span = "cumulative"), (s.months = m[1] ?? null))],
  // the first quarter is a cumulative too
  [
    /(第?[一二三四]季度)(?:数)?/,
    (s, m) => ((s.months = m[1] ?? null), m[0].includes("一") || (s.span ??= "month")),
  ],
  [/(?:本|当)(?:年|月|期|季)(?:止|末)?累计(?:数|额|值)?|累计(?:数|额|值)?/, (s) => (s.span = "cumulative")],
  [
    /(?:本|当)月(?:份|止|末)?(?:数|额|值|实际)?|(?<![\d-])(\d{1,2}月)(?:份)?(?:数)?/,
    (s, m) => ((s.span ??= "month"), (s.months ??= m[1] ?? null)),
  ],
  [/同期(?:数|值)?/, (s) => (s.year ??= "last")],
  [
    /(?:本年|今年|当年(?!价))(?:度)?(?:数|实际)?|(?:本|当)期(?:数|额|值)?|本季(?:度)?/,
    (s) => (s.year ??= "this"),
  ],
  [/(?:年初|期初)(?:数|余额)?/, (s) => (s.start = true)],
  [/(?:年末|期末|月末|季末)(?:数|余额)?/, () => {}],
];

/** Takes the words of time out of a canonical head. */
export function timeWords(head: string): TimeWords {
  const said: Said = { year: null, span: null, growth: false, start: false, dated: null, months: null };
  let rest = head;
  for (const [pattern, apply] of TIME) {
    const found = pattern.exec(rest);
    if (!found) continue;
    apply(said, found);
    rest = rest.slice(0, found.index) + rest.slice(found.index + found[0].length);
  }
  if (rest !== head) rest = rest.replace(/\(\)|^[-::、,.的]+|[-::、,.的]+$/g, "");
  return { ...said, rest };
}
