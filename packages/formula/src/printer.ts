/** Prints a tree so that reading it again gives the same tree, in the spelling the manual uses. */
import type { Argument, Ast } from "./ast.ts";
import { BINDING, bindingOf } from "./binding.ts";
import { isKeyword, isPlainName } from "./lexer.ts";

const name = (n: string): string => (isPlainName(n) ? n : `「${n}」`);
const list = (nodes: readonly Ast[]): string => nodes.map((n) => print(n, BINDING.add)).join(", ");
const argument = (a: Argument): string =>
  a.name === null ? print(a.value, 0) : `${isKeyword(a.name) ? a.name : name(a.name)}: ${print(a.value, 0)}`;

function literal(text: string, unit: string | null): string {
  if (unit === null) return text;
  return unit === "%" || unit === "‰" ? `${text}${unit}` : `${text} ${unit}`;
}

function quotedText(text: string): string {
  if (!text.includes("'")) return `'${text}'`;
  return text.includes('"') ? `“${text}”` : `"${text}"`;
}

function print(ast: Ast, least: number): string {
  const wrap = (binding: number, text: string): string => (binding < least ? `(${text})` : text);
  switch (ast.kind) {
    case "number":
      return literal(ast.text, ast.unit);
    case "text":
      return quotedText(ast.text);
    case "date":
      return ast.text;
    case "at":
      return wrap(BINDING.at, `${print(ast.argument, BINDING.at)} at ${ast.period}`);
    case "on":
      return wrap(BINDING.at, `${print(ast.argument, BINDING.at)} on ${print(ast.date, BINDING.at + 1)}`);
    case "recent":
      return wrap(
        BINDING.compare,
        `${print(ast.subject, BINDING.add)} within last ${literal(ast.text, ast.unit)}`,
      );
    case "bands": {
      const bands = ast.bands.map(
        (b) => ` ${b.inclusive ? "up_to" : "under"} ${print(b.edge, 1)} then ${print(b.then, 1)}`,
      );
      const otherwise = ast.otherwise ? ` else ${print(ast.otherwise, 1)}` : "";
      return `bands(${print(ast.argument, 1)}${bands.join("")}${otherwise})`;
    }
    case "name":
      return ast.qualifier === null ? name(ast.name) : `${name(ast.qualifier)}.${name(ast.name)}`;
    case "unary":
      return ast.operator === "-"
        ? wrap(BINDING.minus, `-${print(ast.argument, BINDING.minus)}`)
        : wrap(BINDING.not, `not ${print(ast.argument, BINDING.not)}`);
    case "binary": {
      const binding = bindingOf(ast.operator);
      const compare = binding === BINDING.compare;
      const left = print(ast.left, compare ? binding + 1 : binding);
      return wrap(binding, `${left} ${ast.operator} ${print(ast.right, binding + 1)}`);
    }
    case "codes":
      return wrap(BINDING.compare, `${print(ast.subject, BINDING.add)} ${ast.operator} ${codes(ast)}`);
    case "between":
      return wrap(
        BINDING.compare,
        `${print(ast.subject, BINDING.add)} between ${print(ast.low, BINDING.add)} and ${print(ast.high, BINDING.add)}`,
      );
    case "choose":
      return least > 0 ? `(${choose(ast)})` : choose(ast);
    case "call": {
      const where = ast.where ? ` where ${print(ast.where, 0)}` : "";
      const set = ast.over ? ` over ${print(ast.over, 0)}` : "";
      const by = ast.by.length > 0 ? ` by ${list(ast.by)}` : "";
      return `${ast.name}(${ast.arguments.map(argument).join(", ")}${where}${set}${by})`;
    }
  }
}

/** One plain code of within or has stands without brackets. */
function codes(ast: Extract<Ast, { kind: "codes" }>): string {
  const [only] = ast.codes;
  const plain =
    ast.codes.length === 1 && (only?.kind === "name" || only?.kind === "number" || only?.kind === "text");
  return only && plain && ast.operator !== "in" ? print(only, 0) : `(${list(ast.codes)})`;
}

function choose(ast: Extract<Ast, { kind: "choose" }>): string {
  const [first] = ast.branches;
  if (first && ast.branches.length === 1 && ast.otherwise) {
    return `if ${print(first.when, 0)} then ${print(first.then, 0)} else ${print(ast.otherwise, 0)}`;
  }
  const branches = ast.branches.map((b) => ` when ${print(b.when, 0)} then ${print(b.then, 0)}`).join("");
  return `case${branches}${ast.otherwise ? ` else ${print(ast.otherwise, 0)}` : ""} end`;
}

export const printFormula = (ast: Ast): string => print(ast, 0);
