/** From the estimate's integers to plain JSON. */
import type { FigureValue } from "@lianzhang/contract";
import type { Label, Period } from "@lianzhang/kernel";
import { formatDay, formatPeriod, unit } from "@lianzhang/kernel";
import type {
  AgainstRecord,
  Beside,
  Errors,
  EstimatedFirm,
  Forecast,
  Method,
  ModelName,
  Part,
  Scored,
  Sides,
  Totals,
  Track,
} from "@lianzhang/outlook";
import { coveredBy, growthOf, METHODS, MODELS, shareOf } from "@lianzhang/outlook";
import type { ValueType } from "../present.ts";
import { changeValue, figureValue } from "../present.ts";
import type { MonthSources } from "./sources.ts";
import type {
  BesideOut,
  ErrorsOut,
  FirmOut,
  MethodOut,
  ModelOut,
  ScoredOut,
  SidesOut,
  TotalsOut,
  TrackOut,
} from "./types.ts";

export const METHOD_LABELS: Readonly<Record<Method, Label>> = {
  reported: { zh: "企业填报", en: "answered" },
  carried_own: { zh: "按本企业增速推算", en: "carried on by its own growth" },
  carried_group: { zh: "按同类增速推算", en: "carried on by its group's growth" },
  carried_level: { zh: "按近月水平推算", en: "carried on from its last months" },
  none: { zh: "无数据未估", en: "nothing known, not estimated" },
};

export const MODEL_LABELS: Readonly<Record<ModelName, Label>> = {
  seasonal_naive: { zh: "上年同月", en: "same month last year" },
  last_growth: { zh: "上年同月乘上月增速", en: "same month last year by last month's growth" },
  holt_winters: { zh: "霍尔特-温特斯季节模型", en: "Holt-Winters" },
};

const percent = (v: bigint | null): FigureValue => changeValue(v, false, "incomplete");
const points = (v: bigint | null): FigureValue => changeValue(v, true, "incomplete");
const RATIO: ValueType = { numeric: "ratio", unit: unit("1"), decimals: 3 };

/** How one estimate writes its figures: money in the unit of the output indicator. */
export class Writer {
  readonly #type: ValueType;
  readonly #sources: MonthSources;

  constructor(type: ValueType, sources: MonthSources) {
    this.#type = type;
    this.#sources = sources;
  }

  readonly money = (v: bigint | null): FigureValue => figureValue(v, this.#type);
  /** One firm's, with a digit more. */
  readonly ofFirm = (v: bigint | null): FigureValue =>
    figureValue(v, { ...this.#type, decimals: this.#type.decimals + 1 });

  period(m: number): string {
    const covered: Period = coveredBy(this.#sources.returning, m);
    return formatPeriod(covered);
  }

  sides(s: Sides): SidesOut {
    return { value: this.money(s.value), prior: this.money(s.prior), growth: percent(s.growth) };
  }

  totals(t: Totals): TotalsOut {
    return {
      ...this.sides(t),
      firms: t.firms,
      by: METHODS.map((method) => ({
        method,
        firms: t.methods[method].firms,
        value: this.money(t.methods[method].value),
        share: percent(shareOf(t, method)),
      })),
      points: points(t.points),
      cumulative: this.sides(t.cumulative),
      answered: percent(shareOf(t, "reported")),
    };
  }

  methods(t: Totals, past: Readonly<Record<Method, Errors>>): readonly MethodOut[] {
    return this.totals(t).by.map((by) => ({
      ...by,
      label: METHOD_LABELS[by.method],
      past: this.errors(past[by.method]),
    }));
  }

  errors({ count, bias, meanAbsolute }: Errors): ErrorsOut {
    return { count, bias: percent(bias), meanAbsolute: percent(meanAbsolute) };
  }

  /** Errors of a growth, in points. */
  pointErrors({ count, bias, meanAbsolute }: Errors): ErrorsOut {
    return { count, bias: points(bias), meanAbsolute: points(meanAbsolute) };
  }

  firm(f: EstimatedFirm): FirmOut {
    const largest = (parts: readonly Part[]): string | null =>
      parts.reduce<Part | null>((a, b) => (a === null || b.share > a.share ? b : a), null)?.code ?? null;
    const growth = f.value === null || f.prior === null ? null : growthOf(f.value, f.prior);
    return {
      code: f.code,
      name: f.name,
      method: f.method,
      value: this.ofFirm(f.value),
      prior: this.ofFirm(f.prior),
      growth: percent(growth),
      points: points(f.points),
      entered: f.entered,
      correction:
        f.correction === null
          ? null
          : { ratio: figureValue(f.correction.ratio, RATIO), months: f.correction.months },
      groups: Object.fromEntries([...f.parts].map(([key, parts]) => [key, largest(parts)])),
    };
  }

  track(t: Track): TrackOut {
    const month = (s: Scored): ScoredOut => ({
      period: this.period(s.month),
      known: formatDay(s.day),
      firms: s.firms,
      estimate: this.money(s.estimate),
      actual: this.money(s.actual),
      error: percent(s.error),
      growth: percent(s.growth),
      grown: percent(s.grown),
    });
    return { months: t.months.map(month), level: this.errors(t.level), growth: this.pointErrors(t.growth) };
  }

  beside(b: Beside): BesideOut {
    return {
      firms: b.firms,
      output: percent(b.output),
      record: percent(b.record),
      gap: points(b.gap),
      usual:
        b.usual === null
          ? null
          : { median: points(b.usual.median), width: points(b.usual.width), months: b.usual.months },
      apart: b.apart,
    };
  }

  models(f: Forecast | null): readonly ModelOut[] {
    return MODELS.flatMap((model): ModelOut[] => {
      const of = f?.models[model];
      if (of === undefined) return [];
      const value = of.value === null ? null : BigInt(Math.round(of.value));
      const { months, bias, meanAbsolute } = of;
      return [{ model, label: MODEL_LABELS[model], value: this.money(value), months, bias, meanAbsolute }];
    });
  }

  power(p: AgainstRecord): { readonly period: string; readonly estimated: boolean } {
    return { period: this.period(p.month), estimated: p.estimated };
  }
}

export const percentOf: typeof percent = percent;
