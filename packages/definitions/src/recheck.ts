/**
 * One changed formula in a loaded model: checked again together with every indicator that is made of it, and
 * nothing else. `loadDecision` stays the definition of right; a test holds the two to the same bodies and problems.
 */
import { createHash } from "node:crypto";
import type { CheckedIndicator, Environment, FormulaProblem } from "@lianzhang/formula";
import { checkFormula, children, closure } from "@lianzhang/formula";
import type { Core } from "@lianzhang/formula";
import { environmentOf } from "./environment.ts";
import type { Indicator, Model } from "./model.ts";

export interface Rechecked {
  /** The model with the change; null when a formula has an error, and then nothing has changed. */
  readonly model: Model | null;
  /** The changed indicator and those made of it: what has to be planned again. */
  readonly affected: readonly string[];
  /** Problems by indicator, with their place inside its formula. */
  readonly problems: readonly { readonly indicator: string; readonly problem: FormulaProblem }[];
}

/** Indicators a checked formula names itself, not through another. */
function named(core: Core, into: Set<string>): Set<string> {
  if (core.op === "indicator") into.add(core.indicator);
  else for (const child of children(core)) named(child, into);
  return into;
}

/** The definitions of one editing session: names are looked up once, each change costs what it touches. */
export class Recheck {
  #model: Model;
  readonly #environment: Environment;
  /** Who names an indicator. */
  readonly #users = new Map<string, Set<string>>();
  /** Bodies of the change under way; null: has an error. */
  #fresh = new Map<string, Indicator | null>();
  #stale = new Set<string>();
  readonly #checking = new Set<string>();
  #problems: { readonly indicator: string; readonly problem: FormulaProblem }[] = [];

  constructor(model: Model) {
    this.#model = model;
    this.#environment = environmentOf({ ...model, city: model.city.code, body: (id) => this.#body(id) });
    for (const i of model.indicators.values()) this.#use(i);
  }

  get model(): Model {
    return this.#model;
  }

  /** Gives `indicator` another formula. An unknown id is a mistake of the caller and throws. */
  change(indicator: string, formula: string): Rechecked {
    const before = this.#model.indicators.get(indicator);
    if (!before) throw new Error(`no indicator "${indicator}" is in the model`);
    this.#fresh = new Map();
    this.#problems = [];
    this.#stale = this.#madeOf(indicator);
    const changed = new Map(this.#model.indicators).set(indicator, { ...before, formula });
    const original = this.#model;
    this.#model = { ...original, key: keyOf(original.key, indicator, formula), indicators: changed };
    for (const id of this.#stale) this.#body(id);
    const affected = [...this.#stale];
    const problems = this.#problems;
    if (problems.some((p) => p.problem.severity === "error")) {
      this.#model = original;
      return { model: null, affected, problems };
    }
    for (const [id, i] of this.#fresh) if (i) changed.set(id, i);
    for (const i of this.#fresh.values()) if (i) this.#use(i);
    return { model: this.#model, affected, problems };
  }

  #use(indicator: Indicator): void {
    if (indicator.body === null) return;
    for (const used of named(indicator.body, new Set())) {
      const users = this.#users.get(used) ?? new Set();
      this.#users.set(used, users.add(indicator.id));
    }
  }

  /** The indicator and everything that is made of it, however indirectly. */
  #madeOf(id: string, into: Set<string> = new Set()): Set<string> {
    if (into.has(id)) return into;
    into.add(id);
    for (const user of this.#users.get(id) ?? []) this.#madeOf(user, into);
    return into;
  }

  #body(id: string): CheckedIndicator | "cycle" | null {
    if (this.#checking.has(id)) return "cycle";
    const indicator = this.#stale.has(id) ? this.#checked(id) : (this.#model.indicators.get(id) ?? null);
    return indicator?.body ? { body: indicator.body } : null;
  }

  #checked(id: string): Indicator | null {
    const done = this.#fresh.get(id);
    if (done !== undefined) return done;
    const indicator = this.#model.indicators.get(id);
    if (!indicator || indicator.formula === null) return null;
    this.#checking.add(id);
    const { core, growthBasis, problems } = checkFormula(
      indicator.formula,
      { subject: indicator.of, unit: indicator.unit.text, expect: "number", period: indicator.period },
      this.#environment,
    );
    this.#checking.delete(id);
    for (const problem of problems) this.#problems.push({ indicator: id, problem });
    const body = core !== null && "type" in core ? core : null;
    const checked =
      body === null
        ? null
        : {
            ...indicator,
            body,
            growthBasis,
            touches: [...closure(body)].filter((t) => t.includes(".")).sort(),
          };
    this.#fresh.set(id, checked);
    return checked;
  }
}

/** The key of a model that is not in any folder: its folder's key and the changes since, in order. */
const keyOf = (key: string, indicator: string, formula: string): string =>
  createHash("sha256").update(`${key}\n${indicator}\n${formula}\n`).digest("hex");
