/** What can be done to a case now: by the viewer, and by whom else. */
import type { Attribute, DocumentRule, Evidence, Gate, GateAnswer, Move } from "@lianzhang/definitions";
import { openBatches } from "@lianzhang/definitions";
import type { Day, Label } from "@lianzhang/kernel";
import type { Held, Viewer } from "../access/viewer.ts";
import type { Queries } from "../database/queries.ts";
import type { Value, Values } from "../registers/record.ts";
import { findRecord } from "../registers/rows.ts";
import type { Case, Pending } from "./case.ts";
import type { EvidenceEntry } from "./evidence.ts";
import { evidenceOf, standsFor } from "./evidence.ts";
import type { Ground } from "./ground.ts";
import { procedureIn, registerOf } from "./ground.ts";
import { gateAnswers } from "./judge.ts";
import { latest } from "./leaves.ts";
import { findCase, findPending } from "./rows.ts";
import { makersAmong, signersAmong } from "./scopes.ts";

export interface AskedField {
  readonly attribute: Attribute;
  /** As it stands; null: not known. */
  readonly value: Value | null;
}

export interface AskedEvidence {
  readonly evidence: Evidence;
  /** Given already and good for this move. Of a fact: what was proposed before; a new one is proposed with the move. */
  readonly standing: readonly EvidenceEntry[];
}

/** A move the viewer can make, whatever its gates say now. */
export interface MoveView {
  readonly to: string;
  readonly label: Label;
  readonly returns: boolean;
  /** Posts of the viewer it can be made as; one with a leader is 代签. */
  readonly as: readonly Held[];
  readonly gates: readonly { readonly gate: Gate; readonly answer: GateAnswer }[];
  readonly asks: readonly AskedField[];
  readonly evidence: readonly AskedEvidence[];
  readonly document: DocumentRule | null;
  /** Roles that sign as well before it counts. */
  readonly countersign: readonly string[];
  readonly reason: boolean;
  readonly visit: boolean;
  /** False: it waits for a window of applications. */
  readonly inWindow: boolean;
}

/** A move others can make: whose turn it is. */
export interface OthersMove {
  readonly to: string;
  readonly label: Label;
  readonly returns: boolean;
  readonly by: readonly string[];
  readonly onBehalf: boolean;
}

export interface PendingView {
  readonly pending: Pending;
  /** Posts of the viewer that can sign, or return it. */
  readonly sign: readonly Held[];
  readonly withdraw: boolean;
}

export interface MovesView {
  readonly case: Case;
  readonly mine: readonly MoveView[];
  readonly others: readonly OthersMove[];
  /** While a move waits for signatures no other can be made, and `mine` and `others` are empty. */
  readonly pending: PendingView | null;
}

interface Look {
  readonly queries: Queries;
  readonly ground: Ground;
  readonly case: Case;
  readonly values: Values;
  readonly today: Day;
}

async function moveView(look: Look, move: Move, as: readonly Held[]): Promise<MoveView> {
  const { model } = look.ground;
  const procedure = procedureIn(model, look.case.procedure);
  const register = registerOf(model, procedure);
  const known = { register: register.id, code: look.case.record.code, values: look.values };
  const entries = move.evidence.length === 0 ? [] : await evidenceOf(look.queries, look.case.id);
  return {
    to: move.to,
    label: move.label,
    returns: move.returns,
    as,
    gates: await gateAnswers(look.queries, model, procedure, move.gates, known, look.today),
    asks: move.asks.flatMap((id) => {
      const attribute = register.attributes.get(id);
      return attribute === undefined ? [] : [{ attribute, value: look.values[id] ?? null }];
    }),
    evidence: move.evidence.flatMap((id) => {
      const evidence = procedure.evidence.get(id);
      if (evidence === undefined) return [];
      return [{ evidence, standing: entries.filter((e) => standsFor(e, id, move.to)) }];
    }),
    document: move.document,
    countersign: move.countersign,
    reason: move.reason,
    visit: move.visit,
    inWindow: !move.inBatch || openBatches(procedure, look.today).length > 0,
  };
}

const othersMove = ({ to, label, returns, by, onBehalf }: Move): OthersMove => ({
  to,
  label,
  returns,
  by,
  onBehalf,
});

/** The moves of a case for a viewer; null when there is no such case. */
export async function movesOf(
  ground: Ground,
  queries: Queries,
  viewer: Viewer,
  id: string,
  today: Day,
): Promise<MovesView | null> {
  const found = await findCase(queries, { id });
  if (found === null) return null;
  const { model } = ground;
  const procedure = procedureIn(model, found.procedure);
  const record = await findRecord(queries, found.record.register, { id: found.record.id });
  const values = latest(record?.spells ?? []);
  const pending = await findPending(queries, id);
  if (pending !== null) {
    const roles = pending.signatures.map((s) => s.role);
    const sign = signersAmong(model, procedure, pending, roles, values, viewer);
    return {
      case: found,
      mine: [],
      others: [],
      pending: { pending, sign, withdraw: pending.by === viewer.person },
    };
  }
  const look = { queries, ground, case: found, values, today };
  const mine: MoveView[] = [];
  const others: OthersMove[] = [];
  for (const move of procedure.moves.filter((m) => m.from.includes(found.state))) {
    const as = makersAmong(model, procedure, move, values, viewer);
    if (as.length > 0) mine.push(await moveView(look, move, as));
    else others.push(othersMove(move));
  }
  return { case: found, mine, others, pending: null };
}
