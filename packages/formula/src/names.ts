/** What a name means where it stands. */
import { nearest } from "@lianzhang/kernel";
import type { Ast, Span } from "./ast.ts";
import type { NumberCore } from "./core.ts";
import { withParts } from "./core-parts.ts";
import type { AttributeKind, FormulaSymbol } from "./environment.ts";
import { coarser } from "./compatible.ts";
import { linkedName } from "./links.ts";
import type { Check, Scope } from "./scope.ts";
import type { NumberType } from "./type.ts";

export type Name = Extract<Ast, { readonly kind: "name" }>;

const registerOf = (s: FormulaSymbol): string | null => {
  switch (s.kind) {
    case "field":
      return s.type.subject;
    case "attribute":
    case "membership":
      return s.register;
    case "parameter":
    case "indicator":
    case "register":
      return null;
  }
};

/** The subject a bare field of a fixed register means in a group formula, or null. */
export const homeOf = (check: Check, scope: Scope, register: string): string | null =>
  scope.subject?.register === register ? scope.subject.code : (check.env.home?.(register) ?? null);

const fits = (check: Check, scope: Scope, s: FormulaSymbol): boolean => {
  const register = registerOf(s);
  if (register === null) return true;
  return scope.grain === "row"
    ? scope.register === null || scope.register === register
    : homeOf(check, scope, register) !== null;
};

const qualified = (s: FormulaSymbol): string => {
  switch (s.kind) {
    case "field":
      return `${s.form}.${s.field}`;
    case "attribute":
      return `${s.register}.${s.attribute}`;
    case "membership":
      return `${s.register}.${s.membership}`;
    case "parameter":
      return s.parameter;
    case "indicator":
      return s.indicator;
    case "register":
      return s.register;
  }
};

const written = (ast: Name): string => (ast.qualifier === null ? ast.name : `${ast.qualifier}.${ast.name}`);

/** What the name may mean here, without reporting anything. */
export function meanings(check: Check, ast: Name, scope: Scope): readonly FormulaSymbol[] {
  const all = check.env.resolve(ast.name, ast.qualifier);
  const here = all.filter((s) => fits(check, scope, s));
  const found = here.length > 0 ? here : all;
  // a row's park is the one it names, not the register of parks
  const names =
    scope.grain === "row" && found.some((s) => s.kind === "attribute" && s.value.kind === "subject");
  return names ? found.filter((s) => s.kind !== "register") : found;
}

/** The one meaning, or null after a report. */
export function lookup(check: Check, ast: Name, scope: Scope): FormulaSymbol | null {
  const found = meanings(check, ast, scope);
  const [only] = found;
  if (only && found.length === 1) return only;
  if (found.length > 1) {
    return check.report(
      "LZ1011",
      ast.span,
      `"${written(ast)}" has ${found.length} meanings`,
      `say which: ${found.map(qualified).join(", ")}`,
    );
  }
  const near = nearest(ast.name, check.env.names());
  return check.report(
    "LZ1010",
    ast.span,
    `nothing is called "${written(ast)}"`,
    near === null
      ? "names are ids or labels of fields, attributes, parameters and indicators"
      : `did you mean ${near}?`,
  );
}

/** Settles the register of the rows; false after a report. */
export function claim(check: Check, scope: Scope, register: string, span: Span): boolean {
  if (scope.register === null) scope.register = register;
  if (scope.register === register) return true;
  check.report(
    "LZ1030",
    span,
    `a value of ${register} among values of ${scope.register}`,
    "each aggregate and each row formula reads one register",
  );
  return false;
}

/** A row value where it stands: itself in a row, the city's own row in a group formula. */
function placed(check: Check, scope: Scope, register: string, leaf: NumberCore): NumberCore | null {
  if (scope.grain === "row") return claim(check, scope, register, leaf.span) ? leaf : null;
  const home = homeOf(check, scope, register);
  if (home === null) {
    return check.report(
      "LZ1031",
      leaf.span,
      `this is a value of each ${register}, and the formula is about a group of them`,
      "put it into sum, avg or another aggregate",
    );
  }
  return {
    op: "of",
    register,
    subject: home,
    argument: leaf,
    type: { ...leaf.type, grain: "group" },
    span: leaf.span,
  };
}

function oftenEnough(check: Check, type: NumberType, span: Span): boolean {
  const { period } = check;
  if (period === null || (type.time.kind !== "flow" && type.time.kind !== "rate")) return true;
  const { every } = type.time;
  // a rate is per its own length of time, and no sum over months
  if (type.time.kind === "rate" ? every === "any" || every === period : coarser(every, period) === period)
    return true;
  check.report(
    "LZ1043",
    span,
    `${type.time.kind === "rate" ? "is per" : "comes once a"} ${every}, and is read for a ${period} here`,
    every === "year"
      ? "declare period: year, or say which: at year, latest(x, 3 year)"
      : `declare period: ${every}`,
  );
  return false;
}

function indicatorValue(check: Check, id: string, scope: Scope, span: Span): NumberCore | null {
  const found = check.env.indicator(id);
  if (found === "cycle")
    return check.report("LZ1017", span, `${id} refers to itself`, "break the circle of indicators");
  if (found === null)
    return check.report(
      "LZ1018",
      span,
      `${id} has no formula, or one with problems`,
      "mend that indicator first",
    );
  const { body } = found;
  const node = (inner: NumberCore): NumberCore => ({
    op: "indicator",
    indicator: id,
    body: inner,
    type: inner.type,
    span,
  });
  if (body.type.grain === "row") {
    const register = body.type.subject;
    if (register === null) return node(body);
    return placed(check, scope, register, node(body));
  }
  if (scope.grain === "row") {
    return check.report(
      scope.inside ? "LZ1033" : "LZ1032",
      span,
      `${id} is a figure of a group`,
      "write the aggregate with its set: sum(x over all by county)",
    );
  }
  return oftenEnough(check, body.type, span)
    ? node(scope.subject ? rehome(check, body, scope.subject) : body)
    : null;
}

/** The same formula for another subject of a fixed register. */
function rehome(
  check: Check,
  core: NumberCore,
  to: { readonly register: string; readonly code: string },
): NumberCore {
  if (core.op !== "of") return withParts(core, (c) => rehome(check, c, to));
  return core.register === to.register && core.subject === (check.env.home?.(to.register) ?? null)
    ? { ...core, subject: to.code }
    : core;
}

/** A name where a number is expected. */
export function numberName(check: Check, ast: Name, scope: Scope): NumberCore | null {
  const linked = linkedName(check, ast, scope);
  if (linked === "unclear") return null;
  if (linked) {
    const argument = numberName(check, linked.name, linked.scope);
    return (
      argument && {
        op: "related",
        link: linked.link,
        argument,
        type: { ...argument.type, subject: scope.register },
        span: ast.span,
      }
    );
  }
  const symbol = lookup(check, ast, scope);
  if (!symbol) return null;
  const { span } = ast;
  switch (symbol.kind) {
    case "field": {
      if (!oftenEnough(check, symbol.type, span)) return null;
      const type: NumberType = { ...symbol.type, grain: "row" };
      return placed(check, scope, symbol.type.subject ?? symbol.form, {
        op: "field",
        form: symbol.form,
        field: symbol.field,
        type,
        span,
      });
    }
    case "attribute": {
      if (symbol.value.kind !== "number") return wrongAttribute(check, symbol.value.kind, ast);
      const type: NumberType = { ...symbol.value.type, grain: "row", subject: symbol.register };
      return placed(check, scope, symbol.register, {
        op: "attribute",
        register: symbol.register,
        attribute: symbol.attribute,
        type,
        span,
      });
    }
    case "parameter":
      if (symbol.byDate === true)
        return check.report(
          "LZ1085",
          span,
          `the value of ${symbol.parameter} is found by a date`,
          `say which: ${symbol.parameter} on acceptance_date`,
        );
      return {
        op: "parameter",
        parameter: symbol.parameter,
        on: null,
        type: { ...symbol.type, subject: null, grain: scope.grain },
        span,
      };
    case "indicator":
      return indicatorValue(check, symbol.indicator, scope, span);
    case "membership":
      return check.report(
        "LZ1075",
        span,
        `"${ast.name}" is a set of codes, not a number`,
        `write ${ast.name} has a code`,
      );
    case "register":
      return check.report(
        "LZ1071",
        span,
        `"${ast.name}" is a register, not a number`,
        `write count(${ast.name})`,
      );
  }
}

function wrongAttribute(check: Check, kind: Exclude<AttributeKind["kind"], "number">, ast: Name): null {
  const quoted = `"${ast.name}"`;
  switch (kind) {
    case "code":
      return check.report(
        "LZ1075",
        ast.span,
        `${quoted} is a code, not a number`,
        `compare it with a code: ${ast.name} = ...`,
      );
    case "boolean":
      return check.report(
        "LZ1071",
        ast.span,
        `${quoted} is true or false, not a number`,
        "write count(register where ...) to count",
      );
    case "text":
      return check.report(
        "LZ1074",
        ast.span,
        `${quoted} is a text, not a number`,
        `compare it: ${ast.name} = 'text'`,
      );
    case "date":
      return check.report(
        "LZ1074",
        ast.span,
        `${quoted} is a date, not a number`,
        `compare it: ${ast.name} >= 2021-01-01, ${ast.name} within last 3 years`,
      );
    case "subject":
      return check.report(
        "LZ1074",
        ast.span,
        `${quoted} names another subject, and is no number`,
        `write one of its values: ${ast.name}.area`,
      );
  }
}
