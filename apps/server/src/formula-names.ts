/** Names in a formula with what they mean, for hovering; labels and details come from the definitions. */
import type { FormulaName } from "@lianzhang/contract";
import type { Model } from "@lianzhang/definitions";
import { tokens } from "@lianzhang/formula";
import type { Label } from "@lianzhang/kernel";
import { formatValue } from "@lianzhang/kernel";

type Meaning = Omit<FormulaName, "start" | "end">;
const both = (zh: string, en: string = zh): Label => ({ zh, en });
const named = (word: string, id: string, label: Label): boolean =>
  word === id || word === label.zh || word === label.en;

function field(model: Model, word: string): Meaning | null {
  const [qualifier, plain] = word.includes(".")
    ? [word.slice(0, word.indexOf(".")), word.slice(word.indexOf(".") + 1)]
    : [null, word];
  for (const form of model.forms.values()) {
    if (qualifier !== null && !named(qualifier, form.id, form.label)) continue;
    for (const f of form.fields.values())
      if (named(plain, f.id, f.label)) {
        const holder = model.holders.get(f.holder)?.label ?? both(f.holder);
        return {
          kind: "field",
          id: `${form.id}.${f.id}`,
          label: f.label,
          detail: both(
            `${form.label.zh},${f.unit.text},${holder.zh}`,
            `${form.label.en}, ${f.unit.text}, ${holder.en}`,
          ),
        };
      }
  }
  return null;
}

function parameter(model: Model, word: string): Meaning | null {
  for (const p of model.parameters.values())
    if (named(word, p.id, p.label)) {
      const last = p.values.at(-1);
      const value = last === undefined ? "" : formatValue(last.value, p.type);
      return {
        kind: "parameter",
        id: p.id,
        label: p.label,
        detail: last === undefined ? null : both(`${value},${last.source}`, `${value}, ${last.source}`),
      };
    }
  return null;
}

function meaning(model: Model, word: string): Meaning | null {
  for (const i of model.indicators.values())
    if (named(word, i.id, i.label))
      return {
        kind: "indicator",
        id: i.id,
        label: i.label,
        detail: i.formula === null ? null : both(i.formula),
      };
  const found = field(model, word) ?? parameter(model, word);
  if (found) return found;
  for (const m of model.memberships.values()) {
    if (word === m.primaryAs || named(word, m.name, m.label) || word === m.id)
      return {
        kind: "membership",
        id: m.id,
        label: m.label,
        detail: model.classifications.get(m.classification)?.label ?? null,
      };
  }
  for (const r of model.registers.values()) {
    if (named(word, r.id, r.label)) return { kind: "register", id: r.id, label: r.label, detail: null };
    for (const a of r.attributes.values())
      if (named(word, a.id, a.label)) return { kind: "attribute", id: a.id, label: a.label, detail: r.label };
  }
  for (const c of model.classifications.values())
    for (const code of c.codes)
      if (code.code === word || code.id === word || code.label.zh === word)
        return {
          kind: "code",
          id: code.code,
          label: code.label,
          detail: both(`${c.label.zh},${c.edition}`, `${c.label.en}, ${c.edition}`),
        };
  return null;
}

/** Every name of the formula that a definition explains, in reading order. */
export function formulaNames(model: Model, formula: string | null): FormulaName[] {
  if (formula === null) return [];
  return tokens(formula).flatMap((t) => {
    if (t.kind !== "name" && t.kind !== "number") return [];
    const word = formula.slice(t.span.start, t.span.end).replaceAll(/[「」]/g, "");
    const m = meaning(model, word);
    return m === null || (t.kind === "number" && m.kind !== "code")
      ? []
      : [{ start: t.span.start, end: t.span.end, ...m }];
  });
}
