/** How operators bind, and small questions about tokens that the parser asks. */
import type { BinaryOperator, Span } from "./ast.ts";
import type { Operator, Token } from "./lexer.ts";

/** How tightly each operator binds; larger binds tighter. The printer reads the same table. */
export const BINDING = { or: 1, and: 2, not: 3, compare: 4, add: 5, multiply: 6, minus: 7, at: 8 } as const;

export const bindingOf = (o: BinaryOperator): number => {
  switch (o) {
    case "or":
      return BINDING.or;
    case "and":
      return BINDING.and;
    case "=":
    case "!=":
    case "<":
    case "<=":
    case ">":
    case ">=":
      return BINDING.compare;
    case "+":
    case "-":
      return BINDING.add;
    case "*":
    case "/":
      return BINDING.multiply;
  }
};

const BINARY: ReadonlySet<string> = new Set(["+", "-", "*", "/", "=", "!=", "<", "<=", ">", ">="]);
export const isBinary = (o: Operator): o is Operator & BinaryOperator => BINARY.has(o);

export const shown = (t: Token): string => {
  switch (t.kind) {
    case "end":
      return "the end of the formula";
    case "keyword":
      return `"${t.keyword}"`;
    case "operator":
      return `"${t.operator}"`;
    case "name":
      return `"${t.name}"`;
    case "number":
      return `"${t.text}${t.unit ?? ""}"`;
    case "date":
    case "period":
      return `"${t.text}"`;
    case "text":
      return `'${t.text}'`;
  }
};

/** An operator that cannot begin a value. */
export const isStray = (t: Token): boolean =>
  t.kind === "operator" && !["(", ")", ",", "-"].includes(t.operator);

export const startsValue = (t: Token): boolean =>
  t.kind === "name" ||
  t.kind === "number" ||
  t.kind === "text" ||
  t.kind === "date" ||
  (t.kind === "operator" && (t.operator === "(" || t.operator === "-")) ||
  (t.kind === "keyword" && ["not", "if", "case"].includes(t.keyword));

export const over = (a: Span, b: Span): Span => ({ start: a.start, end: b.end });
