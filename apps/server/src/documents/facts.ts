/** What documents of a month are made from: the signed figures where it is signed, the others as known on that day. */
import type { FigureData } from "@lianzhang/contract";
import type { Indicator } from "@lianzhang/definitions";
import type { Figure, TargetResult } from "@lianzhang/engine";
import type { Group } from "@lianzhang/formula";
import type { Day, Month, Period } from "@lianzhang/kernel";
import { month as monthIn, monthOfYear, parseDay, rational, quotient, yearOf } from "@lianzhang/kernel";
import type { Contribution, DocumentFigure, Measured } from "@lianzhang/report";
import { difference } from "@lianzhang/report";
import { present } from "../asked.ts";
import type { Asked, Context } from "../context.ts";
import { firmTable } from "../firms.ts";
import type { MonthKept, OperationDesk } from "../operation/desk.ts";
import { keptMonth, periodOf, textIn } from "../operation/desk.ts";
import { monthBefore } from "../operation/firms.ts";
import { codesOf, groupOf } from "../operation/head.ts";
import { wantedFor } from "../operation/holder.ts";
import { DOCUMENTS, FIRM, INDICATORS } from "../operation/names.ts";
import { documentIndicators, MonthFigures, signedRun } from "../operation/signed.ts";
import { chainKey, growthIndicator, outputIndicator } from "../output-indicator.ts";
import { figureData, figureValue, typeOf } from "../present.ts";
import { notFound } from "../errors.ts";
import { missing } from "./parts.ts";
import type { Traces } from "./traces.ts";

export interface Standing {
  readonly month: Month;
  /** Null: the month is open, and its documents are drafts. */
  readonly signed: { readonly hash: string; readonly on: string } | null;
  /** What was known on the day of signing; null: everything there is. */
  readonly known: Day | null;
}

export interface FirmLine {
  readonly code: string;
  readonly name: string;
  readonly output: DocumentFigure;
  readonly growth: DocumentFigure;
  readonly pull: DocumentFigure;
  /** Points of the growth that it adds to, 10^-8. */
  readonly size: bigint;
}

/** 2025年11月. */
export const monthWords = (month: Month): string => `${yearOf(month)}年${monthOfYear(month)}月`;
/** 11月; with the year where it is another one. */
const shortWords = (month: Month, beside: Month): string =>
  yearOf(month) === yearOf(beside) ? `${monthOfYear(month)}月` : monthWords(month);
/** January to the month. */
export const upTo = (month: Month): Period => ({ from: monthIn(yearOf(month), 1), to: month });
export const upToWords = (month: Month): string =>
  monthOfYear(month) === 1 ? monthWords(month) : `${yearOf(month)}年1—${monthOfYear(month)}月`;

export async function standingOf(
  desk: OperationDesk | null,
  month: Month,
): Promise<{ readonly standing: Standing; readonly figures: (context: Context) => Promise<MonthFigures> }> {
  const kept: MonthKept | null = desk === null ? null : await keptMonth(desk, month);
  const run = desk === null ? null : await signedRun(desk, kept);
  const on = textIn(kept?.values, "month_closed_on");
  const known = run === null || on === null ? null : parseDay(on);
  const standing = { month, known, signed: run === null ? null : { hash: run.hash, on: on ?? "" } };
  return {
    standing,
    figures: (context) =>
      MonthFigures.of(context, { period: periodOf(month), known }, run, documentIndicators(context)),
  };
}

/** Months whose growth is looked back on. */
const BACK = 5;

/** The figures of one document, each with its trace. */
export class Facts {
  readonly context: Context;
  readonly standing: Standing;
  readonly traces: Traces;
  readonly #figures: MonthFigures;
  readonly output: Indicator;
  readonly #growth: Indicator;

  constructor(context: Context, standing: Standing, figures: MonthFigures, traces: Traces) {
    [this.context, this.standing, this.#figures, this.traces] = [context, standing, figures, traces];
    const output = outputIndicator(context.model);
    const growth = growthIndicator(context.model, output);
    if (output === null || growth === null)
      throw notFound({ zh: "产值和增速指标", en: "indicator of output and its growth" }, "-", null);
    [this.output, this.#growth] = [output, growth];
  }

  get month(): Month {
    return this.standing.month;
  }

  /** The question of these months, as known on the day of the run. */
  asked(period: Period): Asked {
    return { period, known: this.standing.known };
  }

  /** Who holds what is missing, as people are asked for it. */
  async holder(figure: FigureData): Promise<string | null> {
    if (figure.value.reason === null || figure.value.reason === "withheld") return null;
    const indicator = this.context.model.indicators.get(figure.indicator);
    if (indicator?.body === null)
      return this.context.model.holders.get(indicator.holder ?? "")?.label.zh ?? null;
    const [cell] = figure.group;
    const group = cell === undefined || cell.code === null ? null : { key: cell.key, code: cell.code };
    const address = {
      indicator: figure.indicator,
      period: periodOf(this.month),
      group,
      subject: figure.subject,
    };
    return (await wantedFor(this.context, address))?.holder.zh ?? null;
  }

  async #traced(figure: FigureData, what: string, points = false): Promise<DocumentFigure> {
    return this.traces.of(figure, { what, points, holder: await this.holder(figure) });
  }

  /** A figure of the month in a cell. */
  cell(id: string, group: Group): FigureData {
    return this.#figures.cell(id, group).figure;
  }

  level(group: Group): Promise<DocumentFigure> {
    return this.#traced(this.cell(this.output.id, group), "总产值");
  }
  growth(group: Group): Promise<DocumentFigure> {
    return this.#traced(this.cell(this.#growth.id, group), "总产值增速");
  }
  pull(group: Group): Promise<DocumentFigure> {
    return this.#traced(this.cell(DOCUMENTS.pull, group), "拉动");
  }
  electricity(): Promise<DocumentFigure> {
    return this.#traced(this.cell(DOCUMENTS.electricity, []), "工业用电量");
  }
  electricityGrowth(): Promise<DocumentFigure> {
    return this.#traced(this.cell(DOCUMENTS.electricityGrowth, []), "工业用电量增速");
  }

  /** 报送率: firms that reported of those expected. */
  reported(): DocumentFigure {
    const figure = this.cell(this.output.id, []);
    const { reported, expected } = figure.counters ?? { reported: 0, expected: 0 };
    const share = expected === 0 ? null : quotient(BigInt(reported), BigInt(expected), rational(100n));
    const value = {
      ...figureValue(share, { ...typeOf(this.#growth), numeric: "ratio" }, "no_rows"),
      decimals: 1,
    };
    return this.traces.of(figure, { what: "报送率", value });
  }

  /** The figure of an indicator of the whole, or of a cell, in another period, as known on the day. */
  async elsewhere(indicator: Indicator, period: Period, group: Group = []): Promise<FigureData> {
    const asked = this.asked(period);
    const keys = group.map((g) => g.key);
    const found = (await this.context.figures(asked, [indicator.id], [keys])).find(
      (f) =>
        f.subject === null &&
        f.group.length === group.length &&
        f.group.every((g, i) => g.code === group[i]?.code),
    );
    return present(this.context, asked, indicator, found);
  }

  /** Output from January to the month, as known on the day of the run. */
  async cumulative(): Promise<{ readonly level: DocumentFigure; readonly growth: DocumentFigure }> {
    const period = upTo(this.month);
    const [level, growth] = [
      await this.elsewhere(this.output, period),
      await this.elsewhere(this.#growth, period),
    ];
    return { level: await this.#traced(level, "累计总产值"), growth: await this.#traced(growth, "累计增速") };
  }

  /** How a growth moved against the month before; a missing one says that there is none to compare with. */
  async moved(now: DocumentFigure, id: string, before: Period): Promise<DocumentFigure> {
    const indicator = this.context.model.indicators.get(id);
    const figure = indicator === undefined ? null : await this.elsewhere(indicator, before);
    const then = figure === null ? null : await this.#traced(figure, "上月增速");
    return difference(now, then, "百分点") ?? missing(now, "百分点", "没有可比的增速");
  }

  get growthId(): string {
    return this.#growth.id;
  }

  /** Growth of the aggregate that the statistics bureau feeds back; null: the folder has none. */
  async official(): Promise<{ readonly name: string; readonly growth: DocumentFigure } | null> {
    const indicator = this.context.model.indicators.get(INDICATORS.official);
    if (indicator === undefined) return null;
    const figure = await this.elsewhere(indicator, upTo(this.month));
    return { name: indicator.label.zh, growth: await this.#traced(figure, indicator.label.zh) };
  }

  /** Level, growth, the month before and how long it has lasted, of the whole or of a chain. */
  async measured(name: string, group: Group): Promise<Measured> {
    const growth = await this.growth(group);
    const earlier: { readonly month: Month; readonly growth: DocumentFigure }[] = [];
    for (let at = monthBefore(this.month); earlier.length < BACK; at = monthBefore(at)) {
      const figure = await this.elsewhere(this.#growth, periodOf(at), group);
      if (figure.value.text === null) break;
      earlier.push({ month: at, growth: await this.#traced(figure, "总产值增速") });
    }
    const [before] = earlier;
    return {
      name,
      verb: "完成",
      level: await this.level(group),
      growth,
      before:
        before === undefined ? null : { period: shortWords(before.month, this.month), growth: before.growth },
      beside: [],
      series: [...earlier.map((e) => e.growth).toReversed(), growth],
    };
  }

  /** Cells of a key in the order of their classification. */
  async parts(
    key: string,
  ): Promise<readonly (Contribution & { code: string; level: DocumentFigure; growth: DocumentFigure })[]> {
    const parts = [];
    for (const { code, label } of codesOf(this.context, this.#figures, this.output.id, key)) {
      const group = groupOf(this.context, key, code);
      const [level, growth, points] = [
        await this.level(group),
        await this.growth(group),
        await this.pull(group),
      ];
      parts.push({ code, name: label.zh, level, growth, points });
    }
    return parts;
  }

  chainGroup(code: string): Group {
    const key = chainKey(this.context.model);
    return key === null ? [] : groupOf(this.context, key, code);
  }

  /** Single firms that the viewer may name, with what each adds to the growth of the city or of this chain; largest rise first. */
  async firms(chain: string | null = null): Promise<readonly FirmLine[]> {
    const asked = this.asked(periodOf(this.month));
    const table = await firmTable(this.context, asked);
    const pull = chain === null ? FIRM.pull : FIRM.chainPull;
    const ids = [FIRM.actual, FIRM.growth, pull];
    if (table === null || ids.some((id) => !this.context.model.indicators.has(id))) return [];
    const { rows } = await this.context.runner.query(
      `SELECT code, name, chain FROM ${table.name} ORDER BY code`,
    );
    const named = new Map(rows.map(([code, name, chain]) => [String(code), { name: String(name), chain }]));
    const figures = new Map<string, Figure>();
    for (const f of await this.context.figures(asked, ids, [[]]))
      if (f.subject !== null) figures.set(`${f.indicator} ${f.subject}`, f);
    const lines: FirmLine[] = [];
    for (const [code, { name, chain: own }] of named) {
      const size = figures.get(`${pull} ${code}`)?.value ?? null;
      if (size === null || (chain !== null && own !== chain)) continue;
      const of = (id: string, what: string, points = false): DocumentFigure => {
        const [indicator, found] = [this.context.model.indicators.get(id), figures.get(`${id} ${code}`)];
        if (indicator === undefined || found === undefined) throw new Error(`no figure of ${id}`);
        const p = { model: this.context.model, demo: this.context.instance.demo };
        return this.traces.of(figureData(p, indicator, found, { code, name }), { what, points });
      };
      lines.push({
        code,
        name,
        output: of(FIRM.actual, "企业产值"),
        growth: of(FIRM.growth, "企业增速"),
        pull: of(pull, chain === null ? "企业拉动" : "企业对本链拉动", true),
        size,
      });
    }
    return lines.toSorted((a, b) => (a.size > b.size ? -1 : a.size < b.size ? 1 : a.code < b.code ? -1 : 1));
  }

  /** Targets of the decision up to the month, as known on the day. */
  targets(): Promise<readonly TargetResult[]> {
    return this.context.targets(this.asked(upTo(this.month)));
  }
}
