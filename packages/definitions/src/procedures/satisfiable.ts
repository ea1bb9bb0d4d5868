/**
 * Whether a guard can ever hold. Every attribute it reads is tried at all values that make a difference to it (each
 * code named and one that is not, the days and amounts around each edge, blank), with the evaluator that will run it.
 * What is no plain condition over attributes counts as satisfiable: the check never accuses wrongly.
 */
import type { AttributeValue, BooleanCore, Core, Leaves, Question } from "@lianzhang/formula";
import { children, dayOf, evaluateBoolean } from "@lianzhang/formula";
import { formatDay, missing, monthPeriod } from "@lianzhang/kernel";

/** More combinations than this are not tried. */
const MOST = 20_000;
/** Any month does: days that move with the period are tried around where they fall in this one. */
const PERIOD = monthPeriod(24_000);
const QUESTION: Question = { period: PERIOD, subject: "one", group: [] };
/** A code or text that no formula writes. */
const OTHER = "\u0000other";
/** No record has an earlier day, an empty text or an empty code: `missing(x)` is checked as comparing with one. */
const EARLIEST = -500_000; // in the year 601

const PLAIN: ReadonlySet<Core["op"]> = new Set<Core["op"]>([
  "truth",
  "compare",
  "and",
  "or",
  "not",
  "codeIn",
  "flag",
  "textIs",
  "isMissing",
  "settle",
  "date",
  "relatedIs",
  "constant",
  "attribute",
  "rescale",
]);

/** A node, and whose attributes it reads: the record's own, or those of the subject a link names. */
interface Placed {
  readonly node: Core;
  readonly subject: string;
}

const across = (subject: string, attribute: string): string => `${subject}>${attribute}`;

function placed(node: Core, subject: string): Placed[] {
  const inside = node.op === "relatedIs" ? across(subject, node.link.attribute) : subject;
  return [{ node, subject }, ...children(node).flatMap((c) => placed(c, inside))];
}

/** Whole numbers around every constant, in every count the formula writes it in, and enough to put in order. */
function amounts(all: readonly Core[]): bigint[] {
  const constants = all.flatMap((n) => (n.op === "constant" ? [n.value] : []));
  const factors = [1n, ...all.flatMap((n) => (n.op === "rescale" ? [n.factor] : []))];
  const edges = constants.flatMap((c) => factors.map((f) => c / f));
  const around = edges.flatMap((e) => [e - 1n, e, e + 1n]);
  const order = all.filter((n) => n.op === "attribute").map((_, i) => BigInt(i));
  return [...new Set([...around, ...order])];
}

/** One code for each different answer the sets of codes give. */
function representatives(sets: readonly (readonly string[])[]): string[] {
  const bySignature = new Map<string, string>();
  for (const code of [...sets.flat(), OTHER])
    bySignature.set(sets.map((s) => (s.includes(code) ? 1 : 0)).join(""), code);
  return [...bySignature.values()];
}

/** What a node reads and the values at which its answer may change; null where it reads nothing itself. */
function tried(
  { node, subject }: Placed,
  numbers: readonly bigint[],
  codes: readonly string[],
): { readonly attribute: string; readonly values: readonly AttributeValue[] } | null {
  switch (node.op) {
    case "flag":
      return { attribute: node.attribute, values: [true, false] };
    case "textIs":
      return { attribute: node.attribute, values: [node.text, OTHER] };
    case "date": {
      const day = dayOf(node.day, PERIOD);
      return {
        attribute: node.attribute,
        values: [day - 1, day, day + 1].map((d) => formatDay(Math.max(d, EARLIEST))),
      };
    }
    case "attribute":
      return { attribute: node.attribute, values: numbers };
    case "codeIn":
      return { attribute: node.attribute, values: codes };
    case "relatedIs":
      return { attribute: node.link.attribute, values: [across(subject, node.link.attribute)] };
    default:
      return null;
  }
}

/** The values to try, blank first, for each attribute of each subject read. */
function domains(all: readonly Placed[]): Map<string, AttributeValue[]> {
  const numbers = amounts(all.map((p) => p.node));
  const codes = representatives(all.flatMap(({ node }) => (node.op === "codeIn" ? [node.codes] : [])));
  const found = new Map<string, AttributeValue[]>();
  for (const one of all) {
    const read = tried(one, numbers, codes);
    if (read === null) continue;
    const key = across(one.subject, read.attribute);
    const written = read.values.filter((v) => v !== "");
    found.set(key, [...new Set([...(found.get(key) ?? [null]), ...written])]);
  }
  return found;
}

const leavesOf = (values: ReadonlyMap<string, AttributeValue>): Leaves => ({
  attribute: (_, attribute, subject) => values.get(across(subject, attribute)) ?? null,
  field: () => missing("not_reported"),
  memberships: () => [],
  parameter: () => missing("no_parameter_value"),
  population: () => [],
  expected: () => null,
  reported: () => false,
});

/** Every way to give each attribute one of its values. */
function* assignments(
  domain: readonly (readonly [string, readonly AttributeValue[]])[],
): Generator<ReadonlyMap<string, AttributeValue>> {
  const [first, ...rest] = domain;
  if (!first) {
    yield new Map();
    return;
  }
  for (const others of assignments(rest))
    for (const value of first[1]) yield new Map(others).set(first[0], value);
}

/** False only when no record whatever can meet all of the conditions at once. */
export function satisfiable(rules: readonly BooleanCore[]): boolean {
  const all = rules.flatMap((r) => placed(r, QUESTION.subject ?? ""));
  if (!all.every(({ node }) => PLAIN.has(node.op))) return true;
  const domain = [...domains(all)];
  const combinations = domain.reduce((n, [, values]) => n * values.length, 1);
  if (combinations > MOST) return true;
  for (const values of assignments(domain))
    if (rules.every((r) => evaluateBoolean(r, leavesOf(values), QUESTION) === true)) return true;
  return false;
}
