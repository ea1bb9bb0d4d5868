/** Checks formulas where they stand and places each problem inside the YAML. */
import type {
  BooleanCore,
  CheckedIndicator,
  CheckResult,
  Core,
  Environment,
  FormulaContext,
  FormulaProblem,
  NumberCore,
} from "@lianzhang/formula";
import { checkFormula, closure, formulaCatalogue } from "@lianzhang/formula";
import { environmentOf } from "./environment.ts";
import type { Draft, Loading } from "./loading.ts";
import type { Indicator } from "./model.ts";
import type { Entry, Path } from "./source/entry.ts";

/** The formulas of one loading: an environment over everything loaded, and each indicator checked once. */
export class Formulas {
  readonly environment: Environment;
  readonly #loading: Loading;
  readonly #checked = new Map<string, CheckedIndicator | null>();
  readonly #checking = new Set<string>();

  constructor(loading: Loading) {
    this.#loading = loading;
    this.environment = environmentOf({ ...pick(loading), body: (id) => this.body(id) });
  }

  /** The checked body of an indicator, checking it first where needed; "cycle" while that is under way. */
  body(id: string): CheckedIndicator | "cycle" | null {
    const done = this.#checked.get(id);
    if (done !== undefined) return done;
    if (this.#checking.has(id)) return "cycle";
    const indicator = this.#loading.indicators.get(id);
    // of a model that was loaded before: checked then
    if (indicator?.body) return { body: indicator.body };
    const entry = this.#loading.ids.get("indicators")?.get(id);
    if (!indicator || !entry || indicator.formula === null) return null;
    this.#checking.add(id);
    const body = this.#checkIndicator(indicator, indicator.formula, entry);
    this.#checking.delete(id);
    const checked = body === null ? null : { body };
    this.#checked.set(id, checked);
    return checked;
  }

  #checkIndicator(indicator: Draft<Indicator>, text: string, entry: Entry): NumberCore | null {
    const context: FormulaContext = {
      subject: indicator.of,
      unit: indicator.unit.text,
      expect: "number",
      period: indicator.period,
    };
    const result =
      indicator.stepOf === null
        ? this.check(text, context, entry, ["formula"])
        : this.#checkMade(text, context, indicator);
    if (result.core === null || !isNumber(result.core)) {
      if (result.problems.some((p) => UNIT_PROBLEM.has(p.code))) this.#loading.misdeclared.add(indicator.id);
      this.#loading.broken.add(indicator.id).add(indicator.label.zh);
      return null;
    }
    indicator.growthBasis = result.growthBasis;
    return result.core;
  }

  /** A formula that nobody wrote: its problems stand where the evaluation says what it is made of. */
  #checkMade(text: string, context: FormulaContext, indicator: Draft<Indicator>): CheckResult {
    const result = checkFormula(text, context, this.environment);
    for (const p of withoutCascade(result.problems)) {
      const said = text.slice(p.span.start, p.span.end);
      if (this.#follows(p, text)) continue;
      const message = `${p.message} (in "${said}" of ${indicator.id})`;
      this.#loading.report.put(p.code, p.severity, indicator.place, message, p.hint ?? mendOf(p.code));
    }
    return result;
  }

  /** Checks one formula and reports its problems at their places. */
  check(text: string, context: FormulaContext, entry: Entry, path: Path): CheckResult {
    const result = checkFormula(text, context, this.environment);
    const echo = result.problems.some((p) => this.#follows(p, text));
    for (const problem of withoutCascade(result.problems)) {
      // Beside a name that did not load, what is compared with it has no meaning either.
      if (this.#follows(problem, text) || (echo && problem.code === "LZ1010")) continue;
      const place = entry.inside(path, problem.span.start);
      this.#loading.report.put(
        problem.code,
        problem.severity,
        place,
        problem.message,
        problem.hint ?? mendOf(problem.code),
      );
    }
    return result;
  }

  /** Whether a problem only repeats one that is reported where the named thing is defined. */
  #follows(problem: FormulaProblem, text: string): boolean {
    const words = text.slice(problem.span.start, problem.span.end).match(/[\p{L}\p{N}_]+/gu) ?? [];
    return words.some((w) => this.#loading.broken.has(w));
  }
}

/** After a word that cannot stand where it stands the rest is read wrongly: only the first is the author's. */
function withoutCascade(problems: readonly FormulaProblem[]): readonly FormulaProblem[] {
  const first = problems.findIndex((p) => p.code === "LZ1004");
  if (first < 0) return problems;
  return problems.filter((p, i) => i <= first || (p.code !== "LZ1003" && p.code !== "LZ1004"));
}

/** The formula is right and the declared unit is not. */
const UNIT_PROBLEM: ReadonlySet<string> = new Set(["LZ1042", "LZ1055"]);

const mendOf = (code: string): string | null => formulaCatalogue.find((e) => e.code === code)?.mend ?? null;

const pick = (l: Loading): Omit<Parameters<typeof environmentOf>[0], "body"> => ({
  city: l.decision?.city.code ?? null,
  registers: l.registers,
  memberships: l.memberships,
  forms: l.forms,
  parameters: l.parameters,
  functions: l.functions,
  classifications: l.classifications,
  indicators: l.indicators,
});

const isNumber = (core: Core): core is NumberCore => "type" in core;
const isBoolean = (core: Core): core is BooleanCore => !isNumber(core);

/** The loading's formulas; made on first use, when every definition is known. */
export function formulasOf(loading: Loading): Formulas {
  loading.formulas ??= new Formulas(loading);
  return loading.formulas;
}

/** Gives an indicator its checked formula and what that touches; false where there is none. */
export function settleBody(draft: Draft<Indicator>, loading: Loading): boolean {
  const checked = formulasOf(loading).body(draft.id);
  if (checked === null || checked === "cycle") return false;
  draft.body = checked.body;
  // Parameters are in the closure too; they are no one's data and need no clearance.
  draft.touches = [...closure(checked.body)].filter((id) => id.includes(".")).sort();
  return true;
}

/** A condition over the rows of a register, or null when it does not check (reported). */
export function checkCondition(
  text: string,
  subject: string,
  entry: Entry,
  path: Path,
  loading: Loading,
): BooleanCore | null {
  const context: FormulaContext = { subject, unit: null, expect: "boolean", period: null };
  const { core } = formulasOf(loading).check(text, context, entry, path);
  return core !== null && isBoolean(core) ? core : null;
}
