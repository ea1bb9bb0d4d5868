/**
 * A checked formula as a reader would write it, with labels for names: for the steps of a trace that no text of the
 * definition spells out, because a library function or a growth was written there.
 */
import type { Model } from "@lianzhang/definitions";
import type { AggregateCore, BooleanCore, NumberCore } from "@lianzhang/formula";
import { formatPeriod } from "@lianzhang/kernel";
import type { Move } from "@lianzhang/kernel";

const RANKED_AS = { rank: "rank", percent: "percent_rank", count: "ranked" } as const;
const SIGNS = { add: "+", subtract: "-", multiply: "*", divide: "/" } as const;

function moved(text: string, move: Move): string {
  switch (move.kind) {
    case "by": {
      const [size, unit] = move.months % 12 === 0 ? [move.months / 12, "year"] : [move.months, "month"];
      return size < 0 ? `lag(${text}, ${-size} ${unit})` : `ahead(${text}, ${size} ${unit})`;
    }
    case "fixed":
      return `${text} at ${formatPeriod(move.period)}`;
    case "year":
      return `${text} at year`;
    case "rolling":
      return `rolling(${text}, ${move.months} month)`;
    case "ytd":
      return `ytd(${text})`;
  }
}

export function coreText(model: Model, core: NumberCore): string {
  const go = (c: NumberCore): string => coreText(model, c);
  const inner = (c: NumberCore): string => (isTerm(c) ? go(c) : `(${go(c)})`);
  switch (core.op) {
    case "constant":
      return "…";
    case "field":
      return model.forms.get(core.form)?.fields.get(core.field)?.label.zh ?? core.field;
    case "attribute":
      return model.registers.get(core.register)?.attributes.get(core.attribute)?.label.zh ?? core.attribute;
    case "parameter":
      return model.parameters.get(core.parameter)?.label.zh ?? core.parameter;
    case "indicator":
      return model.indicators.get(core.indicator)?.label.zh ?? core.indicator;
    case "rescale":
    case "ratio":
    case "related":
      return go(core.argument);
    case "negate":
      return `-${inner(core.argument)}`;
    case "times":
      return `${inner(core.argument)} * ${core.by}`;
    case "add":
    case "subtract":
    case "multiply":
    case "divide":
      return `${inner(core.left)} ${SIGNS[core.op]} ${inner(core.right)}`;
    case "aggregate":
      return aggregateText(model, core, "");
    case "among":
      return aggregateText(
        model,
        core.aggregate,
        core.by.length > 0
          ? ` by ${core.by.map((k) => attributeText(model, core.aggregate.subject, k)).join(", ")}`
          : "",
      );
    case "gather":
      return aggregateText(model, core.aggregate, "");
    case "rank":
      return `${RANKED_AS[core.as]}(${go(core.argument)})`;
    case "at":
      return moved(inner(core.argument), core.move);
    case "whole":
      return `total(${go(core.argument)})`;
    case "of":
      return `of(${go(core.argument)}, ${core.register}, ${core.subject})`;
    case "limit":
      return `${core.side}(${go(core.left)}, ${go(core.right)})`;
    case "round":
    case "annualise":
      return `${core.op === "round" ? "round" : "annualised"}(${go(core.argument)})`;
    case "cagr":
      return `cagr(${go(core.left)}, ${core.years} year)`;
    case "firstOf":
      return `if_missing(${core.parts.map(go).join(", ")})`;
    case "bands":
      return `bands(${go(core.argument)} …)`;
    case "streak":
      return `streak(${conditionText(model, core.condition)})`;
    case "choose":
      return core.branches.map((b) => `if ${conditionText(model, b.when)} then ${go(b.then)}`).join(" ");
  }
}

/** Whether it stands without brackets inside an operation. */
const isTerm = (c: NumberCore): boolean =>
  c.op === "rescale" || c.op === "ratio" || c.op === "related"
    ? isTerm(c.argument)
    : !(c.op in SIGNS) && c.op !== "negate" && c.op !== "times" && c.op !== "choose";

const attributeText = (model: Model, register: string, attribute: string): string =>
  model.registers.get(register)?.attributes.get(attribute)?.label.zh ?? attribute;

function aggregateText(model: Model, core: AggregateCore, by: string): string {
  const what = core.argument
    ? coreText(model, core.argument)
    : core.of
      ? attributeText(model, core.of.register, core.of.attribute)
      : (model.registers.get(core.subject)?.label.zh ?? core.subject);
  const where = core.where && core.where.op !== "truth" ? ` where ${conditionText(model, core.where)}` : "";
  return `${core.fn}(${what}${where}${by})`;
}

export function conditionText(model: Model, core: BooleanCore): string {
  switch (core.op) {
    case "truth":
      return String(core.value);
    case "compare":
      return `${coreText(model, core.left)} ${core.comparison} ${coreText(model, core.right)}`;
    case "and":
    case "or":
      return `${conditionText(model, core.left)} ${core.op} ${conditionText(model, core.right)}`;
    case "not":
      return `not ${conditionText(model, core.argument)}`;
    case "isMissing":
      return `missing(${coreText(model, core.argument)})`;
    case "settle":
      return `${core.unknown ? "possibly" : "surely"}(${conditionText(model, core.argument)})`;
    case "codeIn":
      return `${attributeText(model, core.register, core.attribute)} in (${core.codes.slice(0, 3).join(", ")}${core.codes.length > 3 ? ", …" : ""})`;
    case "flag":
      return attributeText(model, core.register, core.attribute);
    case "textIs":
      return `${attributeText(model, core.register, core.attribute)} = '${core.text}'`;
    case "has":
      return `${core.membership} has (${core.codes.slice(0, 3).join(", ")}${core.codes.length > 3 ? ", …" : ""})`;
    case "date":
      return `${attributeText(model, core.register, core.attribute)} ${core.comparison} …`;
    case "history":
      return `${core.asks}(${conditionText(model, core.argument)})`;
    case "relatedIs":
      return conditionText(model, core.argument);
  }
}
