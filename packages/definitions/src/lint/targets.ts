/** Targets one by one: can they be measured, who owns them, does their path lead to their bound. */
import type { Diagnostic } from "@lianzhang/kernel";
import { RATIO_ONE } from "@lianzhang/kernel";
import type { Model, Target } from "../model.ts";
import { called, finding } from "./finding.ts";

export function lintTargets(model: Model): Diagnostic[] {
  return [...model.targets.values()].flatMap((t) => [
    ...unmeasured(t, model),
    ...(t.owner === null && t.bound.kind !== "qualitative"
      ? [
          finding(
            "LZ3002",
            t.place,
            { zh: `${called(t)} 未明确责任单位`, en: `${called(t)} has no owner` },
            {
              zh: "按任务分工方案补上 owner",
              en: "add owner: from the document that divides the tasks (任务分工方案)",
            },
          ),
        ]
      : []),
    ...lintPath(t),
    ...lintPace(t),
  ]);
}

function unmeasured(t: Target, model: Model): Diagnostic[] {
  const indicator = t.indicator === null ? undefined : model.indicators.get(t.indicator);
  if (!indicator || indicator.formula !== null) return [];
  const holder = indicator.holder === null ? undefined : model.holders.get(indicator.holder);
  const who = holder
    ? {
        zh: `数据由${holder.label.zh}掌握`,
        en: `${holder.label.zh} (${holder.label.en}) would hold the figure`,
      }
    : { zh: "未写明数据由谁掌握", en: "nobody is named who holds the figure" };
  return [
    finding(
      "LZ3001",
      t.place,
      {
        zh: `没有报表能测算 ${called(t)}:指标 ${indicator.id} 还没有公式;${who.zh}`,
        en: `no form can measure ${called(t)}: ${indicator.id} has no formula; ${who.en}`,
      },
      {
        zh: "与持有单位商定报表和口径后写出公式",
        en: "define a form with the holder's figures and a formula over it",
      },
    ),
  ];
}

/** A path goes one way every year and ends, in the target's year, at its bound. */
function lintPath(t: Target): Diagnostic[] {
  if (t.path.size === 0 || t.bound.kind !== "number") return [];
  const steps = [...t.path];
  const values = steps.map(([, v]) => v);
  const down = t.bound.comparator.startsWith("<");
  const found: Diagnostic[] = [];
  for (const [i, [year, value]] of steps.entries()) {
    const before = values[i - 1];
    if (before !== undefined && (down ? value > before : value < before)) {
      found.push(
        finding(
          "LZ3011",
          t.place,
          {
            zh: `${called(t)} 的路径在 ${year} 年回头`,
            en: `the path of ${called(t)} turns back in ${year}`,
          },
          { zh: "路径逐年单向变化", en: "a path goes one way every year" },
        ),
      );
    }
  }
  const last = steps.at(-1);
  if (last && last[0] !== t.by) {
    found.push(
      finding("LZ3011", t.place, {
        zh: `${called(t)} 的路径止于 ${last[0]} 年,目标年份是 ${t.by} 年`,
        en: `the path of ${called(t)} ends in ${last[0]}, the target is for ${t.by}`,
      }),
    );
  } else if (last && (down ? last[1] > t.bound.value : last[1] < t.bound.value)) {
    found.push(
      finding("LZ3011", t.place, {
        zh: `${called(t)} 的路径没有到达目标值 ${t.bound.text}`,
        en: `the path of ${called(t)} ends short of its bound ${t.bound.text}`,
      }),
    );
  }
  return found;
}

/** Months are written to two decimals, so the whole may miss 1 by as much as they round. */
const PACE_ROUNDING = RATIO_ONE / 10_000n;

function lintPace(t: Target): Diagnostic[] {
  const reached = t.pace?.at(-1);
  if (reached === undefined) return [];
  const off = reached > RATIO_ONE ? reached - RATIO_ONE : RATIO_ONE - reached;
  if (off <= PACE_ROUNDING) return [];
  const percent = Number(reached) / 1e6;
  return [
    finding("LZ3012", t.place, {
      zh: `${called(t)} 的十二个月份额合计 ${percent}%,不是 100%`,
      en: `the twelve monthly shares of ${called(t)} sum to ${percent} %, not 100 %`,
    }),
  ];
}
