/** What the system knows about a task that is bound to a target: proposed as evidence, typed by nobody. */
import { formatPeriod } from "@lianzhang/kernel";
import type { Fact, Facts } from "@lianzhang/work";
import type { Context } from "../context.ts";
import { boundText, figureValue, typeOf } from "../present.ts";

/** The attribute of a task that names its target or indicator. */
const TARGET = "task_target";

export const factsFrom =
  (context: Context): Facts =>
  async (values): Promise<Fact | null> => {
    const id = values[TARGET];
    if (typeof id !== "string") return null;
    const { model, instance } = context;
    const asked = { period: instance.timeline.defaultPeriod, known: null };
    const result = (await context.targets(asked)).find((t) => t.target.id === id);
    const indicator = model.indicators.get(result?.target.indicator ?? "");
    if (result === undefined || indicator === undefined) return null;
    const value = figureValue(result.figure?.value ?? null, typeOf(indicator));
    const period = formatPeriod(asked.period);
    if (value.text === null)
      return { text: `${indicator.label.zh}(${period}):暂无数据`, figure: null, holds: null };
    const bound = boundText(model, result.target.bound).zh;
    return {
      text: `${indicator.label.zh}(${period})${value.text} ${value.unit},要求 ${bound}`,
      figure: `${indicator.id}@${period}`,
      holds: result.status === "met",
    };
  };
