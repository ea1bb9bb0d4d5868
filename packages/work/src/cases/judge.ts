/** Everything that is wrong with a move as it is asked for, at once. */
import type { Attribute, Gate, GateAnswer, Model, Move, Procedure } from "@lianzhang/definitions";
import { answerGate, moveBetween, openBatches } from "@lianzhang/definitions";
import type { Day } from "@lianzhang/kernel";
import type { Held, Viewer } from "../access/viewer.ts";
import type { Queries } from "../database/queries.ts";
import type { WrittenValues } from "../registers/edit.ts";
import { UNKEEPABLE } from "../registers/fault.ts";
import { judgeChange } from "../registers/keep.ts";
import type { Values } from "../registers/record.ts";
import { valueText } from "../registers/table.ts";
import type { CaseFault } from "./case.ts";
import type { DocumentGiven, ReadDocument } from "./documents.ts";
import { readDocument, takenFaults } from "./documents.ts";
import type { EvidenceReading, ReadEvidence } from "./evidence.ts";
import { evidenceOf, factEvidence, standsFor } from "./evidence.ts";
import { gateFails, noEvidence, noMove, noReason, notAsked, notMaker, outOfBatch, waits } from "./faults.ts";
import type { Fact } from "./ground.ts";
import { monthOf } from "./ground.ts";
import type { Known } from "./leaves.ts";
import { latest, leavesOf, questionOn, registersRead, worldOf } from "./leaves.ts";
import { makersAmong } from "./scopes.ts";
import type { Stage } from "./stage.ts";

export interface MoveAsked {
  /** Id of the state. */
  readonly to: string;
  /** Fields of the step as written; null takes a value away. */
  readonly values?: WrittenValues;
  readonly document?: DocumentGiven | null;
  readonly reason?: string | null;
  /** 代签: id of the leader it is made for. */
  readonly forLeader?: string | null;
}

/** The move as it can be made. */
export interface JudgedMove {
  readonly move: Move;
  readonly post: Held;
  readonly document: ReadDocument | null;
  readonly reason: string | null;
  /** To be kept with it: what was given, and what the system proposes. */
  readonly evidence: readonly ReadEvidence[];
  /** Ids of evidence given before that serves it. */
  readonly standing: readonly string[];
}

export type Judgement =
  | { readonly ok: true; readonly judged: JudgedMove }
  | { readonly ok: false; readonly faults: readonly CaseFault[] };

/** The answers of gates over a record as it is, or would be. */
export async function gateAnswers(
  queries: Queries,
  model: Model,
  procedure: Procedure,
  gates: readonly Gate[],
  known: Known,
  today: Day,
): Promise<readonly { readonly gate: Gate; readonly answer: GateAnswer }[]> {
  if (gates.length === 0) return [];
  const leaves = leavesOf(model, await worldOf(queries, model, known, registersRead(procedure)));
  return gates.map((gate) => ({ gate, answer: answerGate(gate, leaves, questionOn(today, known.code)) }));
}

export interface FieldsJudged {
  /** As the record would be. */
  readonly values: Values;
  readonly faults: readonly CaseFault[];
}

/** Fields and gates of a move: the fields as they would stand, and everything that is wrong with them. */
export async function judgeFields(
  stage: Stage,
  move: Move,
  written: WrittenValues,
  today: Day,
): Promise<FieldsJudged> {
  const { change, model, procedure, register, record } = stage;
  const edit = { kind: "change", from: monthOf(today), values: written } as const;
  const { spells, complaints } =
    Object.keys(written).length === 0
      ? { spells: record.spells, complaints: [] }
      : await judgeChange(change, model, register, record, edit);
  const known = { register: register.id, code: record.code, values: latest(spells) };
  const answers = await gateAnswers(change, model, procedure, move.gates, known, today);
  // a value that could not be read is not told a second time as one to be supplied
  const told = new Set(complaints.map((c) => c.field));
  const failing = answers
    .flatMap(({ gate, answer }) => gateFails(register, gate, answer))
    .filter((f) => !told.has(f.field));
  return { values: known.values, faults: [...complaints, ...failing] };
}

const unasked = (stage: Stage, move: Move, written: WrittenValues): readonly CaseFault[] =>
  Object.keys(written)
    .filter((field) => !move.asks.includes(field))
    .map((field) => notAsked(move, field, stage.register.attributes.get(field)));

/** The first window that opens after the day. */
const nextBatch = (procedure: Procedure, today: Day) =>
  [...procedure.batches.values()].filter((b) => b.opens > today).toSorted((a, b) => a.opens - b.opens)[0] ??
  null;

const filled = (attribute: Attribute, values: Values): readonly string[] =>
  values[attribute.id] === undefined
    ? []
    : [`${attribute.label.zh}:${valueText(attribute, values[attribute.id])}`];

/** Where nothing else is known: what the record itself says. */
const recordFact = ({ register }: Stage, values: Values): Fact => ({
  text: [...register.attributes.values()].flatMap((a) => filled(a, values)).join(";"),
  figure: null,
  holds: null,
});

interface EvidenceJudged {
  readonly evidence: readonly ReadEvidence[];
  readonly standing: readonly string[];
  readonly faults: readonly CaseFault[];
}

async function judgeEvidence(
  stage: Stage,
  move: Move,
  given: EvidenceReading,
  fact: Fact | null,
  values: Values,
): Promise<EvidenceJudged> {
  const { procedure } = stage;
  const there = await evidenceOf(stage.change, stage.case.id);
  const told = new Set(given.faults.map((f) => f.field));
  const isFact = (id: string): boolean => procedure.evidence.get(id)?.kind === "fact";
  const facts = move.evidence.filter(isFact);
  const lacking = move.evidence.filter(
    (id) =>
      !isFact(id) &&
      !told.has(`evidence.${id}`) &&
      !given.read.some((r) => r.evidence === id) &&
      !there.some((e) => standsFor(e, id, move.to)),
  );
  return {
    evidence: [...given.read, ...facts.map((id) => factEvidence(id, fact ?? recordFact(stage, values)))],
    standing: there.filter((e) => move.evidence.some((id) => standsFor(e, id, move.to))).map((e) => e.id),
    faults: [...given.faults, ...lacking.map((id) => noEvidence(procedure, id))],
  };
}

/** Judges a move; all its faults are told together. */
export async function judgeMove(
  stage: Stage,
  viewer: Viewer,
  asked: MoveAsked,
  given: { readonly evidence: EvidenceReading; readonly fact: Fact | null; readonly today: Day },
): Promise<Judgement> {
  const { procedure, model } = stage;
  const { today } = given;
  if (stage.pending !== null) return { ok: false, faults: [waits()] };
  const move = moveBetween(procedure, stage.case.state, asked.to);
  if (move === null) return { ok: false, faults: [noMove(procedure, stage.case.state, asked.to)] };
  const forLeader = asked.forLeader ?? null;
  const post = makersAmong(model, procedure, move, stage.values, viewer).find((h) => h.leader === forLeader);
  // who may not make it learns nothing of the record from its faults
  if (post === undefined) return { ok: false, faults: [notMaker(move, forLeader)] };
  const written = asked.values ?? {};
  const strangers = unasked(stage, move, written);
  const own = Object.fromEntries(Object.entries(written).filter(([field]) => move.asks.includes(field)));
  const fields = await judgeFields(stage, move, own, today);
  const evidence = await judgeEvidence(stage, move, given.evidence, given.fact, fields.values);
  const { document, faults: paper } = readDocument(move, asked.document ?? null);
  const reason = (asked.reason ?? "").trim();
  const faults = [
    ...(move.inBatch && openBatches(procedure, today).length === 0
      ? [outOfBatch(nextBatch(procedure, today))]
      : []),
    ...strangers,
    ...fields.faults,
    ...evidence.faults,
    ...paper,
    ...(document === null ? [] : await takenFaults(stage.change, procedure, document)),
    ...((move.reason && reason === "") || UNKEEPABLE.test(reason) ? [noReason()] : []),
  ];
  if (faults.length > 0) return { ok: false, faults };
  const { evidence: kept, standing } = evidence;
  return {
    ok: true,
    judged: { move, post, document, reason: reason === "" ? null : reason, evidence: kept, standing },
  };
}
