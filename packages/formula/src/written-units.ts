/** Units as authors write them: on a literal, and declared for a result. */
import type { Unit } from "@lianzhang/kernel";
import {
  inRange,
  isExactDimension,
  multiply,
  nearest,
  parseDecimal,
  parseUnit,
  printDimension,
  rational,
  RATIO_ONE,
  unitAtoms,
} from "@lianzhang/kernel";
import type { Ast } from "./ast.ts";
import { dimensionCode } from "./compatible.ts";
import type { NumberCore } from "./core.ts";
import { convert } from "./represent.ts";
import type { Check, Scope } from "./scope.ts";
import { fitUnit, isPlain, isShare, pure } from "./scope.ts";

/** The unit a literal on the other side asks for, so that `a / b >= 3%` is measured in per cent. */
export const literalUnit = (ast: Ast): Unit | null => {
  if (ast.kind === "unary") return literalUnit(ast.argument);
  if (ast.kind !== "number" || ast.unit === null) return null;
  const parsed = parseUnit(ast.unit);
  return parsed.ok ? parsed.unit : null;
};

/** A literal with its unit: money, areas and counts exactly; everything else as 10^-8 of its unit. */
export function literal(
  check: Check,
  ast: Extract<Ast, { kind: "number" }>,
  scope: Scope,
): NumberCore | null {
  const parsed = parseUnit(ast.unit ?? "1");
  if (!parsed.ok) {
    const near = nearest(parsed.unknown, unitAtoms());
    return check.report(
      "LZ1015",
      ast.span,
      `the unit "${parsed.unknown}" is not known`,
      near ? `did you mean ${near}?` : "docs/language.md lists the units",
    );
  }
  const number = parseDecimal(ast.text);
  if (!number) return check.report("LZ1016", ast.span, `"${ast.text}" is no number`);
  const exact = isExactDimension(parsed.unit.dimension);
  const scaled = multiply(number, exact ? parsed.unit.toMinor : rational(RATIO_ONE));
  if (scaled.den !== 1n)
    return check.report(
      "LZ1016",
      ast.span,
      "finer than the smallest unit counted",
      exact ? "no part of the smallest unit (分 for money)" : "at most 8 decimals",
    );
  if (!inRange(scaled.num))
    return check.report(
      "LZ1016",
      ast.span,
      "more than 18 digits",
      "write it in a larger unit, or split the formula",
    );
  const share = parsed.unit.text === "%" || parsed.unit.text === "‰";
  return {
    op: "constant",
    value: scaled.num,
    type: pure(scope, parsed.unit, exact ? "exact" : "ratio", share),
    span: ast.span,
  };
}

const lacksTime = (core: NumberCore, declared: Unit): boolean => {
  const rest = Object.fromEntries(
    Object.entries(core.type.unit.dimension).filter(([base]) => base !== "time"),
  );
  return (
    core.type.time.kind === "rate" && !("time" in declared.dimension) && fitUnit(declared, rest) !== null
  );
};

/** The result in the declared unit, or null after a report. */
export function declare(check: Check, core: NumberCore, declared: Unit): NumberCore | null {
  const { type } = core;
  const fitting = fitUnit(declared, type.unit.dimension);
  if (fitting === null) {
    if (lacksTime(core, declared))
      return check.report(
        "LZ1042",
        core.span,
        `a rate per time cannot be in ${declared.text}`,
        `declare ${declared.text}/年`,
      );
    const { code, hint } = dimensionCode(declared.dimension, type.unit.dimension);
    const chosen = code === "LZ1050" ? "LZ1055" : code;
    return check.report(
      chosen,
      core.span,
      `the declared unit ${declared.text} cannot show ${printDimension(type.unit.dimension)}`,
      chosen === "LZ1055" ? `the formula gives ${type.unit.text}` : hint,
    );
  }
  if ((declared.text === "%" || declared.text === "‰") && isPlain(type) && !isShare(type)) {
    return check.report(
      "LZ1054",
      core.span,
      `a plain number declared as ${declared.text}`,
      "write shares with their percent sign, or declare unit: 1",
    );
  }
  if (type.numeric === "exact") return { ...core, type: { ...type, unit: fitting } };
  return convert(core, { numeric: "ratio", unit: fitting });
}
