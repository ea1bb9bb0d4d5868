/**
 * Functions written in the language itself. A call is replaced by the function's formula with the arguments in
 * place of its parameters, before anything is checked: units, sets and missing values follow from the parts.
 */
import type { Argument, Ast, Span } from "./ast.ts";
import type { FunctionDefinition } from "./environment.ts";
import type { Call } from "./functions.ts";
import { LIBRARY } from "./library-functions.ts";
import { parseFormula } from "./parser.ts";
import type { Check } from "./scope.ts";

export const LIBRARY_NAMES: readonly string[] = LIBRARY.map((f) => f.name);

const bodies = new Map<string, Ast | null>();

/** The tree of a function's formula; null when it cannot be read. Texts are few, so they are all kept. */
function bodyOf(text: string): Ast | null {
  const known = bodies.get(text);
  if (known !== undefined) return known;
  const parsed = parseFormula(text);
  const ast = parsed.ok ? parsed.ast : null;
  bodies.set(text, ast);
  return ast;
}

type Definition = FunctionDefinition & { readonly takes?: "figure" | "rows" };

const definitionOf = (check: Check, name: string): Definition | null =>
  check.env.function?.(name) ?? LIBRARY.find((f) => f.name === name) ?? null;

/**
 * The call as its function's formula; null when there is no such function, "refused" after a report. `sumFirst`:
 * whether the first argument stands for the sum of its rows where the function takes a figure.
 */
export function expanded(check: Check, ast: Call, sumFirst: boolean): Ast | "refused" | null {
  const definition = definitionOf(check, ast.name);
  if (definition === null) return null;
  const { name, parameters, options } = definition;
  const use = `write ${name}(${parameters.join(", ")})`;
  const refuse = (span: Span, message: string): "refused" => {
    check.report("LZ1014", span, message, use);
    return "refused";
  };
  const odd = ast.arguments.find((a) => a.name !== null && !options.includes(a.name));
  if (odd) return refuse(odd.value.span, `${name} has no argument "${odd.name ?? ""}"`);
  const plain = ast.arguments.filter((a) => a.name === null).map((a) => a.value);
  if (plain.length !== parameters.length)
    return refuse(ast.span, `${name} takes ${parameters.length} arguments, found ${plain.length}`);
  const extra = ast.over ?? ast.by[0];
  if (extra) return refuse(extra.span, `${name} has its own set`);
  const body = bodyOf(definition.body);
  if (body === null) {
    check.report("LZ1018", ast.span, `the formula of ${name} cannot be read`, "mend that function first");
    return "refused";
  }
  const given = new Map<string, Ast>();
  for (const [i, p] of parameters.entries()) {
    const value = plain[i];
    if (value)
      given.set(p, i === 0 && definition.takes === "figure" && sumFirst ? summed(value, ast) : value);
  }
  const set: Ast = ast.where ?? { kind: "name", name: "true", qualifier: null, span: ast.span };
  if (definition.takes !== "figure") given.set("set", set);
  for (const o of ast.arguments) if (o.name !== null) given.set(o.name, o.value);
  return replaced(body, given, new Set(options), ast.span);
}

const summed = (x: Ast, ast: Call): Ast => ({
  kind: "call",
  name: "sum",
  arguments: [{ name: null, value: x }],
  where: ast.where,
  over: null,
  by: [],
  span: ast.span,
});

/** The tree with names replaced; what is the function's own stands where the call does. */
function replaced(ast: Ast, given: ReadonlyMap<string, Ast>, options: ReadonlySet<string>, span: Span): Ast {
  const go = (a: Ast): Ast => replaced(a, given, options, span);
  const maybe = (a: Ast | null): Ast | null => (a ? go(a) : null);
  switch (ast.kind) {
    case "number":
    case "text":
    case "date":
      return { ...ast, span };
    case "name":
      return (ast.qualifier === null ? given.get(ast.name) : undefined) ?? { ...ast, span };
    case "unary":
    case "at":
      return { ...ast, argument: go(ast.argument), span };
    case "on":
      return { ...ast, argument: go(ast.argument), date: go(ast.date), span };
    case "recent":
      return { ...ast, subject: go(ast.subject), span };
    case "binary":
      return { ...ast, left: go(ast.left), right: go(ast.right), span };
    case "codes":
      return { ...ast, subject: go(ast.subject), codes: ast.codes.map(go), span };
    case "between":
      return { ...ast, subject: go(ast.subject), low: go(ast.low), high: go(ast.high), span };
    case "choose":
      return {
        ...ast,
        branches: ast.branches.map((b) => ({ when: go(b.when), then: go(b.then) })),
        otherwise: maybe(ast.otherwise),
        span,
      };
    case "bands":
      return {
        ...ast,
        argument: go(ast.argument),
        bands: ast.bands.map((b) => ({ ...b, edge: go(b.edge), then: go(b.then) })),
        otherwise: maybe(ast.otherwise),
        span,
      };
    case "call":
      return {
        ...ast,
        arguments: ast.arguments.flatMap((a) => argument(a, given, options, go)),
        where: maybe(ast.where),
        over: maybe(ast.over),
        by: ast.by.map(go),
        span,
      };
  }
}

/** An option the call leaves out is left out of the body too. */
function argument(
  a: Argument,
  given: ReadonlyMap<string, Ast>,
  options: ReadonlySet<string>,
  go: (ast: Ast) => Ast,
): Argument[] {
  const { value } = a;
  const absent = value.kind === "name" && options.has(value.name) && !given.has(value.name);
  return absent ? [] : [{ name: a.name, value: go(value) }];
}
