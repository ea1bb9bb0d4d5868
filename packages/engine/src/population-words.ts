/** Whom a formula counts, in words: 企业(主链:锂电)、规模以上. */
import type { Indicator, Model } from "@lianzhang/definitions";
import { keyLabel } from "@lianzhang/definitions";
import type { BooleanCore, Core } from "@lianzhang/formula";
import { children } from "@lianzhang/formula";
import type { Label } from "@lianzhang/kernel";

/** The population of the indicator; several when its aggregates differ; null where nothing is counted. */
export function populationWords(model: Model, indicator: Indicator): Label | null {
  if (indicator.body === null) return null;
  const words =
    indicator.of === null
      ? aggregateWords(model, indicator.body, indicator.formula ?? "")
      : [model.registers.get(indicator.of)?.label ?? same(indicator.of)];
  const different = [...new Map(words.map((w) => [w.zh, w])).values()];
  if (different.length === 0) return null;
  return {
    zh: different.map((w) => w.zh).join(" / "),
    en: different.map((w) => w.en).join(" / "),
  };
}

const same = (text: string): Label => ({ zh: text, en: text });

/** One entry an aggregate. Spans count from the text of the indicator they were written in. */
function aggregateWords(model: Model, core: Core, text: string): Label[] {
  if (core.op === "indicator")
    return aggregateWords(model, core.body, model.indicators.get(core.indicator)?.formula ?? "");
  if (core.op === "aggregate") {
    const register = model.registers.get(core.subject)?.label ?? same(core.subject);
    if (core.where === null) return [register];
    const where = conjuncts(core.where).map((c) => conditionWords(model, c, text));
    return [
      {
        zh: `${register.zh}(${where.map((w) => w.zh).join("、")})`,
        en: `${register.en} (${where.map((w) => w.en).join(", ")})`,
      },
    ];
  }
  return children(core).flatMap((c) => aggregateWords(model, c, text));
}

/** The conditions that must all hold. */
export const conjuncts = (c: BooleanCore): readonly BooleanCore[] =>
  c.op === "and" ? [...conjuncts(c.left), ...conjuncts(c.right)] : [c];

/** A condition in the labels of the folder; what has no shorter words stands as the formula writes it. */
export function conditionWords(model: Model, c: BooleanCore, text: string): Label {
  switch (c.op) {
    case "flag":
      return keyLabel(model, c.attribute);
    case "not": {
      const inner = conditionWords(model, c.argument, text);
      return { zh: `非${inner.zh}`, en: `not ${inner.en}` };
    }
    case "codeIn":
      return codesWords(model, c.attribute, c.codes);
    case "has":
      return codesWords(model, c.membership, c.codes);
    default:
      return same(text.slice(c.span.start, c.span.end));
  }
}

/** Codes by their highest names: a chapter instead of every code under it. */
function codesWords(model: Model, key: string, codes: readonly string[]): Label {
  const label = keyLabel(model, key);
  const membership = [...model.memberships.values()].find((m) => m.id === key || m.primaryAs === key);
  const types = [...model.registers.values()].flatMap((r) => r.attributes.get(key)?.type ?? []);
  const coded = types.find((t) => t.kind === "code");
  const id = membership?.classification ?? (coded?.kind === "code" ? coded.classification : "");
  const inside = new Set(codes);
  const named = (model.classifications.get(id)?.codes ?? []).filter(
    (code) => inside.has(code.code) && (code.parent === null || !inside.has(code.parent)),
  );
  if (named.length === 0)
    return { zh: `${label.zh} ${codes.join("、")}`, en: `${label.en} ${codes.join(", ")}` };
  return {
    zh: `${label.zh}:${named.map((n) => n.label.zh).join("、")}`,
    en: `${label.en}: ${named.map((n) => n.label.en).join(", ")}`,
  };
}
