/** Reading tokens one after the other, and reporting what was expected instead. */
import type { Span } from "./ast.ts";
import { shown } from "./binding.ts";
import type { Keyword, Operator, Token } from "./lexer.ts";
import type { FormulaProblem } from "./problem.ts";
import { problem } from "./problem.ts";

/** The tokens with a place in them, and the problems found so far. */
export class Reader {
  readonly #tokens: readonly Token[];
  readonly problems: FormulaProblem[];
  #at = 0;
  #stopped = false;

  constructor(tokens: readonly Token[], problems: readonly FormulaProblem[]) {
    this.#tokens = tokens;
    this.problems = [...problems];
  }

  protected peek(offset = 0): Token {
    const last = this.#tokens.length - 1;
    return this.#tokens[Math.min(this.#at + offset, last)] ?? { kind: "end", span: { start: 0, end: 0 } };
  }

  protected take(): Token {
    const t = this.peek();
    if (t.kind !== "end") this.#at++;
    return t;
  }

  protected isOperator(o: Operator, offset = 0): boolean {
    const t = this.peek(offset);
    return t.kind === "operator" && t.operator === o;
  }

  protected isKeyword(k: Keyword, offset = 0): boolean {
    const t = this.peek(offset);
    return t.kind === "keyword" && t.keyword === k;
  }

  /** What follows from a problem already reported, or from a character left out, is not reported again. */
  protected report(p: FormulaProblem): void {
    if (this.#stopped) return;
    const before = this.#tokens[this.#at - 1]?.span.end ?? 0;
    const known = (q: FormulaProblem): boolean =>
      q.span.start === p.span.start || (q.span.start >= before && q.span.start < p.span.start);
    if (!this.problems.some(known)) this.problems.push(p);
  }

  protected expectOperator(o: Operator, opened: Span | null): Span {
    if (this.isOperator(o)) return this.take().span;
    const t = this.peek();
    const at = opened && t.kind === "end" ? opened : t.span;
    // An unclosed quotation has swallowed the rest.
    if (t.kind === "end" && this.problems.some((q) => q.code === "LZ1002")) return t.span;
    if (o === ")")
      this.report(
        problem("LZ1003", at, {
          message: `a closing bracket is missing before ${shown(t)}`,
          hint: "write )",
        }),
      );
    else this.report(problem("LZ1004", t.span, { message: `found ${shown(t)}, expected "${o}"` }));
    return t.span;
  }

  protected expectKeyword(k: Keyword): void {
    if (this.isKeyword(k)) {
      this.take();
      return;
    }
    const t = this.peek();
    this.report(problem("LZ1004", t.span, { message: `found ${shown(t)}, expected "${k}"` }));
  }

  /** Nothing after this place is read or reported. */
  protected stop(): void {
    this.#stopped = true;
    this.#at = this.#tokens.length - 1;
  }
}
