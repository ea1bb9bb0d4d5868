/** The month's papers as text tables. */
import type { Label, Language } from "@lianzhang/kernel";
import {
  formatPeriod,
  formatValue,
  parseDecimal,
  parsePeriod,
  RATIO_ONE,
  unit,
  unitText,
} from "@lianzhang/kernel";
import type { MonthEstimate, SurveyProposal, YearPace } from "@lianzhang/server";
import type { Align } from "./table.ts";
import { table } from "./table.ts";
import { STATUS_WORDS } from "./words.ts";

type Value = MonthEstimate["whole"]["value"];
type Firm = MonthEstimate["up"][number];
type Errors = MonthEstimate["whole"]["past"]["level"];

export const inWords =
  (language: Language): ((label: Label) => string) =>
  (label) =>
    label[language];

/** A figure of the answer for a column: rounded once to its decimals; `—` when missing. */
export function shown(
  v: Value,
  options: { readonly signed?: boolean; readonly decimals?: number } = {},
): string {
  const exact = v.text === null ? null : parseDecimal(v.text);
  if (exact === null) return "—";
  const { decimals = v.decimals, signed = false } = options;
  const scale = 10n ** BigInt(decimals);
  const size = exact.num < 0n ? -exact.num : exact.num;
  const whole = (size * scale * 2n + exact.den) / (exact.den * 2n);
  const value = (exact.num < 0n ? -whole : whole) * (RATIO_ONE / scale);
  return formatValue(
    value,
    { numeric: "ratio", unit: unit(v.unit) },
    { decimals, signed, showUnit: false, grouped: false },
  );
}
export const signed = (v: Value, decimals?: number): string =>
  shown(v, { signed: true, ...(decimals === undefined ? {} : { decimals }) });

export const monthText = (text: string, language: Language): string => {
  const period = parsePeriod(text);
  return period === null || language === "en" ? text : formatPeriod(period).replace("..", "至");
};

export const numbers = (count: number): Align[] => Array.from({ length: count }, (): Align => "right");

const errorsText = (e: Errors, zh: boolean): string =>
  e.count === 0
    ? "—"
    : zh
      ? `平均 ${signed(e.bias)},平均绝对 ${shown(e.meanAbsolute)}(${e.count} 个月)`
      : `mean ${signed(e.bias)}, mean absolute ${shown(e.meanAbsolute)} (${e.count} months)`;

function headLines(e: MonthEstimate, language: Language): string[] {
  const zh = language === "zh";
  const { whole, modes } = e;
  const unitName = unitText(unit(whole.value.unit), language);
  const other = e.mode === "corrected" ? modes.as_said : modes.corrected;
  const lines = [
    zh
      ? `${monthText(e.period, language)} 预估:${e.indicator.label.zh}(数据截至 ${e.known},${unitName})`
      : `${e.period}, estimated: ${e.indicator.label.en} (as known on ${e.known}, ${unitName})`,
    zh
      ? `  当月 ${shown(whole.value)},同口径增速 ${signed(whole.growth)}%;1 月至本月累计 ${shown(whole.cumulative.value)},增速 ${signed(whole.cumulative.growth)}%`
      : `  month ${shown(whole.value)}, comparable growth ${signed(whole.growth)}%; January to date ${shown(whole.cumulative.value)}, growth ${signed(whole.cumulative.growth)}%`,
    e.mode === "corrected"
      ? zh
        ? `  企业预计数已按以往偏差校正;照填报数为 ${shown(other.value)},增速 ${signed(other.growth)}%`
        : `  answers are corrected by their record; as said: ${shown(other.value)}, growth ${signed(other.growth)}%`
      : zh
        ? `  企业预计数照填报数;校正后为 ${shown(other.value)},增速 ${signed(other.growth)}%`
        : `  answers as said; corrected: ${shown(other.value)}, growth ${signed(other.growth)}%`,
  ];
  if (whole.actual === null) return lines;
  const { actual } = whole;
  return [
    ...lines,
    zh
      ? `  已报实际数 ${shown(actual.value)},增速 ${signed(actual.growth)}%`
      : `  came: ${shown(actual.value)}, growth ${signed(actual.growth)}%`,
  ];
}

function methodLines(e: MonthEstimate, language: Language): string[] {
  const zh = language === "zh";
  const head = zh
    ? ["取数方法", "户数", "产值", "占比%", "以往误差%"]
    : ["method", "firms", "output", "share %", "past errors %"];
  const rows = e.methods
    .filter((m) => m.firms > 0)
    .map((m) => [
      inWords(language)(m.label),
      String(m.firms),
      shown(m.value),
      shown(m.share),
      errorsText(m.past, zh),
    ]);
  return table(head, rows, ["left", ...numbers(3), "left"]);
}

function groupLines(e: MonthEstimate, by: string, language: Language): string[] {
  const zh = language === "zh";
  const of = e.groups.find((g) => g.id === by);
  const besides = e.besides.map((b) => `${inWords(language)(b.label)}%`);
  const head = [
    of === undefined ? by : inWords(language)(of.label),
    ...(zh
      ? [
          "户数",
          "预估",
          "同期",
          "增速%",
          "拉动(百分点)",
          "累计增速%",
          "填报占比%",
          "用电增速%",
          "",
          ...besides,
          "以往误差%",
        ]
      : [
          "firms",
          "estimate",
          "base",
          "growth %",
          "points",
          "to date %",
          "answered %",
          "power %",
          "",
          ...besides,
          "past errors %",
        ]),
  ];
  const apart = zh ? "背离" : "apart";
  const row = (label: string, g: MonthEstimate["whole"]): string[] => [
    label,
    String(g.firms),
    shown(g.value),
    shown(g.prior),
    signed(g.growth),
    signed(g.points, 2),
    signed(g.cumulative.growth),
    shown(g.answered),
    g.power === null ? "—" : signed(g.power.record),
    g.power?.apart === true ? apart : "",
    ...g.beside.map((v) => signed(v)),
    errorsText(g.past.level, zh),
  ];
  const rows = [
    ...(of?.rows ?? []).map((g) => row(inWords(language)(g.label), g)),
    row(zh ? "合计" : "total", e.whole),
  ];
  return table(head, rows, ["left", ...numbers(8), "left", ...numbers(besides.length), "left"]);
}

function firmLines(e: MonthEstimate, title: string, firms: readonly Firm[], language: Language): string[] {
  const zh = language === "zh";
  if (firms.length === 0) return [];
  const labels = new Map(e.methods.map((m) => [m.method, inWords(language)(m.label)]));
  const head = zh
    ? ["企业", "代码", "预估", "同期", "增速%", "拉动(百分点)", "方法"]
    : ["firm", "code", "estimate", "base", "growth %", "points", "method"];
  const rows = firms.map((f) => [
    f.name,
    f.code,
    shown(f.value),
    shown(f.prior),
    signed(f.growth),
    signed(f.points, 3),
    `${labels.get(f.method) ?? f.method}${f.correction === null ? "" : `(×${shown(f.correction.ratio)})`}`,
  ]);
  return ["", title, ...table(head, rows, ["left", "left", ...numbers(4), "left"])];
}

function recordLines(e: MonthEstimate, language: Language): string[] {
  const zh = language === "zh";
  const track = e.past[e.mode];
  const said = e.past.as_said.level;
  const head = zh
    ? ["月份", "预估", "实际", "误差%", "预估增速%", "实际增速%"]
    : ["month", "estimate", "came", "error %", "growth estimated %", "growth came %"];
  const rows = track.months.map((s) => [
    monthText(s.period, language),
    shown(s.estimate),
    shown(s.actual),
    signed(s.error, 2),
    signed(s.growth),
    signed(s.grown),
  ]);
  const models = e.whole.models.map((m) => {
    const error = m.meanAbsolute === null ? "—" : `${m.meanAbsolute.toFixed(2)}%`;
    const name = inWords(language)(m.label);
    return zh
      ? `  模型测算·${name}:${shown(m.value)},近 ${m.months} 个月平均绝对误差 ${error}`
      : `  a model's, ${name}: ${shown(m.value)}, mean absolute error of ${m.months} months ${error}`;
  });
  return [
    "",
    zh
      ? "以往预估与实际(同一批企业,按当时已知数据重算)"
      : "past estimates against what came (same firms, as known then)",
    ...table(head, rows, ["left", ...numbers(5)]),
    zh
      ? `  误差%:${errorsText(track.level, zh)};增速误差(百分点):${errorsText(track.growth, zh)};照填报数:${errorsText(said, zh)}`
      : `  error %: ${errorsText(track.level, zh)}; of growth (points): ${errorsText(track.growth, zh)}; as said: ${errorsText(said, zh)}`,
    ...models,
  ];
}

function baseLine(e: MonthEstimate, language: Language): string {
  const { stored, left, entered, restated, comparable } = e.base;
  return language === "zh"
    ? `  基数:上年同期合计 ${shown(stored)},退出 ${e.left.length} 户 ${signed(left)},新增 ${e.entered.length} 户 ${signed(entered)},同期数修订 ${signed(restated)},同口径基数 ${shown(comparable)}`
    : `  base: last year's total ${shown(stored)}, ${e.left.length} left ${signed(left)}, ${e.entered.length} entered ${signed(entered)}, restated ${signed(restated)}, comparable ${shown(comparable)}`;
}

/** The estimate as an analyst reads it: head, methods, groups, firms that carry most, record. */
export function estimateLines(e: MonthEstimate, by: string, language: Language): string[] {
  const zh = language === "zh";
  const notes = e.besides.map((b) => `${inWords(language)(b.label)} ${b.period}`);
  const power = e.power === null ? [] : [`${zh ? "用电" : "electricity"} ${e.power.period}`];
  return [
    ...headLines(e, language),
    baseLine(e, language),
    "",
    ...methodLines(e, language),
    "",
    ...groupLines(e, by, language),
    `  ${zh ? "对照数所属期" : "periods of the records beside"}: ${[...power, ...notes].join("; ")}`,
    ...firmLines(e, zh ? "拉动最大的企业" : "firms that pull up most", e.up, language),
    ...firmLines(e, zh ? "下拉最大的企业" : "firms that pull down most", e.down, language),
    ...recordLines(e, language),
  ];
}

/** The proposal for the survey's list. */
export function proposalLines(p: SurveyProposal, language: Language): string[] {
  const zh = language === "zh";
  const head = zh
    ? ["序号", "企业", "代码", "近 12 个月产值", "累计占比%", "现行规则"]
    : ["no.", "firm", "code", "output of twelve months", "share so far %", "rule in force"];
  const asked = zh ? ["已调查", "建议新增"] : ["asked", "to add"];
  const rows = p.firms.map((f, i) => [
    String(i + 1),
    f.name,
    f.code,
    shown(f.output),
    shown(f.through),
    asked[f.asked ? 0 : 1] ?? "",
  ]);
  const added = p.firms.filter((f) => !f.asked).length;
  return [
    zh
      ? `快速调查企业建议名单:${p.period} 产值前 ${p.firms.length} 户(共 ${p.among} 户)占 ${p.share}% 以上;数据截至 ${p.known}。须经签署后生效`
      : `proposed for the short survey: ${p.firms.length} of ${p.among} firms make ${p.share} % of the output of ${p.period}, as known on ${p.known}; in force once signed`,
    ...table(head, rows, ["right", "left", "left", ...numbers(2), "left"]),
    zh
      ? `建议新增 ${added} 户;现行规则调查而不在名单的 ${p.released.length} 户可不再调查`
      : `${added} to add; ${p.released.length} asked by the rule in force need not be asked`,
  ];
}

/** Where the year stands against its own curve, with the evidence. */
export function paceLines(p: YearPace, label: Label, language: Language): string[] {
  const zh = language === "zh";
  const unitName = unitText(unit(p.target.unit), language);
  const curve = p.curve.map((s) => shown(s)).join(" ");
  return zh
    ? [
        `${label.zh} ${p.period}:${STATUS_WORDS[p.status].zh}(${unitName})`,
        `  累计 ${shown(p.cumulative)},序时应达 ${shown(p.expected)},差额 ${signed(p.ahead)};全年目标 ${shown(p.target)}`,
        `  按中位曲线全年约 ${shown(p.projected)};按本月占比最小的年份约 ${shown(p.best)}`,
        `  各月累计占全年%(${p.years.join("、")} 年中位数):${curve}`,
      ]
    : [
        `${label.en} ${p.period}: ${STATUS_WORDS[p.status].en} (${unitName})`,
        `  so far ${shown(p.cumulative)}, due by the curve ${shown(p.expected)}, ahead ${signed(p.ahead)}; for the year ${shown(p.target)}`,
        `  the year by the median curve ${shown(p.projected)}; by the year with the smallest share so far ${shown(p.best)}`,
        `  share of the year by each month, % (median of ${p.years.join(", ")}): ${curve}`,
      ];
}
