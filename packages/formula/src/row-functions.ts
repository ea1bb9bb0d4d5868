/** Functions of values where they stand: limits, rounding, bands, and what stands in for a missing value. */
import type { MissingReason, Unit } from "@lianzhang/kernel";
import { divide, multiply, nearest, rational, RATIO_ONE, REASONS } from "@lianzhang/kernel";
import type { Ast } from "./ast.ts";
import { compatible, mergedType } from "./compatible.ts";
import type { NumberCore } from "./core.ts";
import type { Call } from "./functions.ts";
import { option, plainCall, positional } from "./functions.ts";
import { align, convert, step } from "./represent.ts";
import type { Check, Scope } from "./scope.ts";
import { fitUnit } from "./scope.ts";
import { literalUnit } from "./written-units.ts";

/** Numbers of one meaning, in one representation; null after a report. */
function alike(
  check: Check,
  numbers: readonly (NumberCore | null)[],
  doing: string,
): readonly NumberCore[] | null {
  const found = numbers.flatMap((n) => n ?? []);
  const [first, ...rest] = found;
  if (!first || found.length < numbers.length) return null;
  const settled = [first];
  for (const other of rest) {
    const pair = compatible(check, settled[0] ?? first, other, other.span, doing);
    if (!pair) return null;
    settled[0] = pair[0];
    settled.push(pair[1]);
  }
  return align(settled);
}

/** `cap(x, limit)`, `at_least(x, floor)`. */
export function limit(
  check: Check,
  ast: Call,
  side: "cap" | "at_least",
  scope: Scope,
  want: Unit | null,
): NumberCore | null {
  if (!plainCall(check, ast, [])) return null;
  const [first, second] = positional(check, ast, side, 2) ?? [];
  if (!first || !second) return null;
  const unitOf = want ?? literalUnit(second);
  const [left, right] =
    alike(check, [check.number(first, scope, unitOf), check.number(second, scope, unitOf)], "compare") ?? [];
  if (!left || !right) return null;
  return { op: "limit", side, left, right, type: mergedType(left.type, right.type), span: ast.span };
}

/** `round(x, 2)`: to so many decimals of the unit wanted here (the declared one), half away from zero. */
export function round(check: Check, ast: Call, scope: Scope, want: Unit | null): NumberCore | null {
  if (!plainCall(check, ast, [])) return null;
  const [first, decimalsAst] = positional(check, ast, "round", 2) ?? [];
  if (!first || !decimalsAst) return null;
  const decimals = wholeNumber(decimalsAst);
  if (decimals === null || Math.abs(decimals) > 8)
    return check.report(
      "LZ1014",
      decimalsAst.span,
      "the decimals are a whole number from -8 to 8",
      "write round(x, 2)",
    );
  const value = check.number(first, scope, want);
  if (!value) return null;
  const shown = fitUnit(want, value.type.unit.dimension) ?? value.type.unit;
  const argument = value.type.numeric === "ratio" ? convert(value, { numeric: "ratio", unit: shown }) : value;
  const power = decimals < 0 ? rational(10n ** BigInt(-decimals)) : rational(1n, 10n ** BigInt(decimals));
  const size = divide(multiply(shown.toMinor, power), step(argument.type));
  if (size.den !== 1n)
    return check.report(
      "LZ1081",
      decimalsAst.span,
      `${decimals} decimals of ${shown.text} are finer than it is counted`,
      "leave rounding out, or give fewer decimals",
    );
  return { op: "round", argument, step: size.num, type: { ...argument.type, unit: shown }, span: ast.span };
}

function wholeNumber(ast: Ast): number | null {
  if (ast.kind === "unary" && ast.operator === "-") {
    const n = wholeNumber(ast.argument);
    return n === null ? null : -n;
  }
  return ast.kind === "number" && ast.unit === null && /^\d{1,2}$/.test(ast.text) ? Number(ast.text) : null;
}

/** `bands(x under 3% then 0 得分 up_to 5% then 10 得分 else 15 得分)`. */
export function bandsNode(
  check: Check,
  ast: Extract<Ast, { readonly kind: "bands" }>,
  scope: Scope,
  want: Unit | null,
): NumberCore | null {
  const edgeUnit = ast.bands.map((b) => literalUnit(b.edge)).find((u) => u !== null) ?? null;
  const measured = check.number(ast.argument, scope, edgeUnit);
  const edges = ast.bands.map((b) => check.number(b.edge, scope, edgeUnit));
  const thens = ast.bands.map((b) => check.number(b.then, scope, want));
  const otherwise = ast.otherwise ? [check.number(ast.otherwise, scope, want)] : [];
  const scale = alike(check, [measured, ...edges], "compare");
  const values = alike(check, [...thens, ...otherwise], "choose between");
  const [argument, ...bounds] = scale ?? [];
  if (!argument || !values || !rising(check, ast, bounds)) return null;
  const type = values.map((v) => v.type).reduce(mergedType);
  return {
    op: "bands",
    argument,
    bands: ast.bands.flatMap(({ inclusive }, i) => {
      const [edge, then] = [bounds[i], values[i]];
      return edge && then ? [{ edge, inclusive, then }] : [];
    }),
    otherwise: ast.otherwise ? (values.at(-1) ?? null) : null,
    type: { ...type, subject: type.subject ?? argument.type.subject },
    span: ast.span,
  };
}

/** Constant edges must rise, so that every value lies in one band; edges from parameters are not known here. */
function rising(
  check: Check,
  ast: Extract<Ast, { readonly kind: "bands" }>,
  edges: readonly NumberCore[],
): boolean {
  const before = check.problems.length;
  for (const [i, edge] of edges.entries()) {
    const previous = edges[i - 1];
    const [band, last] = [ast.bands[i], ast.bands[i - 1]];
    if (edge.op !== "constant" || previous?.op !== "constant" || !band || !last) continue;
    const open = edge.value === previous.value && !last.inclusive && band.inclusive;
    if (edge.value > previous.value || open) continue;
    check.report(
      "LZ1080",
      band.edge.span,
      edge.value === previous.value
        ? "no value lies between this edge and the same edge before it"
        : "this edge lies below the one before it: the bands overlap, and no value reaches this one",
      "edges rise from band to band: under 3% then ... up_to 5% then ...",
    );
  }
  return check.problems.length === before;
}

const MISSING: readonly MissingReason[] = REASONS.filter((r) => r !== "present");

/** `if_missing(x, 0 万元, because: blank)`. */
export function ifMissing(check: Check, ast: Call, scope: Scope, want: Unit | null): NumberCore | null {
  if (!plainCall(check, ast, [])) return null;
  const [first, second] = positional(check, ast, "if_missing", 2, ["because"]) ?? [];
  if (!first || !second) return null;
  const because = option(ast, "because");
  const word = because?.kind === "name" && because.qualifier === null ? because.name : "";
  const only = MISSING.find((r) => r === word) ?? null;
  if (because && only === null) {
    const near = nearest(word, MISSING);
    return check.report(
      "LZ1020",
      because.span,
      `"${word}" is no reason for which a value is missing`,
      near ? `did you mean ${near}?` : `reasons: ${MISSING.join(", ")}`,
    );
  }
  const parts = alike(
    check,
    [check.number(first, scope, want), check.number(second, scope, want)],
    "choose between",
  );
  if (!parts) return null;
  return { op: "firstOf", parts, only, type: parts.map((p) => p.type).reduce(mergedType), span: ast.span };
}

/** 10^-8 of 1 for a constant share or number; null for anything else. */
export function constantOf(core: NumberCore): bigint | null {
  if (core.op !== "constant" || core.type.numeric !== "ratio") return null;
  const ones = multiply(rational(core.value), multiply(step(core.type), rational(RATIO_ONE)));
  return ones.den === 1n ? ones.num : null;
}
