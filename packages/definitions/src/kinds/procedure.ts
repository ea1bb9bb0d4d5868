/** Procedures: states and moves of a register's records, with who, when, on what condition and by what document. */
import type { Label } from "@lianzhang/kernel";
import { FORMULA_ID } from "@lianzhang/kernel";
import { dayOf, labelOf, noteOf } from "../common.ts";
import { badId } from "../ids.ts";
import type { Kind } from "../kind.ts";
import { defineKind } from "../kind.ts";
import type { Loading } from "../loading.ts";
import { attributeNamed, ids, many } from "../procedures/attributes.ts";
import { checkGraph, checkPairs, checkReserved, initialOf } from "../procedures/check-graph.ts";
import { calendarOf, deadlineOf, isDate } from "../procedures/deadlines.ts";
import { conditionOn } from "../procedures/gates.ts";
import type { Batch, Clock, DerivedList, Procedure, Scope, State } from "../procedures/model.ts";
import { lightsOf, scoreOf } from "../procedures/judging.ts";
import { moveOf } from "../procedures/moves.ts";
import type { ProcedureInput, StateInput } from "../procedures/written.ts";
import { procedureSchema, RECORD_SCOPES } from "../procedures/written.ts";
import type { Entry } from "../source/entry.ts";

export const procedureKind: Kind = defineKind({
  name: "procedures",
  form: "map",
  id: FORMULA_ID,
  parts: ["states"],
  schema: procedureSchema,
  build(entry, value, loading): void {
    loading.refer("clauses", value.clause, entry.at("clause"));
    loading.refer("registers", value.of, entry.at("of"));
    for (const part of ["states", "evidence", "lists", "clocks", "batches"] as const)
      for (const id of Object.keys(value[part])) badId(id, FORMULA_ID, entry.keyAt(part, id), loading);
    checkReserved(Object.keys(value.states), entry, loading);
    const label = labelOf(value.label, value.en, entry, ["label"], loading);
    loading.later.push(() => finish(value, label, entry, loading));
  },
});

/** What needs every register, role and calendar to be known. */
function finish(value: ProcedureInput, label: Label, entry: Entry, loading: Loading): void {
  const calendar = calendarOf(value.calendar, entry, loading);
  const of = { register: value.of, calendar };
  const states = mapped(value.states, (id, s) => stateOf(id, s, of, entry, loading));
  const scope = scopeOf(value, entry, loading);
  const evidence = mapped(value.evidence, (id, { zh, en, kind }) => ({ id, label: { zh, en }, kind }));
  const around = {
    register: value.of,
    scope,
    states,
    evidence,
    hasBatches: Object.keys(value.batches).length > 0,
  };
  const moves = value.moves.map((m, i) => moveOf(m, ["moves", i], around, entry, loading));
  const initial = initialOf(states, entry, loading);
  checkPairs(states, moves, entry, loading);
  if (initial !== null) checkGraph(states, initial, moves, entry, loading);
  for (const { id, path } of many(value.dates, ["dates"])) isDate(id, of, entry, path, loading);
  const procedure: Procedure = {
    id: entry.id,
    label,
    clause: value.clause,
    of: value.of,
    calendar,
    scope,
    initial: initial ?? "",
    states,
    moves,
    evidence,
    lists: listsOf(value, entry, loading),
    clocks: clocksOf(value, of, entry, loading),
    batches: batchesOf(value, entry, loading),
    dates: ids(value.dates),
    lights: value.lights === undefined ? null : lightsOf(value.lights, of, entry, loading),
    score: value.score === undefined ? null : scoreOf(value.score, { ...of, states }, entry, loading),
    reminders: value.reminders,
    assumed: value.assumed,
    note: noteOf(value.note, entry, ["note"], loading),
    place: entry.place,
  };
  loading.procedures.set(entry.id, procedure);
}

interface Of {
  readonly register: string;
  readonly calendar: string | null;
}

/** A written map made into the model's, leaving out what did not check. */
function mapped<T, R>(
  written: Readonly<Record<string, T>>,
  make: (id: string, input: T) => R | null,
): Map<string, R> {
  const made = new Map<string, R>();
  for (const [id, input] of Object.entries(written)) {
    const value = make(id, input);
    if (value !== null) made.set(id, value);
  }
  return made;
}

function stateOf(id: string, input: StateInput, of: Of, entry: Entry, loading: Loading): State {
  const { zh, en, kind, within } = input;
  const path = ["states", id, "within"];
  if (within !== undefined && kind.startsWith("final"))
    loading.add("LZ2052", entry.at(...path), `${id} is final: no deadline runs in it`, "remove within:");
  const deadline = within === undefined ? null : deadlineOf(within, of, entry, path, loading);
  return { id, label: { zh, en }, kind, deadline };
}

function scopeOf(value: ProcedureInput, entry: Entry, loading: Loading): Map<Scope, string> {
  const scope = new Map<Scope, string>();
  for (const kind of RECORD_SCOPES) {
    const attribute = value.scope[kind];
    if (attribute === undefined) continue;
    scope.set(kind, attribute);
    attributeNamed(attribute, value.of, entry, ["scope", kind], loading);
  }
  return scope;
}

const listsOf = (value: ProcedureInput, entry: Entry, loading: Loading): Map<string, DerivedList> =>
  mapped(value.lists, (id, { zh, en, when }) => {
    const what = `list ${id} of ${entry.id}`;
    const rule = conditionOn(value.of, when, "analysis", what, entry, ["lists", id, "when"], loading);
    return rule && { id, label: { zh, en }, rule, text: when };
  });

const clocksOf = (value: ProcedureInput, of: Of, entry: Entry, loading: Loading): Map<string, Clock> =>
  mapped(value.clocks, (id, { zh, en, within, until }) => {
    const path = ["clocks", id];
    const deadline = deadlineOf(within, of, entry, [...path, "within"], loading);
    if (within.from === undefined)
      loading.add(
        "LZ2065",
        entry.keyAt(...path, "within"),
        `the clock ${id} runs whatever the state and does not say from when`,
        "add from: a date attribute",
      );
    if (until !== undefined && !isDate(until, of, entry, [...path, "until"], loading)) return null;
    return deadline && { id, label: { zh, en }, deadline, until: until ?? null };
  });

const batchesOf = (value: ProcedureInput, entry: Entry, loading: Loading): Map<string, Batch> =>
  mapped(value.batches, (id, { zh, en, ...window }) => {
    const opens = dayOf(window.opens, entry, ["batches", id, "opens"], loading);
    const closes = dayOf(window.closes, entry, ["batches", id, "closes"], loading);
    if (opens === null || closes === null) return null;
    if (closes < opens)
      loading.add("LZ2011", entry.at("batches", id, "closes"), `the window ${id} closes before it opens`);
    return { id, label: { zh, en }, opens, closes };
  });
