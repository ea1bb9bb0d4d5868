/** Clauses of a draft: an id for each that a decision folder accepts, those of a known decision kept. */
import type { Label } from "@lianzhang/kernel";
import { wholeNumeral } from "../numerals.ts";
import type { ReadClause, ReadDocument } from "../read.ts";
import type { KnownClause, KnownDecision } from "./known.ts";
import { choose, likeness } from "./likeness.ts";

export interface DraftClause {
  readonly id: string;
  readonly heading: string;
  /** Offset of the clause in the text; -1: of the known decision. */
  readonly start: number;
  /** The decision's own line for searching; null: of this text alone. */
  readonly summary: Label | null;
  /** Of the known decision. */
  readonly known: boolean;
}

/** What stands before the first number. */
const PREAMBLE: DraftClause = { id: "0", heading: "(条款之前的文字)", start: 0, summary: null, known: false };
/** Annexes follow behind all clauses. */
const ANNEX = 900;

/** Ids by the place of the clause; its numbers are kept, dash items and run-in heads get letters. */
export function draftClauses(document: ReadDocument, known: KnownDecision | null): DraftClause[] {
  const used = new Set<string>(["0"]);
  const byPath = new Map<string, string>();
  const out: DraftClause[] = [PREAMBLE];
  for (const clause of document.clauses) {
    const steps = clause.path.split("/");
    const parent = parentOf(clause, steps, byPath);
    const twin = known ? twinOf(clause, parent, known) : null;
    const id = twin?.id ?? free(ownId(clause, steps, parent, used), used);
    used.add(id);
    // a run-in head has its parent's path: what follows it still belongs under the parent
    if (clause.number !== "" || !byPath.has(clause.path)) byPath.set(clause.path, id);
    const heading = clause.heading === "" ? clause.label : clause.heading;
    out.push({
      id,
      heading: heading === "" ? id : heading,
      start: clause.start,
      summary: twin?.summary ?? null,
      known: twin !== null,
    });
  }
  return withParents(out);
}

function parentOf(
  clause: ReadClause,
  steps: readonly string[],
  byPath: ReadonlyMap<string, string>,
): string | null {
  if (clause.number === "" && byPath.has(clause.path)) return byPath.get(clause.path) ?? null;
  return steps.length > 1 ? (byPath.get(steps.slice(0, -1).join("/")) ?? null) : null;
}

/** The clause of the decision with the same number and heading, or a dash item with the heading alone. */
function twinOf(clause: ReadClause, parent: string | null, known: KnownDecision): KnownClause | null {
  const same = known.clauses.find((k) => k.id === clause.path);
  if (same && likeness(same.heading, clause.heading) >= 0.8) return same;
  if (parent === null || clause.number !== "") return null;
  const below = known.clauses.filter((k) => k.id.slice(0, k.id.lastIndexOf("/")) === parent);
  const found = choose(below, (k) => likeness(k.heading, clause.heading), {
    sure: 0.8,
    clear: 0.1,
    least: 0.8,
  });
  return found.kind === "sure" ? found.one : null;
}

function ownId(
  clause: ReadClause,
  steps: readonly string[],
  parent: string | null,
  used: ReadonlySet<string>,
): string {
  const last = steps.at(-1) ?? "";
  const annex = /^附件(\d+)$/.exec(last)?.[1];
  if (annex !== undefined) return String(ANNEX + Number(annex));
  if (/^\d+$/.test(last) && clause.number !== "") return parent === null ? last : `${parent}/${last}`;
  const above = parent ?? "0";
  for (let n = 1; ; n++) if (!used.has(`${above}/item_${n}`)) return `${above}/item_${n}`;
}

/** A number that comes twice: 3, then 3001 at the top and 3_2 below. */
function free(id: string, used: ReadonlySet<string>): string {
  if (!used.has(id)) return id;
  for (let n = 2; ; n++) {
    const next = id.includes("/") ? `${id}_${n}` : String(Number(id) * 1000 + n - 1);
    if (!used.has(next)) return next;
  }
}

/** A clause whose parent the text does not have stands at least under a name. */
function withParents(clauses: readonly DraftClause[]): DraftClause[] {
  const ids = new Set(clauses.map((c) => c.id));
  const missing = new Set<string>();
  for (const { id } of clauses)
    for (let at = id.lastIndexOf("/"); at > 0; at = id.lastIndexOf("/", at - 1))
      if (!ids.has(id.slice(0, at))) missing.add(id.slice(0, at));
  const added = [...missing].map((id) => ({
    id,
    heading: `(${id})`,
    start: -1,
    summary: null,
    known: false,
  }));
  return [...added, ...clauses];
}

/** The clause that a place of the text stands in. */
export function clauseAt(clauses: readonly DraftClause[], offset: number): DraftClause {
  return clauses.findLast((c) => c.start >= 0 && c.start <= offset) ?? PREAMBLE;
}

/** The clause of a decision by a number that a paper cites: 2/4, 第四条, 11. */
export function citedClause(cited: string, known: KnownDecision): KnownClause | null {
  const number = wholeNumeral(cited) ?? cited.trim();
  const exact = known.clauses.find((k) => k.id === number);
  if (exact && number.includes("/")) return exact;
  const numbered = known.clauses.filter((k) => k.id.split("/").length === 2 && k.id.endsWith(`/${number}`));
  return numbered.length === 1 ? (numbered[0] ?? null) : null;
}
