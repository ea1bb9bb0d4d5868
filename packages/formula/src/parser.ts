/**
 * A hand-written Pratt parser (docs/decisions/0002-formula-grammar.md). It reports several problems at once:
 * after one it skips to the next comma or closing bracket and goes on.
 */
import type { Ast, BinaryOperator, Span } from "./ast.ts";
import { BINDING, bindingOf, isBinary, isStray, over, shown, startsValue } from "./binding.ts";
import type { Token } from "./lexer.ts";
import { lex } from "./lexer.ts";
import type { FormulaProblem } from "./problem.ts";
import { problem } from "./problem.ts";
import { CallReader } from "./call-reader.ts";

export type ParseResult =
  | { readonly ok: true; readonly ast: Ast }
  | { readonly ok: false; readonly problems: readonly FormulaProblem[] };

/** More than a person writes; keeps every later stage inside the stack. */
const MAX_TOKENS = 2000;
const MAX_DEPTH = 100;

class Parser extends CallReader {
  #depth = 0;

  whole(): Ast {
    const ast = this.expression(0);
    for (let t = this.peek(); t.kind !== "end"; t = this.peek()) {
      this.report(
        problem("LZ1004", t.span, {
          message: `found ${shown(t)} after the end of the expression`,
          hint: "an operator, a comma or a bracket is missing before it",
        }),
      );
      if (startsValue(t)) this.expression(0);
      else this.take();
    }
    return ast;
  }

  override expression(least: number): Ast {
    if (++this.#depth > MAX_DEPTH) {
      this.report(
        problem("LZ1006", this.peek().span, {
          message: `brackets are nested deeper than ${MAX_DEPTH}`,
          hint: "split the formula into several indicators",
        }),
      );
      this.stop();
    }
    let left = this.#prefix();
    for (;;) {
      const next = this.#infix(left, least);
      if (next === null) break;
      left = next;
    }
    this.#depth--;
    return left;
  }

  /** The operator after `left`, with its right side; null when it binds less tightly than `least`. */
  #infix(left: Ast, least: number): Ast | null {
    const t = this.peek();
    if (t.kind === "operator") {
      if (!isBinary(t.operator) || bindingOf(t.operator) < least) return null;
      return this.#binary(left, t.operator, bindingOf(t.operator));
    }
    if (t.kind !== "keyword") return null;
    switch (t.keyword) {
      case "and":
      case "or":
        return BINDING[t.keyword] < least ? null : this.#binary(left, t.keyword, BINDING[t.keyword]);
      case "at":
        return BINDING.at < least ? null : this.#at(left);
      case "on": {
        if (BINDING.at < least) return null;
        this.take();
        const date = this.expression(BINDING.at + 1);
        return { kind: "on", argument: left, date, span: over(left.span, date.span) };
      }
      case "in":
      case "within":
      case "has":
      case "between":
        return BINDING.compare < least ? null : this.#notChained(this.#test(left));
      case "not": {
        const after = this.peek(1);
        const negated =
          after.kind === "keyword" && ["in", "within", "has", "between"].includes(after.keyword);
        if (!negated || BINDING.compare < least) return null;
        this.take();
        const argument = this.#test(left);
        return this.#notChained({
          kind: "unary",
          operator: "not",
          argument,
          span: over(left.span, argument.span),
        });
      }
      default:
        return null;
    }
  }

  #binary(left: Ast, operator: BinaryOperator, binding: number): Ast {
    this.take();
    const right = this.expression(binding + 1);
    const node: Ast = { kind: "binary", operator, left, right, span: over(left.span, right.span) };
    return binding === BINDING.compare ? this.#notChained(node) : node;
  }

  /** `a < b < c` has no meaning. */
  #notChained(node: Ast): Ast {
    const t = this.peek();
    const chained =
      (t.kind === "operator" && isBinary(t.operator) && bindingOf(t.operator) === BINDING.compare) ||
      (t.kind === "keyword" && ["in", "within", "has", "between"].includes(t.keyword));
    if (chained)
      this.report(
        problem("LZ1005", t.span, {
          message: "two comparisons in a row",
          hint: "write x between a and b, or a < x and x < b",
        }),
      );
    return node;
  }

  /** `x at 2024Q2`, `x at year`. */
  #at(argument: Ast): Ast {
    this.take();
    const t = this.peek();
    const year = t.kind === "name" && t.name === "year";
    if (t.kind !== "period" && !year) {
      this.report(
        problem("LZ1004", t.span, {
          message: `found ${shown(t)}, expected a period`,
          hint: "write at 2024, at 2024Q2, at 2024-06 or at year",
        }),
      );
      return argument;
    }
    this.take();
    return {
      kind: "at",
      argument,
      period: t.kind === "period" ? t.text : "year",
      span: over(argument.span, t.span),
    };
  }

  /** `within last 3 years`, after `within`; null when codes follow. */
  #recent(subject: Ast): Ast | null {
    const [last, length] = [this.peek(), this.peek(1)];
    if (last.kind !== "name" || last.quoted || last.name !== "last" || length.kind !== "number") return null;
    this.take();
    this.take();
    return {
      kind: "recent",
      subject,
      text: length.text,
      unit: length.unit ?? "",
      span: over(subject.span, length.span),
    };
  }

  #test(subject: Ast): Ast {
    const t = this.take();
    const keyword = t.kind === "keyword" ? t.keyword : "in";
    if (keyword === "between") {
      const low = this.expression(BINDING.add);
      this.expectKeyword("and");
      const high = this.expression(BINDING.add);
      return { kind: "between", subject, low, high, span: over(subject.span, high.span) };
    }
    const operator = keyword === "within" || keyword === "has" ? keyword : "in";
    const recent = operator === "within" ? this.#recent(subject) : null;
    if (recent) return recent;
    const { codes, end } = this.#codes(operator);
    return { kind: "codes", operator, subject, codes, span: over(subject.span, end) };
  }

  #codes(operator: "in" | "within" | "has"): { codes: Ast[]; end: Span } {
    if (!this.isOperator("(")) {
      if (operator === "in")
        this.report(
          problem("LZ1004", this.peek().span, {
            message: `found ${shown(this.peek())}, expected a list`,
            hint: "write in (a, b)",
          }),
        );
      const code = this.expression(BINDING.add);
      return { codes: [code], end: code.span };
    }
    const open = this.take().span;
    const codes = [this.expression(BINDING.add)];
    while (this.isOperator(",")) {
      this.take();
      codes.push(this.expression(BINDING.add));
    }
    return { codes, end: this.expectOperator(")", open) };
  }

  #prefix(): Ast {
    const t = this.peek();
    switch (t.kind) {
      case "number":
        this.take();
        return { kind: "number", text: t.text, unit: t.unit, span: t.span };
      case "date":
      case "text":
        this.take();
        return { kind: t.kind, text: t.text, span: t.span };
      case "name":
        return this.#name();
      case "operator":
        if (t.operator === "(") return this.#bracketed();
        if (t.operator === "-") {
          this.take();
          const argument = this.expression(BINDING.minus);
          return { kind: "unary", operator: "-", argument, span: over(t.span, argument.span) };
        }
        return this.#unexpected(t);
      case "keyword":
        if (t.keyword === "not") {
          this.take();
          const argument = this.expression(BINDING.not);
          return { kind: "unary", operator: "not", argument, span: over(t.span, argument.span) };
        }
        if (t.keyword === "if") return this.#if();
        if (t.keyword === "case") return this.#case();
        return this.#unexpected(t);
      case "period":
      case "end":
        return this.#unexpected(t);
    }
  }

  /** Reports and stands in a name nobody reads: a formula with problems has no tree. */
  #unexpected(t: Token): Ast {
    this.report(
      problem("LZ1004", t.span, {
        message: `found ${shown(t)}, expected a value`,
        hint: t.kind === "end" ? "the formula stops too early" : undefined,
      }),
    );
    const here: Ast = { kind: "name", name: "", qualifier: null, span: t.span };
    if (t.kind !== "operator" || t.operator === ")" || t.operator === ",") return here;
    while (isStray(this.peek())) this.take();
    return startsValue(this.peek()) ? this.#prefix() : here;
  }

  #bracketed(): Ast {
    const open = this.take().span;
    const inner = this.expression(0);
    this.skipTo();
    const end = this.expectOperator(")", open);
    return { ...inner, span: over(open, end) };
  }

  #if(): Ast {
    const start = this.take().span;
    const when = this.expression(0);
    this.expectKeyword("then");
    const then = this.expression(0);
    if (!this.isKeyword("else")) {
      return { kind: "choose", branches: [{ when, then }], otherwise: null, span: over(start, then.span) };
    }
    this.take();
    const otherwise = this.expression(0);
    return { kind: "choose", branches: [{ when, then }], otherwise, span: over(start, otherwise.span) };
  }

  #case(): Ast {
    const start = this.take().span;
    const branches: { when: Ast; then: Ast }[] = [];
    if (!this.isKeyword("when")) this.expectKeyword("when");
    while (this.isKeyword("when")) {
      this.take();
      const when = this.expression(0);
      this.expectKeyword("then");
      branches.push({ when, then: this.expression(0) });
    }
    let otherwise: Ast | null = null;
    if (this.isKeyword("else")) {
      this.take();
      otherwise = this.expression(0);
    }
    const end = this.peek().span;
    this.expectKeyword("end");
    return { kind: "choose", branches, otherwise, span: over(start, end) };
  }

  #name(): Ast {
    const t = this.take();
    const first = t.kind === "name" ? t.name : "";
    if (t.kind === "name" && !t.quoted && this.isOperator("(")) return this.call(first, t.span);
    if (!this.isOperator(".")) return { kind: "name", name: first, qualifier: null, span: t.span };
    this.take();
    const second = this.peek();
    if (second.kind !== "name") {
      this.report(
        problem("LZ1004", second.span, {
          message: `found ${shown(second)}, expected a name after "${first}."`,
        }),
      );
      return { kind: "name", name: first, qualifier: null, span: t.span };
    }
    this.take();
    return { kind: "name", name: second.name, qualifier: first, span: over(t.span, second.span) };
  }
}

/** Reads a formula. All problems found are given, in written order; a formula with problems has no tree. */
export function parseFormula(text: string): ParseResult {
  const lexed = lex(text);
  if (lexed.tokens.length > MAX_TOKENS) {
    const span = lexed.tokens[MAX_TOKENS]?.span ?? { start: 0, end: 0 };
    return {
      ok: false,
      problems: [
        problem("LZ1006", span, {
          message: `the formula has more than ${MAX_TOKENS} words`,
          hint: "split it into several indicators",
        }),
      ],
    };
  }
  if (lexed.tokens.length === 1 && lexed.problems.length === 0) {
    return {
      ok: false,
      problems: [problem("LZ1004", { start: 0, end: text.length }, { message: "the formula is empty" })],
    };
  }
  const parser = new Parser(lexed.tokens, lexed.problems);
  const ast = parser.whole();
  if (parser.problems.length > 0)
    return { ok: false, problems: parser.problems.toSorted((a, b) => a.span.start - b.span.start) };
  return { ok: true, ast };
}
