/** The single conditions of a rung as figures of firms: what is asked for, what is needed, and who holds the data. */
import type { Evaluation, Indicator } from "@lianzhang/definitions";
import type { BooleanCore, Comparison, NumberCore } from "@lianzhang/formula";
import type { Label, Value } from "@lianzhang/kernel";
import { formatDay, present, RATIO_ONE, unit } from "@lianzhang/kernel";
import { keyLabel, parameterValue } from "@lianzhang/definitions";
import type { Asked, Context } from "../context.ts";
import { REGISTER } from "../firms.ts";
import { definitionOf } from "../routes/indicators.ts";
import { same } from "../present.ts";
import type { Atom } from "./requirements.ts";
import { OPPOSITE } from "./requirements.ts";

export interface AtomFigures {
  readonly atom: Atom;
  readonly label: Label;
  readonly comparison: Comparison | null;
  /** The indicator whose value is judged: one of the model, or one made for this condition. */
  readonly value: Indicator;
  /** Whether it is one of the model, whose trace a page can open. */
  readonly named: boolean;
  /** What is needed; `fixed`: the same for every firm (null: it is a figure of each). */
  readonly need: { readonly indicator: Indicator; readonly fixed: Value | null } | null;
  /** The parameter that says what is needed. */
  readonly parameter: string | null;
  readonly holders: readonly Label[];
}

/** A parameter or a constant is the same for everybody in a period. */
function fixedValue(context: Context, asked: Asked, right: NumberCore): Value | null {
  if (right.op === "constant") return present(right.value);
  if (right.op !== "parameter" || right.on !== null) return null;
  return parameterValue(context.model.parameters.get(right.parameter), asked.period, asked.known);
}

const NO_UNIT = unit("1");

const made = (like: Indicator, id: string, body: NumberCore, more: Partial<Indicator>): Indicator => ({
  ...like,
  id,
  of: REGISTER,
  unit: body.type.unit,
  body,
  formula: null,
  stepOf: null,
  assumed: false,
  ...more,
});

/** 1 where the condition holds, 0 where not. */
function asNumber(
  like: Indicator,
  id: string,
  condition: BooleanCore,
  touches: readonly string[],
): Indicator {
  const number = (value: bigint): NumberCore => ({
    op: "constant",
    value,
    type: {
      kind: "number",
      subject: null,
      grain: "row",
      time: { kind: "none" },
      unit: NO_UNIT,
      price: null,
      numeric: "ratio",
      share: false,
    },
    span: condition.span,
  });
  const body: NumberCore = {
    op: "choose",
    branches: [{ when: condition, then: number(RATIO_ONE) }],
    otherwise: number(0n),
    type: number(0n).type,
    span: condition.span,
  };
  return made(like, id, body, { unit: NO_UNIT, decimals: 0, touches });
}

const WORDS: Readonly<Record<Comparison, Label>> = {
  "=": { zh: "为", en: "on" },
  "!=": { zh: "不为", en: "not on" },
  "<": { zh: "早于", en: "before" },
  "<=": { zh: "不晚于", en: "not after" },
  ">": { zh: "晚于", en: "after" },
  ">=": { zh: "不早于", en: "not before" },
};

/** `成立日期早于期末前 12 个月`. */
function dateWords(attribute: Label, condition: Extract<BooleanCore, { op: "date" }>, want: boolean): Label {
  const { zh, en } = WORDS[want ? condition.comparison : OPPOSITE[condition.comparison]];
  const { day } = condition;
  const on: Label =
    day.kind === "fixed"
      ? same(formatDay(day.day))
      : day.months === 0
        ? { zh: "期末", en: "the end of the period" }
        : { zh: `期末前 ${day.months} 个月`, en: `${day.months} months before the end` };
  return { zh: `${attribute.zh}${zh}${on.zh}`, en: `${attribute.en} ${en} ${on.en}` };
}

/** The condition in words, as it is wanted. */
function stateWords(attribute: Label, { condition, want }: Extract<Atom, { kind: "state" }>): Label {
  if (condition.op === "date") return dateWords(attribute, condition, want);
  return want ? attribute : { zh: `非${attribute.zh}`, en: `not: ${attribute.en}` };
}

function attributeOf(condition: BooleanCore): string | null {
  return "attribute" in condition ? condition.attribute : null;
}

/** Null for a condition that no figure can be made of. */
export function figuresOfAtom(
  context: Context,
  evaluation: Evaluation,
  { atom, at: i }: { readonly atom: Atom; readonly at: number },
  asked: Asked,
): AtomFigures | null {
  const { model } = context;
  const like = model.indicators.get(evaluation.figures.class ?? evaluation.figures.graded);
  if (like === undefined) return null;
  const id = `${evaluation.id}@${i}`;
  if (atom.kind === "state") {
    const attribute = attributeOf(atom.condition);
    const found = attribute === null ? undefined : model.registers.get(REGISTER)?.attributes.get(attribute);
    const holder = model.holders.get(found?.holder ?? "")?.label;
    const touches = attribute === null ? [] : [`${REGISTER}.${attribute}`];
    return {
      atom,
      label: stateWords(
        found?.label ?? (attribute === null ? evaluation.label : keyLabel(model, attribute)),
        atom,
      ),
      comparison: null,
      value: asNumber(like, id, atom.condition, touches),
      named: false,
      need: null,
      parameter: null,
      holders: holder === undefined ? [] : [holder],
    };
  }
  const { left, right, comparison } = atom;
  const named = left.op === "indicator" ? model.indicators.get(left.indicator) : undefined;
  const value = named ?? made(like, `${id}_value`, left, { touches: evaluation.touches });
  const parameter = right.op === "parameter" ? right.parameter : null;
  const need = made(like, `${id}_need`, right, { decimals: value.decimals, touches: [] });
  const sources = named === undefined ? [] : definitionOf(context, named).sources;
  const holders = new Map(sources.map((s) => [s.holder.zh, s.holder] as const));
  return {
    atom,
    label: value.label,
    comparison,
    value,
    named: named !== undefined,
    need: { indicator: need, fixed: fixedValue(context, asked, right) },
    parameter,
    holders: [...holders.values()],
  };
}
