/** The checker: names resolved, units and kinds of number settled, every conversion written out. */
import type { Unit } from "@lianzhang/kernel";
import { nearest, parseUnit, unitAtoms } from "@lianzhang/kernel";
import { divideNode, multiplyNode, sum } from "./arithmetic.ts";
import type { Ast, Span } from "./ast.ts";
import { callNode } from "./calls.ts";
import { compatible, mergedType } from "./compatible.ts";
import { conditionOf } from "./conditions.ts";
import type { BooleanCore, Core, NumberCore } from "./core.ts";
import type { Environment, FormulaContext } from "./environment.ts";
import { bandsNode } from "./row-functions.ts";
import { numberName } from "./names.ts";
import { parameterOn } from "./parameters.ts";
import { declare, literal } from "./written-units.ts";
import { parseFormula } from "./parser.ts";
import type { FormulaProblem } from "./problem.ts";
import { problem } from "./problem.ts";
import { align } from "./represent.ts";
import { periodNode } from "./periods.ts";
import type { Check, GrowthBasis, Length, Scope } from "./scope.ts";
import { groupScope, rowScope } from "./scope.ts";

export interface CheckResult {
  readonly ast: Ast | null;
  /** Null when there is an error. */
  readonly core: Core | null;
  /** The basis of the formula's first growth; null when it has none. */
  readonly growthBasis: GrowthBasis | null;
  readonly problems: readonly FormulaProblem[];
}

function negative(core: NumberCore, span: Span): NumberCore {
  return core.op === "constant"
    ? { ...core, value: -core.value, span }
    : { op: "negate", argument: core, type: core.type, span };
}

function choose(
  check: Check,
  ast: Extract<Ast, { kind: "choose" }>,
  scope: Scope,
  want: Unit | null,
): NumberCore | null {
  const branches = ast.branches.map((b) => ({
    when: check.condition(b.when, scope),
    then: check.number(b.then, scope, want),
  }));
  const otherwise = ast.otherwise ? check.number(ast.otherwise, scope, want) : null;
  const values = [...branches.map((b) => b.then), ...(ast.otherwise ? [otherwise] : [])];
  const whens = branches.flatMap((b) => b.when ?? []);
  const numbers = values.flatMap((v) => v ?? []);
  const [first, ...rest] = numbers;
  if (!first || numbers.length < values.length || whens.length < branches.length) return null;
  if (!rest.every((r) => compatible(check, first, r, r.span, "choose between") !== null)) return null;
  const aligned = align(numbers);
  const type = aligned.map((a) => a.type).reduce(mergedType);
  const thens = aligned.slice(0, branches.length);
  return {
    op: "choose",
    branches: whens.flatMap((when, i) => {
      const then = thens[i];
      return then ? [{ when, then }] : [];
    }),
    otherwise: ast.otherwise ? (aligned.at(-1) ?? null) : null,
    type,
    span: ast.span,
  };
}

/** More than a library needs; a circle of functions ends here. */
const MAX_FUNCTIONS = 12;
/** Bodies a formula may stand for: each call copies its arguments, so nested calls multiply. */
const MAX_BODIES = 300;
/** Nested places where a second reading is tried: each doubles the work. */
const MAX_READINGS = 3;

class Checker implements Check {
  readonly problems: FormulaProblem[] = [];
  basis: GrowthBasis | null = null;
  readonly context: FormulaContext;
  readonly env: Environment;
  #period: Length | null;
  #functions = 0;
  #bodies = 0;
  #readings = 0;

  constructor(context: FormulaContext, env: Environment) {
    this.context = context;
    this.env = env;
    this.#period = context.period;
  }

  get period(): Length | null {
    return this.#period;
  }

  during<T>(period: Length | null, inner: () => T): T {
    const before = this.#period;
    this.#period = period;
    const result = inner();
    this.#period = before;
    return result;
  }

  within<T>(call: Ast, inner: () => T | null): T | null {
    if (this.#functions >= MAX_FUNCTIONS)
      return this.report(
        "LZ1017",
        call.span,
        "functions call each other round, or are nested too deeply",
        "break the circle of functions",
      );
    if (this.#bodies++ >= MAX_BODIES)
      return this.report(
        "LZ1006",
        call.span,
        "functions of functions make the formula too long",
        "compute the inner figure as its own indicator",
      );
    this.#functions++;
    const result = inner();
    this.#functions--;
    return result;
  }

  either<T>(first: () => T, second: () => T): T {
    const before = this.problems.length;
    const basis = this.basis;
    this.#readings++;
    const one = first();
    this.#readings--;
    if (this.problems.length === before || this.#readings >= MAX_READINGS) return one;
    const reported = this.problems.splice(before);
    this.basis = basis;
    this.#readings++;
    const other = second();
    this.#readings--;
    if (this.problems.length === before) return other;
    this.problems.splice(before, Infinity, ...reported);
    return one;
  }

  report(code: string, span: Span, message: string, hint?: string | null): null {
    this.problems.push(problem(code, span, { message, hint }));
    return null;
  }

  number(ast: Ast, scope: Scope, want: Unit | null): NumberCore | null {
    switch (ast.kind) {
      case "number":
        return literal(this, ast, scope);
      case "name":
        return numberName(this, ast, scope);
      case "call":
        return callNode(this, ast, scope, want);
      case "choose":
        return choose(this, ast, scope, want);
      case "unary": {
        if (ast.operator === "not") break;
        const argument = this.number(ast.argument, scope, want);
        return argument && negative(argument, ast.span);
      }
      case "binary":
        if (ast.operator === "+" || ast.operator === "-") return sum(this, ast, scope, want);
        if (ast.operator === "*") return multiplyNode(this, ast, scope, want);
        if (ast.operator === "/") return divideNode(this, ast, scope, want);
        break;
      case "text":
        return this.report("LZ1074", ast.span, "a text where a number is expected");
      case "date":
        return this.report(
          "LZ1074",
          ast.span,
          "a date where a number is expected",
          "compare it with a date attribute: founded >= 2021-01-01",
        );
      case "at":
        return periodNode(this, ast, scope, want);
      case "on":
        return parameterOn(this, ast, scope);
      case "bands":
        return bandsNode(this, ast, scope, want);
      case "codes":
      case "between":
      case "recent":
        break;
    }
    return this.report(
      "LZ1071",
      ast.span,
      "a condition where a number is expected",
      "write if ... then ... else ..., or count(register where ...)",
    );
  }

  condition(ast: Ast, scope: Scope): BooleanCore | null {
    return conditionOf(this, ast, scope);
  }
}

function checkNumber(check: Checker, ast: Ast, scope: Scope): NumberCore | null {
  const { unit: text } = check.context;
  const parsed = parseUnit(text ?? "1");
  if (!parsed.ok)
    return check.report(
      "LZ1015",
      ast.span,
      `the declared unit "${text ?? ""}" is not known`,
      nearest(parsed.unknown, unitAtoms()),
    );
  const found = check.number(ast, scope, text === null ? null : parsed.unit);
  const core = found && owned(found, check.context.subject);
  return core && text !== null ? declare(check, core, parsed.unit) : core;
}

/** A row formula of constants and conditions alone still belongs to its register's subjects. */
const owned = (core: NumberCore, subject: string | null): NumberCore =>
  core.type.subject === null && subject !== null ? { ...core, type: { ...core.type, subject } } : core;

/** A text that stands in several places of a function's body is reported once. */
const once = (problems: readonly FormulaProblem[]): readonly FormulaProblem[] => [
  ...new Map(problems.map((p) => [`${p.code}@${p.span.start}..${p.span.end}:${p.message}`, p])).values(),
];

/**
 * Checks a formula in its place. Never throws, whatever the text: all problems are listed in written order,
 * and `core` is null when one of them is an error.
 */
export function checkFormula(text: string, context: FormulaContext, env: Environment): CheckResult {
  const parsed = parseFormula(text);
  if (!parsed.ok) return { ast: null, core: null, growthBasis: null, problems: parsed.problems };
  const check = new Checker(context, env);
  const scope = context.subject === null ? { ...groupScope } : rowScope(context.subject, false);
  const core =
    context.expect === "number" ? checkNumber(check, parsed.ast, scope) : check.condition(parsed.ast, scope);
  const problems = once(check.problems).toSorted((a, b) => a.span.start - b.span.start);
  const failed = problems.some((p) => p.severity === "error");
  return { ast: parsed.ast, core: failed ? null : core, growthBasis: failed ? null : check.basis, problems };
}
