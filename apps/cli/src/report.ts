/** `report`: the estimate of a month, whom its survey should ask, where a year stands, targets, documents and workbooks. */
import type { Label, Period, Rational } from "@lianzhang/kernel";
import { lastDay, nearest, parseDecimal } from "@lianzhang/kernel";
import type { MonthEstimate, MonthProblem, PaceProblem, SurveyProposal } from "@lianzhang/server";
import { monthEstimate, surveyProposal, yearPace } from "@lianzhang/server";
import type { Parsed } from "./arguments.ts";
import type { City } from "./city.ts";
import { hasErrors, openCity, reportDiagnostics } from "./city.ts";
import { wholeNumber } from "./demo.ts";
import { toJson } from "./json.ts";
import { askedOf, figureAsked } from "./question.ts";
import { reportPapers } from "./report-papers.ts";
import { reportTargets } from "./report-targets.ts";
import { reportWorkbook } from "./report-workbook.ts";
import { estimateLines, paceLines, proposalLines } from "./report-text.ts";
import type { Terminal } from "./terminal.ts";
import { EXIT, UsageError } from "./terminal.ts";

const WHATS = ["estimate", "survey-firms", "pace", "targets", "papers", "workbook"] as const;
type What = (typeof WHATS)[number];
const SHARE = 80;

function whatAsked(parsed: Parsed): What {
  const word = parsed.positionals[0] ?? "";
  const found = WHATS.find((w) => w === word);
  if (found !== undefined) return found;
  const near = nearest(word, WHATS) ?? WHATS.join(", ");
  throw new UsageError(
    { zh: `没有材料「${word}」`, en: `there is no report "${word}"` },
    { zh: `是否指 ${near}?`, en: `did you mean ${near}?` },
  );
}

const PROBLEMS: Readonly<Record<MonthProblem, readonly [Label, Label]>> = {
  nothing_measures_output: [
    {
      zh: "决定目录中没有按月采集企业产值的报表",
      en: "no monthly form of this decision measures the output of firms",
    },
    { zh: "需有带上年同期的累计产值字段", en: "it needs a cumulative of output with its same period" },
  ],
  not_a_month: [
    { zh: "--period 应为一个月", en: "--period should be one month" },
    { zh: "写成 2025-06;1-2 月写 2025-02", en: "write 2025-06; January and February are 2025-02" },
  ],
  not_due: [
    { zh: "该月没有报表,与下月合并统计", en: "that month has no return of its own" },
    { zh: "1 月请问 2 月(1-2 月合计)", en: "for January ask February, which covers both" },
  ],
  no_firms: [
    { zh: "该月名录中没有规模以上企业", en: "no firm of the register is of the population in that month" },
    { zh: "核对 --data 与 --period", en: "check --data and --period" },
  ],
};

function refuse(problem: MonthProblem): UsageError {
  const [said, hint] = PROBLEMS[problem];
  return new UsageError(said, hint);
}

/** The grouping asked for; a wrong word is answered with those there are. */
function groupingOf(estimate: MonthEstimate, parsed: Parsed): string {
  const asked = parsed.values.get("by") ?? estimate.groups[0]?.id ?? "";
  const ids = estimate.groups.map((g) => g.id);
  if (ids.includes(asked)) return asked;
  throw new UsageError(
    { zh: `没有分组「${asked}」`, en: `there is no grouping "${asked}"` },
    { zh: `可选:${ids.join("、")}`, en: `choose from: ${ids.join(", ")}` },
  );
}

async function estimated(city: City, parsed: Parsed, terminal: Terminal): Promise<void> {
  const { period, known } = askedOf(parsed);
  const mode = parsed.values.get("answers") === "as-said" ? "as_said" : "corrected";
  const answer = await monthEstimate(city.model, city.store, { period, known, mode });
  if (!answer.ok) throw refuse(answer.problem);
  const { estimate } = answer;
  const by = groupingOf(estimate, parsed);
  if (parsed.switches.has("json")) terminal.out(toJson(estimate));
  else for (const l of estimateLines(estimate, by, terminal.language)) terminal.out(l);
}

async function proposed(city: City, parsed: Parsed, terminal: Terminal): Promise<void> {
  const { period, known } = askedOf(parsed);
  const share = wholeNumber(parsed, "share", SHARE, 1);
  if (share > 100)
    throw new UsageError({ zh: `--share ${share} 不应超过 100`, en: `--share ${share} is above 100` });
  const day = known ?? lastDay(period);
  const found = await proposalOf(city, period, day, share);
  if (parsed.switches.has("json")) terminal.out(toJson(found));
  else for (const l of proposalLines(found, terminal.language)) terminal.out(l);
}

async function proposalOf(city: City, period: Period, known: number, share: number): Promise<SurveyProposal> {
  const found = await surveyProposal(city.model, city.store, { month: period.to, known, share });
  if (found === null) throw refuse("nothing_measures_output");
  return found;
}

const PACE_PROBLEMS: Readonly<Record<PaceProblem, Label>> = {
  unknown_indicator: { zh: "没有这个指标", en: "there is no such indicator" },
  no_yearly_amount: {
    zh: "不是逐月累加的合计数,没有序时进度",
    en: "it does not add up through the year, so it has no pace",
  },
  no_figure: { zh: "本期没有数", en: "there is no figure for the period" },
  too_few_years: {
    zh: "完整年份不足三年,画不出季节曲线",
    en: "fewer than three whole years to draw a curve from",
  },
};

/** Read before anything is loaded. */
function targetAsked(parsed: Parsed): Rational {
  const text = parsed.values.get("target") ?? "";
  const asked = parseDecimal(text);
  if (asked !== null) return asked;
  throw new UsageError(
    { zh: `--target 「${text}」不是数`, en: `--target "${text}" is not a number` },
    { zh: "按指标的单位写,例:--target 2400", en: "write it in the indicator's unit, as --target 2400" },
  );
}

async function paced(city: City, parsed: Parsed, terminal: Terminal): Promise<void> {
  const { period, known } = askedOf(parsed);
  const asked = targetAsked(parsed);
  const { indicator } = figureAsked(city.model, parsed.values.get("indicator") ?? "");
  const { num, den } = indicator.unit.toMinor;
  // Smaller than the minor unit is no amount of money.
  const target = (asked.num * num) / (asked.den * den);
  const order = { indicator: indicator.id, target, month: period.to, known };
  const answer = await yearPace(city.model, city.store, city.versions, order);
  if (!answer.ok) {
    const why = PACE_PROBLEMS[answer.problem];
    throw new UsageError({ zh: `${indicator.id}:${why.zh}`, en: `${indicator.id}: ${why.en}` });
  }
  if (parsed.switches.has("json")) terminal.out(toJson(answer.pace));
  else for (const l of paceLines(answer.pace, indicator.label, terminal.language)) terminal.out(l);
}

const WRITERS = { estimate: estimated, "survey-firms": proposed, pace: paced } as const;

export async function reportCommand(parsed: Parsed, terminal: Terminal): Promise<number> {
  const what = whatAsked(parsed);
  askedOf(parsed);
  if (what === "targets") return reportTargets(parsed, terminal);
  if (what === "papers") return reportPapers(parsed, terminal);
  if (what === "workbook") return reportWorkbook(parsed, terminal);
  if (what === "pace") targetAsked(parsed);
  const { city, diagnostics } = await openCity(
    terminal,
    parsed.positionals[1] ?? "",
    parsed.values.get("data"),
  );
  reportDiagnostics(terminal, diagnostics);
  if (city === null) return EXIT.input;
  try {
    await WRITERS[what](city, parsed, terminal);
    return hasErrors(diagnostics) ? EXIT.input : EXIT.done;
  } finally {
    await city.store.close();
  }
}
