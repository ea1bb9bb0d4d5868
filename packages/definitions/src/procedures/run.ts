/** What a work engine and a page ask of a checked procedure. Pure: the record's values come with the question. */
import type { AttributeValue, BooleanCore, Core, Leaves, Question } from "@lianzhang/formula";
import { children, evaluateBoolean, evaluateNumber } from "@lianzhang/formula";
import type { Day, Label, WorkCalendar } from "@lianzhang/kernel";
import { endOfTerm } from "@lianzhang/kernel";
import type { Attribute, Register } from "../model.ts";
import { stepsFrom } from "./graph.ts";
import type { Batch, Deadline, DocumentRule, Gate, Move, Procedure, StateKind } from "./model.ts";

export interface PossibleMove {
  readonly move: Move;
  /** Roles it would be made for (代签); empty: the role is named itself. */
  readonly actsFor: readonly string[];
}

/** The moves the role can make from the state, whatever their gates say, in written order. */
export const movesFrom = (procedure: Procedure, state: string, role: string): PossibleMove[] =>
  procedure.moves.flatMap((move) => {
    const maker = move.makers.find((m) => m.role === role);
    return maker && move.from.includes(state) ? [{ move, actsFor: maker.actsFor }] : [];
  });

/** The move that joins the two states; null when none does. */
export const moveBetween = (procedure: Procedure, from: string, to: string): Move | null =>
  procedure.moves.find((m) => m.to === to && m.from.includes(from)) ?? null;

export interface ProcedureGraph {
  readonly nodes: readonly {
    readonly id: string;
    readonly label: Label;
    readonly kind: StateKind;
    /** Fewest moves from the initial state. */
    readonly steps: number;
  }[];
  readonly edges: readonly {
    readonly from: string;
    readonly to: string;
    readonly label: Label;
    readonly by: readonly string[];
    readonly returns: boolean;
    readonly gated: boolean;
  }[];
}

/** States and moves as nodes and edges, for a page to lay out as it likes. */
export function graphOf(procedure: Procedure): ProcedureGraph {
  const edges = procedure.moves.flatMap((m) =>
    m.from.map((from) => ({
      from,
      to: m.to,
      label: m.label,
      by: m.by,
      returns: m.returns,
      gated: m.gates.length > 0,
    })),
  );
  const steps = stepsFrom(procedure.initial, edges);
  const nodes = [...procedure.states.values()].map(({ id, label, kind }) => ({
    id,
    label,
    kind,
    steps: steps.get(id) ?? 0,
  }));
  return { nodes, edges };
}

export type Due =
  | { readonly kind: "due"; readonly day: Day }
  /** The date the term counts from is not there yet. */
  | { readonly kind: "to_be_supplied"; readonly attribute: string }
  /** Working days beyond what was announced. */
  | { readonly kind: "calendar_unknown"; readonly beyond: Day };

/** The last day of a deadline. `entered`: when the state was; `date`: the record's date attributes. */
export function dueOf(
  deadline: Deadline,
  entered: Day,
  date: (attribute: string) => Day | null,
  calendar: WorkCalendar | null,
): Due {
  const start = deadline.from === null ? entered : date(deadline.from);
  if (start === null) return { kind: "to_be_supplied", attribute: deadline.from ?? "" };
  const end = endOfTerm(start, deadline.term, deadline.onHoliday, calendar);
  return end.known ? { kind: "due", day: end.day } : { kind: "calendar_unknown", beyond: end.beyond };
}

export type GateAnswer =
  | { readonly kind: "holds" }
  /** `blank`: what it reads and is not there; a gate may ask for just that. */
  | { readonly kind: "fails"; readonly blank: readonly string[] }
  /** Cannot be decided until these are there: `register.attribute` or `form.field`, in written order. */
  | { readonly kind: "to_be_supplied"; readonly fields: readonly string[] };

/** Whether a gate holds for the record; unknown is never yes, and names what is missing. */
export function answerGate(gate: Gate, leaves: Leaves, question: Question): GateAnswer {
  const answer = evaluateBoolean(gate.rule, leaves, question);
  if (answer === true) return { kind: "holds" };
  const lacking = [...new Set(lacks(gate.rule, leaves, question, answer === null))];
  return answer === null ? { kind: "to_be_supplied", fields: lacking } : { kind: "fails", blank: lacking };
}

/** What a condition reads and is not there; `open`: only in the parts that are undecided because of it. */
function lacks(core: Core, leaves: Leaves, question: Question, open: boolean): string[] {
  if (open && isDecided(core, leaves, question)) return [];
  switch (core.op) {
    case "flag":
    case "codeIn":
    case "textIs":
    case "date":
    case "attribute":
      return isDecided(core, leaves, question) ? [] : [`${core.register}.${core.attribute}`];
    case "field":
      return isDecided(core, leaves, question) ? [] : [`${core.form}.${core.field}`];
    case "relatedIs": {
      const subject = linkedSubject(core, leaves, question);
      return subject === null
        ? [`${core.link.register}.${core.link.attribute}`]
        : lacks(core.argument, leaves, { ...question, subject }, open);
    }
    default:
      return children(core).flatMap((c) => lacks(c, leaves, question, open));
  }
}

const isDecided = (core: Core, leaves: Leaves, question: Question): boolean =>
  "type" in core
    ? evaluateNumber(core, leaves, question).value.ok
    : evaluateBoolean(core, leaves, question) !== null;

function linkedSubject(
  core: Extract<BooleanCore, { op: "relatedIs" }>,
  leaves: Leaves,
  question: Question,
): string | null {
  if (question.subject === null) return null;
  const { register, attribute } = core.link;
  const code: AttributeValue = leaves.attribute(register, attribute, question.subject, question.period);
  return typeof code === "string" ? code : null;
}

const escaped = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);

/** Whether a 文号 is written as the rule says: `眉经信函〔{year}〕{n}号` takes 眉经信函〔2025〕12号. */
export function fitsNumber(document: DocumentRule, written: string): boolean {
  if (document.number === null) return written.trim() !== "";
  const pattern = document.number
    .split(/(\{year\}|\{n\})/)
    .map((part) =>
      part === "{year}" ? String.raw`(?:19|20)\d\d` : part === "{n}" ? String.raw`[1-9]\d*` : escaped(part),
    )
    .join("");
  return new RegExp(`^${pattern}$`, "u").test(written.trim());
}

/** The windows open on the day; the last day still counts. */
export const openBatches = (procedure: Procedure, day: Day): Batch[] =>
  [...procedure.batches.values()].filter((b) => b.opens <= day && day <= b.closes);

export interface AgreedActual {
  readonly agreed: Attribute;
  readonly actual: Attribute;
}

/** What was agreed beside what came of it: attributes of one register called `agreed_x` and `actual_x`. */
export const agreedAgainstActual = (register: Register): AgreedActual[] =>
  [...register.attributes.values()].flatMap((agreed) => {
    if (!agreed.id.startsWith("agreed_")) return [];
    const actual = register.attributes.get(agreed.id.replace(/^agreed_/, "actual_"));
    return actual ? [{ agreed, actual }] : [];
  });
