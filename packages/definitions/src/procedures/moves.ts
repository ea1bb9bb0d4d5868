/** Moves: their states, who makes them, what they ask for, and what they leave behind. */
import { labelOf } from "../common.ts";
import type { Loading } from "../loading.ts";
import type { Entry, Path } from "../source/entry.ts";
import { attributeNamed, ids, many } from "./attributes.ts";
import { gatesOf } from "./gates.ts";
import { makersOf, whyNot } from "./makers.ts";
import type { DocumentRule, Evidence, Move, Scope, State } from "./model.ts";
import type { MoveInput } from "./written.ts";

/** What of the procedure a move refers to. */
export interface Surroundings {
  readonly register: string;
  readonly scope: ReadonlyMap<Scope, string>;
  readonly states: ReadonlyMap<string, State>;
  readonly evidence: ReadonlyMap<string, Evidence>;
  readonly hasBatches: boolean;
}

/** Fields a visit may ask for on a phone: more keeps people away. */
const VISIT_FIELDS = 4;

export function moveOf(
  input: MoveInput,
  path: Path,
  around: Surroundings,
  entry: Entry,
  loading: Loading,
): Move {
  const to = around.states.get(input.to)?.label;
  const label =
    input.label === undefined
      ? { zh: `转入${to?.zh ?? input.to}`, en: `To ${to?.en ?? input.to}` }
      : labelOf(input.label, undefined, entry, [...path, "label"], loading);
  checkStates(input, path, around, entry, loading);
  checkNames(input, path, around, entry, loading);
  checkVisit(input, path, entry, loading);
  checkMakers(input, path, around, entry, loading);
  if (input.in_batch && !around.hasBatches)
    loading.add(
      "LZ2084",
      entry.at(...path, "in_batch"),
      `the move to ${input.to} waits for a window, and there is none under batches:`,
      "enter the announced window under batches:, or remove in_batch:",
    );
  return {
    label,
    from: ids(input.from),
    to: input.to,
    by: ids(input.by),
    makers: makersOf(ids(input.by), input.on_behalf, around.scope, loading.roles),
    onBehalf: input.on_behalf,
    gates: gatesOf(input, around.register, entry, path, loading),
    evidence: ids(input.evidence),
    document: documentOf(input, path, entry, loading),
    countersign: ids(input.countersign),
    returns: input.returns,
    reason: input.reason || input.returns,
    asks: ids(input.asks),
    visit: input.visit,
    inBatch: input.in_batch,
    place: entry.keyAt(...path),
  };
}

function checkStates(
  input: MoveInput,
  path: Path,
  around: Surroundings,
  entry: Entry,
  loading: Loading,
): void {
  for (const { id, path: at } of [
    ...many(input.from, [...path, "from"]),
    ...many(input.to, [...path, "to"]),
  ]) {
    if (around.states.has(id) || loading.broken.has(id)) continue;
    loading.unknown(`state of ${entry.id}`, id, around.states.keys(), entry.at(...at));
  }
}

/** Roles, evidence and attributes that nothing defines. */
function checkNames(
  input: MoveInput,
  path: Path,
  around: Surroundings,
  entry: Entry,
  loading: Loading,
): void {
  for (const key of ["by", "countersign"] as const)
    for (const { id, path: at } of many(input[key], [...path, key]))
      loading.refer("roles", id, entry.at(...at));
  for (const { id, path: at } of many(input.evidence, [...path, "evidence"]))
    if (!around.evidence.has(id))
      loading.unknown(`evidence of ${entry.id}`, id, around.evidence.keys(), entry.at(...at));
  for (const { id, path: at } of many(input.asks, [...path, "asks"]))
    attributeNamed(id, around.register, entry, at, loading);
}

function checkVisit(input: MoveInput, path: Path, entry: Entry, loading: Loading): void {
  const asked = ids(input.asks).length;
  if (!input.visit || asked <= VISIT_FIELDS) return;
  loading.add(
    "LZ2068",
    entry.at(...path, "asks"),
    `a visit asks for ${asked} fields; at most ${VISIT_FIELDS} are filled in on a phone`,
    "take the rest from facts, or ask for them at another step",
  );
}

/** A move, and each signature it needs, must have somebody. */
function checkMakers(
  input: MoveInput,
  path: Path,
  around: Surroundings,
  entry: Entry,
  loading: Loading,
): void {
  if (ids(input.by).length === 0) {
    loading.add(
      "LZ2063",
      entry.keyAt(...path),
      `nobody may make the move to ${input.to}: it names no role`,
      "add by:",
    );
    return;
  }
  requireSomebody(ids(input.by), "by", input, path, around, entry, loading);
  for (const role of ids(input.countersign))
    requireSomebody([role], "countersign", input, path, around, entry, loading);
}

const actingIsClear = (loading: Loading): boolean =>
  loading.roles.size === loading.ids.get("roles")?.size &&
  [...loading.roles.values()].every((r) => r.actsFor.every((f) => loading.roles.has(f)));

function requireSomebody(
  by: readonly string[],
  key: "by" | "countersign",
  input: MoveInput,
  path: Path,
  around: Surroundings,
  entry: Entry,
  loading: Loading,
): void {
  const roles = by.flatMap((id) => loading.roles.get(id) ?? []);
  // One of them is unknown or did not load, or it is unclear who acts for whom: reported where it stands.
  if (roles.length < by.length || (input.on_behalf && !actingIsClear(loading))) return;
  if (makersOf(by, input.on_behalf, around.scope, loading.roles).length > 0) return;
  loading.add(
    "LZ2063",
    entry.at(...path, key),
    `nobody may ${key === "by" ? "make this move" : "sign as well"}: ${roles.flatMap((r) => whyNot(r, around.scope) ?? []).join("; ")}`,
    "name a role that has one of these scopes, add its scope under scope:, or allow on_behalf:",
  );
}

function documentOf(input: MoveInput, path: Path, entry: Entry, loading: Loading): DocumentRule | null {
  if (input.document === undefined) return null;
  const at = [...path, "document"];
  const number = input.document.number ?? null;
  if (
    number !== null &&
    (number.split("{n}").length !== 2 || /[{}]/.test(number.replaceAll(/\{(year|n)\}/g, "")))
  )
    loading.add(
      "LZ2072",
      entry.at(...at, "number"),
      `"${number}" is no pattern of a 文号`,
      "write {n} once for the running number and {year} for the year: 眉经信函〔{year}〕{n}号",
    );
  const label = labelOf(input.document.label, undefined, entry, [...at, "label"], loading);
  return { label, number, shared: input.document.shared };
}
