/** Numbers of the plan that cannot be meant: weights, signs, parameters that have ended. */
import type { Core } from "@lianzhang/formula";
import { children, closure } from "@lianzhang/formula";
import type { Day, Diagnostic } from "@lianzhang/kernel";
import { formatDay, lastDay, parseDay, parseDecimal, rational, yearPeriod } from "@lianzhang/kernel";
import type { Indicator, Model, Parameter, Way } from "../model.ts";
import { called, finding } from "./finding.ts";

export const lintBounds = (model: Model): Diagnostic[] => [
  ...lintWeights(model),
  ...lintSigns(model),
  ...lintReach(model),
];

const WEIGHED: ReadonlySet<Way> = new Set(["ratio", "inverse_ratio", "min_max", "between", "rank"] as const);

/** Weights are parts of 100 (or of 1). An evaluation marked assumed may still lack some. */
function lintWeights(model: Model): Diagnostic[] {
  return [...model.evaluations.values()].flatMap((e) => {
    const weights = e.criteria.map((c) => parseDecimal(c.max ?? ""));
    const known = weights.flatMap((w) => w ?? []);
    const weighs = e.criteria.some((c) => WEIGHED.has(c.way));
    if (e.assumed || !weighs || known.length < weights.length) return [];
    const sum = known.reduce((a, b) => rational(a.num * b.den + b.num * a.den, a.den * b.den), rational(0));
    if (sum.den === 1n && (sum.num === 100n || sum.num === 1n)) return [];
    const said = String(Number(sum.num) / Number(sum.den));
    return [
      finding(
        "LZ3013",
        e.place,
        {
          zh: `${called(e)} 的权重合计 ${said},不是 100`,
          en: `the weights of ${called(e)} make ${said}, not 100`,
        },
        {
          zh: "改正权重;尚未全部确定的,注明 assumed: true",
          en: "mend the weights, or mark the evaluation assumed: true until all are settled",
        },
      ),
    ];
  });
}

/** Amounts and counts have no sign; rates and changes of them do. */
function lintSigns(model: Model): Diagnostic[] {
  const bounds = [...model.targets.values()].flatMap((t) => {
    const body = model.indicators.get(t.indicator ?? "")?.body;
    const below = t.bound.kind === "number" && t.bound.value < 0n && body?.type.numeric === "exact";
    if (!below) return [];
    return [
      finding(
        "LZ3014",
        t.place,
        {
          zh: `${called(t)} 的目标值 ${t.bound.text} 为负`,
          en: `the bound ${t.bound.text} of ${called(t)} is below zero`,
        },
        { zh: "金额、数量不为负:去掉负号", en: "an amount or a count is not negative: remove the sign" },
      ),
    ];
  });
  const thresholds = [...model.indicators.values()].flatMap((i) =>
    i.body !== null && comparesBelowZero(i.body)
      ? [
          finding(
            "LZ3014",
            i.place,
            {
              zh: `${called(i)} 与负的门槛值比较`,
              en: `${called(i)} compares a return's amount with a threshold below zero`,
            },
            { zh: "金额、数量不为负:去掉负号", en: "an amount or a count is not negative: remove the sign" },
          ),
        ]
      : [],
  );
  return [...bounds, ...thresholds];
}

/** A returned amount (not a difference, which may be negative) against a constant below zero. */
function comparesBelowZero(core: Core): boolean {
  if (core.op === "indicator") return false; // reported where it is defined
  if (core.op === "compare") {
    const sides = [core.left, core.right].map(plain);
    const amount = sides.some((s) => s.op === "field" && s.type.numeric === "exact");
    if (amount && sides.some(isBelowZero)) return true;
  }
  return children(core).some(comparesBelowZero);
}

/** Without the conversions around it. */
const plain = (core: Core): Core =>
  core.op === "rescale" || core.op === "ratio" ? plain(core.argument) : core;

const isBelowZero = (core: Core): boolean =>
  core.op === "constant"
    ? core.value < 0n
    : core.op === "negate" && core.argument.op === "constant" && core.argument.value > 0n;

/** Days on which a figure is certainly asked for: the day of the decision, the last day of a target's year. */
function lintReach(model: Model): Diagnostic[] {
  const issued = parseDay(model.issued);
  const needs = [
    ...[...model.indicators.values()].flatMap((i) =>
      issued === null ? [] : [{ indicator: i, day: issued, for: i, ends: false }],
    ),
    ...[...model.targets.values()].flatMap((t) => {
      const indicator = model.indicators.get(t.indicator ?? "");
      return indicator ? [{ indicator, day: lastDay(yearPeriod(t.by)), for: t, ends: true }] : [];
    }),
  ];
  const said = new Set<string>();
  return needs.flatMap((need) =>
    parametersOf(need.indicator, model).flatMap((p) => {
      const short = need.ends ? !inForce(p, need.day) : !reaches(p, need.day);
      if (!short || said.has(p.id)) return [];
      said.add(p.id);
      const day = formatDay(need.day);
      return [
        finding(
          "LZ3015",
          p.place,
          need.ends
            ? {
                zh: `参数 ${called(p)} 在 ${day} 没有值,${called(need.for)} 要用`,
                en: `${called(p)} has no value on ${day}, and ${called(need.for)} needs it`,
              }
            : {
                zh: `参数 ${called(p)} 的值在 ${day} 之前已全部失效,${called(need.for)} 要用`,
                en: `every value of ${called(p)} ended before ${day}, and ${called(need.for)} needs it`,
              },
          {
            zh: "补上其后的值及依据;没有值时结果缺失",
            en: "add the value that follows, with its source; without it the figure is missing",
          },
        ),
      ];
    }),
  );
}

const parametersOf = (indicator: Indicator, model: Model): Parameter[] =>
  indicator.body === null ? [] : [...closure(indicator.body)].flatMap((id) => model.parameters.get(id) ?? []);

/** Whether a value is in force on the day. A vintage serves until the next is published. */
const inForce = (p: Parameter, day: Day): boolean =>
  p.axis !== "period_end" ||
  p.values.some((v) =>
    v.for === null ? (v.since ?? -Infinity) <= day && day <= (v.until ?? Infinity) : lastDay(v.for) >= day,
  );

/** Whether some value holds on the day or later. */
const reaches = (p: Parameter, day: Day): boolean =>
  p.axis !== "period_end" ||
  p.values.some((v) => (v.for === null ? (v.until ?? Infinity) >= day : lastDay(v.for) >= day));
