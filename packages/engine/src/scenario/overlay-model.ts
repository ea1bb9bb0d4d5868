/**
 * The model under a scenario: parameters, formulas and pins. A changed formula is checked as in a decision folder,
 * and so is everything that names its indicator, because the new formula may count in another unit.
 */
import type { Indicator, Model } from "@lianzhang/definitions";
import type { CheckedIndicator, Core, NumberCore } from "@lianzhang/formula";
import { checkFormula, closure, hasPart } from "@lianzhang/formula";
import type { Diagnostic } from "@lianzhang/kernel";
import type { Change, Scenario } from "./change.ts";
import { overlayParameter } from "./overlay-parameters.ts";
import { Problems } from "./problems.ts";
import { environmentFor } from "./reading.ts";
import { typeOf } from "./values.ts";

type Of<K extends Change["kind"]> = Extract<Change, { readonly kind: K }>;
const only = <K extends Change["kind"]>(changes: readonly Change[], kind: K): Of<K>[] =>
  changes.filter((c): c is Of<K> => c.kind === kind);

/** The attribute that carries an indicator's pinned values of single subjects, in the scenario's register only. */
export const givenAttribute = (indicator: string): string => `given_${indicator}`;

const NOWHERE = { start: 0, end: 0 };

const mentions = (core: Core, indicators: ReadonlySet<string>): boolean =>
  hasPart(core, (c) => c.op === "indicator" && indicators.has(c.indicator));

const isNumber = (core: Core): core is NumberCore => "type" in core;

/**
 * Pins as a formula. Of subjects: the subject's own pinned value before the value for all, before the formula's. Of
 * groups: the cells that are given; the formula stays for the others, and so that the cells are there.
 */
function pinned(
  indicator: Indicator,
  body: NumberCore | null,
  pins: readonly Of<"given">[],
): NumberCore | null {
  if (pins.length === 0) return body;
  const { id, of } = indicator;
  const common = { type: body?.type ?? typeOf(indicator), span: NOWHERE };
  const whole = pins.find((p) => p.subject === null && p.cell.length === 0);
  const constant: NumberCore | null = whole ? { op: "constant", value: whole.value, ...common } : null;
  if (of === null) {
    const given = pins.map(({ cell, value }) => ({ cell, value }));
    return body === null ? constant : { op: "indicator", indicator: id, body, given, ...common };
  }
  const rest = constant ?? body;
  if (pins.every((p) => p.subject === null)) return rest;
  const attribute = givenAttribute(id);
  const own: NumberCore = { op: "attribute", register: of, attribute, ...common };
  return rest === null ? own : { op: "firstOf", parts: [own, rest], only: null, ...common };
}

/** Checks indicators again, each once, through the indicators they name. */
class Bodies {
  readonly #done = new Map<string, CheckedIndicator | null>();
  readonly #open = new Set<string>();
  readonly #model: Model;
  readonly #formulas: ReadonlyMap<string, Of<"formula">>;
  readonly #pins: ReadonlyMap<string, readonly Of<"given">[]>;
  readonly #problems: Problems;
  readonly #changed: ReadonlySet<string>;

  constructor(model: Model, changes: readonly Change[], problems: Problems) {
    this.#model = model;
    this.#problems = problems;
    this.#formulas = new Map(only(changes, "formula").map((c) => [c.indicator, c]));
    const pins = new Map<string, Of<"given">[]>();
    for (const c of only(changes, "given")) pins.set(c.indicator, [...(pins.get(c.indicator) ?? []), c]);
    this.#pins = pins;
    this.#changed = new Set([...this.#formulas.keys(), ...pins.keys()]);
  }

  get changed(): boolean {
    return this.#changed.size > 0;
  }

  body(id: string): CheckedIndicator | "cycle" | null {
    const done = this.#done.get(id);
    if (done !== undefined) return done;
    if (this.#open.has(id)) return "cycle";
    const indicator = this.#model.indicators.get(id);
    if (!indicator) return null;
    this.#open.add(id);
    const body = pinned(indicator, this.#formulaOf(indicator), this.#pins.get(id) ?? []);
    this.#open.delete(id);
    const checked = body === null ? null : { body };
    this.#done.set(id, checked);
    return checked;
  }

  #formulaOf(indicator: Indicator): NumberCore | null {
    const change = this.#formulas.get(indicator.id);
    const unchanged = indicator.body === null || !mentions(indicator.body, this.#changed);
    if (!change && unchanged) return indicator.body;
    const written = change?.formula.value;
    const text = typeof written === "string" ? written : indicator.formula;
    if (text === null) return null;
    const { id, of, unit, period } = indicator;
    const context = { subject: of, unit: unit.text, expect: "number", period } as const;
    const result = checkFormula(
      text,
      context,
      environmentFor(this.#model, (name) => this.body(name)),
    );
    const followsFrom = !change && this.#problems.failed;
    for (const p of followsFrom ? [] : result.problems)
      this.#problems.put({
        ...(change ? change.formula.inside(p.span.start) : this.#cause(id)),
        severity: p.severity,
        code: p.code,
        message: change ? p.message : `under this scenario ${id} no longer checks: ${p.message}`,
        ...(p.hint === undefined ? {} : { hint: p.hint }),
      });
    return result.core !== null && isNumber(result.core) ? result.core : null;
  }

  /** Where a formula that only follows from changed ones is blamed: the first change. */
  #cause(id: string): Of<"formula">["place"] {
    const [first] = [...this.#formulas.values(), ...[...this.#pins.values()].flat()];
    return first?.place ?? this.#model.indicators.get(id)?.place ?? { file: "", line: 1, column: 1 };
  }
}

function overlayIndicators(
  model: Model,
  changes: readonly Change[],
  problems: Problems,
): ReadonlyMap<string, Indicator> {
  const bodies = new Bodies(model, changes, problems);
  if (!bodies.changed) return model.indicators;
  const formulas = new Map(only(changes, "formula").map((c) => [c.indicator, c.formula.value]));
  // The changed ones first: what only follows from a mistake in them is not reported again.
  for (const id of formulas.keys()) bodies.body(id);
  return new Map(
    [...model.indicators.values()].map((i): [string, Indicator] => {
      const checked = bodies.body(i.id);
      const body = checked === null || checked === "cycle" ? null : checked.body;
      const formula = formulas.get(i.id);
      if (body === i.body && formula === undefined) return [i.id, i];
      const touches = body === null ? [] : [...closure(body)].filter((t) => t.includes(".")).toSorted();
      return [i.id, { ...i, body, touches, formula: typeof formula === "string" ? formula : i.formula }];
    }),
  );
}

function overlayRegisters(model: Model, changes: readonly Change[]): Model["registers"] {
  const pins = only(changes, "given").filter((c) => c.subject !== null);
  const registers = new Map(model.registers);
  for (const id of new Set(pins.map((p) => p.indicator))) {
    const indicator = model.indicators.get(id);
    const register = registers.get(indicator?.of ?? "");
    if (!indicator || !register) continue;
    const attribute = givenAttribute(id);
    registers.set(register.id, {
      ...register,
      attributes: new Map([
        ...register.attributes,
        [
          attribute,
          {
            id: attribute,
            label: indicator.label,
            type: { kind: "number", type: typeOf(indicator) },
            required: false,
            holder: "",
            basis: "",
            uses: [],
            expires: null,
          },
        ],
      ]),
    });
  }
  return registers;
}

/** A new model; the given one is never changed. Formula problems are reported at their places in the scenario. */
export function overlayModel(model: Model, scenario: Scenario, problems: Problems): Model {
  const { changes, name } = scenario;
  const parameters = new Map(model.parameters);
  const changed = only(changes, "parameter");
  for (const id of new Set(changed.map((c) => c.parameter))) {
    const parameter = model.parameters.get(id);
    const own = changed.filter((c) => c.parameter === id);
    if (parameter) parameters.set(id, overlayParameter(parameter, own, name));
  }
  const withParameters: Model = { ...model, parameters };
  return {
    ...withParameters,
    registers: overlayRegisters(model, changes),
    indicators: overlayIndicators(withParameters, changes, problems),
  };
}

/** What is wrong with a scenario's formulas, without any data. */
export function formulaDiagnostics(model: Model, scenario: Scenario): readonly Diagnostic[] {
  const problems = new Problems();
  overlayModel(model, scenario, problems);
  return problems.all;
}
