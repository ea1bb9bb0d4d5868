/** Reads what stands in the brackets of a call: arguments, clauses about the set, bands. */
import type { Argument, Ast, Span } from "./ast.ts";
import { BINDING, over, shown } from "./binding.ts";
import { problem } from "./problem.ts";
import { Reader } from "./reader.ts";

export abstract class CallReader extends Reader {
  /** The expression from here, up to an operator that binds less tightly than `least`. */
  abstract expression(least: number): Ast;

  /** Goes on after a problem: to the next comma or closing bracket of this level. */
  protected skipTo(): void {
    let depth = 0;
    for (let t = this.peek(); t.kind !== "end"; t = this.peek()) {
      if (t.kind === "operator") {
        if (t.operator === "(") depth++;
        else if (depth === 0 && (t.operator === ")" || t.operator === ",")) return;
        else if (t.operator === ")") depth--;
      }
      if (depth === 0 && t.kind === "keyword" && t.keyword !== "if" && t.keyword !== "case") return;
      if (depth === 0)
        this.report(
          problem("LZ1004", t.span, {
            message: `found ${shown(t)}, expected an operator or a closing bracket`,
          }),
        );
      this.take();
    }
  }

  /** What stands in the brackets of a call, in any order after the first argument. */
  protected call(name: string, start: Span): Ast {
    const open = this.take().span;
    if (name === "bands") return this.#bands(start, open);
    const given: Argument[] = [];
    const clauses: { where: Ast | null; over: Ast | null } = { where: null, over: null };
    const by: Ast[] = [];
    if (!this.isOperator(")")) {
      given.push(this.#argument());
      this.skipTo();
      for (;;) {
        if (this.isOperator(",")) {
          this.take();
          given.push(this.#argument());
        } else if (this.isKeyword("where")) this.#clause("where", clauses);
        else if (this.isKeyword("over")) this.#clause("over", clauses);
        else if (this.isKeyword("by")) {
          this.take();
          by.push(this.expression(BINDING.add));
          while (this.isOperator(",") && !this.#isNamed(1)) {
            this.take();
            by.push(this.expression(BINDING.add));
          }
        } else if (this.peek().kind === "keyword") {
          break;
        } else if (this.isOperator(")") || this.peek().kind === "end") {
          break;
        }
        this.skipTo();
      }
    }
    const end = this.expectOperator(")", over(start, open));
    return { kind: "call", name, arguments: given, ...clauses, by, span: over(start, end) };
  }

  #clause(keyword: "where" | "over", into: Record<"where" | "over", Ast | null>): void {
    const again = this.take().span;
    if (into[keyword])
      this.report(
        problem("LZ1004", again, { message: `a second ${keyword}`, hint: "join conditions with and" }),
      );
    into[keyword] = this.expression(0);
  }

  /** `bands(x under a then v up_to b then w else z)`, after its opening bracket. */
  #bands(start: Span, open: Span): Ast {
    const argument = this.expression(0);
    const bands: { inclusive: boolean; edge: Ast; then: Ast }[] = [];
    this.#expectBand();
    while (this.isKeyword("under") || this.isKeyword("up_to")) {
      const inclusive = this.isKeyword("up_to");
      this.take();
      const edge = this.expression(0);
      this.expectKeyword("then");
      bands.push({ inclusive, edge, then: this.expression(0) });
    }
    let otherwise: Ast | null = null;
    if (this.isKeyword("else")) {
      this.take();
      otherwise = this.expression(0);
    }
    this.skipTo();
    const end = this.expectOperator(")", over(start, open));
    return { kind: "bands", argument, bands, otherwise, span: over(start, end) };
  }

  #expectBand(): void {
    const t = this.peek();
    if (this.isKeyword("under") || this.isKeyword("up_to")) return;
    this.report(
      problem("LZ1004", t.span, {
        message: `found ${shown(t)}, expected a band`,
        hint: "write bands(x under 3% then 0 得分 up_to 5% then 10 得分 else 15 得分)",
      }),
    );
    while (!this.isOperator(")") && this.peek().kind !== "end") this.take();
  }

  /** Whether `name:` stands there. A keyword names an argument too: `streak(c, by: 1 month)`. */
  #isNamed(offset: number): boolean {
    const t = this.peek(offset);
    return (t.kind === "name" || t.kind === "keyword") && this.isOperator(":", offset + 1);
  }

  #argument(): Argument {
    const t = this.peek();
    if (this.#isNamed(0) && (t.kind === "name" || t.kind === "keyword")) {
      this.take();
      this.take();
      return { name: t.kind === "name" ? t.name : t.keyword, value: this.expression(0) };
    }
    return { name: null, value: this.expression(0) };
  }
}
