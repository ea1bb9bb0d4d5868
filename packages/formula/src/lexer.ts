/** Text to tokens. Never throws; characters nobody knows become problems and are skipped. */
import { unitAtoms } from "@lianzhang/kernel";
import type { Span } from "./ast.ts";
import type { FormulaProblem } from "./problem.ts";
import { problem } from "./problem.ts";

export const KEYWORDS = [
  "and",
  "or",
  "not",
  "in",
  "within",
  "has",
  "between",
  "if",
  "then",
  "else",
  "case",
  "when",
  "end",
  "where",
  "by",
  "over",
  "at",
  "on",
  "under",
  "up_to",
] as const;
export type Keyword = (typeof KEYWORDS)[number];

export const OPERATORS = [
  "+",
  "-",
  "*",
  "/",
  "=",
  "!=",
  "<",
  "<=",
  ">",
  ">=",
  "(",
  ")",
  ",",
  ".",
  ":",
] as const;
export type Operator = (typeof OPERATORS)[number];

export type Token =
  | { readonly kind: "name"; readonly name: string; readonly quoted: boolean; readonly span: Span }
  | { readonly kind: "number"; readonly text: string; readonly unit: string | null; readonly span: Span }
  | { readonly kind: "text"; readonly text: string; readonly span: Span }
  | { readonly kind: "date"; readonly text: string; readonly span: Span }
  /** What follows `at`: `2024`, `2024Q2`, `2024-06`. */
  | { readonly kind: "period"; readonly text: string; readonly span: Span }
  | { readonly kind: "keyword"; readonly keyword: Keyword; readonly span: Span }
  | { readonly kind: "operator"; readonly operator: Operator; readonly span: Span }
  | { readonly kind: "end"; readonly span: Span };

/** Spellings a Chinese keyboard gives; longer ones first. */
const SPELLINGS: readonly (readonly [string, Operator])[] = [
  ["!=", "!="],
  ["<>", "!="],
  ["<=", "<="],
  [">=", ">="],
  ["==", "="],
  ["≠", "!="],
  ["≤", "<="],
  ["≥", ">="],
  ["×", "*"],
  ["÷", "/"],
  ["−", "-"],
  ["＋", "+"],
  ["－", "-"],
  ["＊", "*"],
  ["／", "/"],
  ["＝", "="],
  ["＜", "<"],
  ["＞", ">"],
  ["（", "("],
  ["）", ")"],
  ["，", ","],
  ["、", ","],
  ["：", ":"],
  ["+", "+"],
  ["-", "-"],
  ["*", "*"],
  ["/", "/"],
  ["=", "="],
  ["<", "<"],
  [">", ">"],
  ["(", "("],
  [")", ")"],
  [",", ","],
  [".", "."],
  [":", ":"],
];

const SPACE = /[\s\u3000]+/uy;
const NAME = /[\p{L}_][\p{L}\p{M}\p{N}_]*/uy;
const DATE = /[0-9]{4}-[0-9]{2}-[0-9]{2}(?![0-9])/uy;
/** A period's letters and digits only; whether there is such a period, the checker says. */
const PERIOD = /[0-9]{4}(?:-[0-9]{1,2}(?:\.\.(?:[0-9]{4}-)?[0-9]{1,2})?|[QqHh][0-9])?(?![\p{L}\p{N}_])/uy;
const NUMBER = /[0-9]+(?:\.[0-9]+)?/uy;
/** One part of a unit: letters with digits and ², or a sign; a bracketed tag may follow. */
const UNIT_PART = /(?:[\p{L}][\p{L}\p{N}²]*|[%％‰])(?:[[(（][\p{L}\p{N}_]+[\])）])?/uy;
const UNIT_GAP = /[ \t\u3000\u2009\u202f]*/uy;

export const isKeyword = (word: string): word is Keyword => (KEYWORDS as readonly string[]).includes(word);
/** Whether a bare word is one name token. */
export const isPlainName = (name: string): boolean =>
  new RegExp(`^${NAME.source}$`, "u").test(name) && !isKeyword(name);

const match = (pattern: RegExp, text: string, at: number): string | null => {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? null;
};

const knownParts: ReadonlySet<string> = new Set(unitAtoms());
const stem = (part: string): string => part.replace(/[[(（].*$/u, "");

/** The unit written after a number, from `at`, and where it ends; null when there is none. */
function unitAfter(text: string, at: number): { readonly unit: string; readonly end: number } | null {
  const start = at + (match(UNIT_GAP, text, at)?.length ?? 0);
  const first = match(UNIT_PART, text, start);
  if (first === null || isKeyword(match(NAME, text, start) ?? "")) return null;
  // `5 (` is no unit with a tag, but `5 and(` must not become one either.
  if (isKeyword(stem(first))) return null;
  let end = start + first.length;
  let unit = first;
  for (;;) {
    if (text[end] !== "/" && text[end] !== "／") break;
    const part = match(UNIT_PART, text, end + 1);
    if (part === null || !knownParts.has(stem(part))) break;
    unit += `/${part}`;
    end += 1 + part.length;
  }
  return {
    unit: unit.replaceAll("％", "%").replaceAll("（", "(").replaceAll("）", ")").normalize("NFC"),
    end,
  };
}

/** Reads text between two marks; null when the second is missing. */
function delimited(
  text: string,
  at: number,
  close: string,
): { readonly inner: string; readonly end: number } | null {
  const end = text.indexOf(close, at + 1);
  return end < 0 ? null : { inner: text.slice(at + 1, end), end: end + close.length };
}

const CLOSING: ReadonlyMap<string, string> = new Map([
  ["'", "'"],
  ["‘", "’"],
  ["「", "」"],
  ['"', '"'],
  ["“", "”"],
]);

export interface Lexed {
  /** Always ends with an `end` token. */
  readonly tokens: readonly Token[];
  readonly problems: readonly FormulaProblem[];
}

class Lexer {
  readonly #text: string;
  #at = 0;
  readonly #tokens: Token[] = [];
  readonly #problems: FormulaProblem[] = [];

  constructor(text: string) {
    this.#text = text;
  }

  run(): Lexed {
    while (this.#at < this.#text.length) this.#next();
    this.#tokens.push({ kind: "end", span: { start: this.#text.length, end: this.#text.length } });
    return { tokens: this.#tokens, problems: this.#problems };
  }

  #span(end: number): Span {
    return { start: this.#at, end };
  }

  #next(): void {
    const space = match(SPACE, this.#text, this.#at);
    if (space !== null) {
      this.#at += space.length;
      return;
    }
    const end =
      this.#period() ??
      this.#number() ??
      this.#word() ??
      this.#quoted() ??
      this.#operator() ??
      this.#unknown();
    this.#at = end;
  }

  /** A date anywhere; after `at` a period, which elsewhere would read as a subtraction. */
  #period(): number | null {
    const last = this.#tokens.at(-1);
    const asked = last?.kind === "keyword" && last.keyword === "at";
    const text = match(asked ? PERIOD : DATE, this.#text, this.#at);
    if (text === null) return null;
    const end = this.#at + text.length;
    this.#tokens.push({ kind: asked ? "period" : "date", text, span: this.#span(end) });
    return end;
  }

  #number(): number | null {
    const digits = match(NUMBER, this.#text, this.#at);
    if (digits === null) return null;
    const unit = unitAfter(this.#text, this.#at + digits.length);
    const end = unit?.end ?? this.#at + digits.length;
    this.#tokens.push({ kind: "number", text: digits, unit: unit?.unit ?? null, span: this.#span(end) });
    return end;
  }

  #word(): number | null {
    const word = match(NAME, this.#text, this.#at);
    if (word === null) return null;
    const end = this.#at + word.length;
    if (isKeyword(word)) this.#tokens.push({ kind: "keyword", keyword: word, span: this.#span(end) });
    else
      this.#tokens.push({ kind: "name", name: word.normalize("NFC"), quoted: false, span: this.#span(end) });
    return end;
  }

  #quoted(): number | null {
    const open = this.#text[this.#at] ?? "";
    const close = CLOSING.get(open);
    if (close === undefined) return null;
    const found = delimited(this.#text, this.#at, close);
    const end = found?.end ?? this.#text.length;
    const inner = found?.inner ?? this.#text.slice(this.#at + 1);
    if (!found)
      this.#problems.push(
        problem("LZ1002", this.#span(end), {
          message: `${open} is not closed`,
          hint: `end it with ${close}`,
        }),
      );
    if (open === "「") {
      if (inner.trim() === "" && found)
        this.#problems.push(problem("LZ1002", this.#span(end), { message: "「」 holds no name" }));
      this.#tokens.push({ kind: "name", name: inner.normalize("NFC"), quoted: true, span: this.#span(end) });
    } else {
      this.#tokens.push({ kind: "text", text: inner, span: this.#span(end) });
    }
    return end;
  }

  #operator(): number | null {
    for (const [spelling, operator] of SPELLINGS) {
      if (!this.#text.startsWith(spelling, this.#at)) continue;
      const end = this.#at + spelling.length;
      this.#tokens.push({ kind: "operator", operator, span: this.#span(end) });
      return end;
    }
    return null;
  }

  #unknown(): number {
    const character = String.fromCodePoint(this.#text.codePointAt(this.#at) ?? 0);
    const end = this.#at + character.length;
    this.#problems.push(
      problem("LZ1001", this.#span(end), {
        message: `the character ${JSON.stringify(character)} has no meaning here`,
        hint: hintFor(character),
      }),
    );
    return end;
  }
}

function hintFor(character: string): string {
  if (character === "%" || character === "％") return "a percent sign belongs to a number: 3%";
  if (character === "&" || character === "|") return "write and, or";
  return "names with unusual characters go into 「」";
}

export const lex = (text: string): Lexed => new Lexer(text).run();

export interface ColourToken {
  readonly kind: "name" | "number" | "keyword" | "operator" | "text";
  readonly span: Span;
}

/** The words of a formula with their places, for colouring; a number includes its unit. Never throws. */
export const tokens = (text: string): ColourToken[] =>
  lex(text).tokens.flatMap((t): ColourToken[] => {
    if (t.kind === "end") return [];
    return [{ kind: t.kind === "date" || t.kind === "period" ? "number" : t.kind, span: t.span }];
  });
