/** Due days and derived lists of cases follow every change of their record, in the same transaction. */
import type { Model, Procedure } from "@lianzhang/definitions";
import { evaluateBoolean } from "@lianzhang/formula";
import type { Queries } from "../database/queries.ts";
import type { RegisterRecord } from "../registers/record.ts";
import type { Case } from "./case.ts";
import { nearestDay, runningDues } from "./deadlines.ts";
import { knownOf, leavesOf, questionOn, registersRead, worldOf } from "./leaves.ts";
import { casesOfRecord, updateCase, writeDerived } from "./rows.ts";

/** Ids of the lists a record stands in: none once its case has failed. What cannot be decided is in no list. */
async function listsOf(
  queries: Queries,
  model: Model,
  procedure: Procedure,
  now: Case,
  record: RegisterRecord,
): Promise<readonly string[]> {
  if (procedure.lists.size === 0 || procedure.states.get(now.state)?.kind === "final_failure") return [];
  const world = await worldOf(queries, model, knownOf(record), registersRead(procedure));
  const leaves = leavesOf(model, world);
  const question = questionOn(now.entered, record.code);
  return [...procedure.lists.values()]
    .filter((l) => evaluateBoolean(l.rule, leaves, question) === true)
    .map((l) => l.id);
}

/** Makes the due days and the lists of a case anew. */
export async function derive(
  queries: Queries,
  model: Model,
  procedure: Procedure,
  now: Case,
  record: RegisterRecord,
): Promise<void> {
  const dues = runningDues(model, procedure, now, knownOf(record).values);
  await writeDerived(
    queries,
    now.id,
    dues,
    nearestDay(dues),
    await listsOf(queries, model, procedure, now, record),
  );
}

/** What follows a version of a record: its cases count it as a change, so that nobody moves them on from what was there before. */
export const followCases =
  (model: Model) =>
  async (queries: Queries, record: RegisterRecord): Promise<void> => {
    // a record that is new has no case yet
    if (record.version === 1n) return;
    for (const found of await casesOfRecord(queries, record.id)) {
      const procedure = model.procedures.get(found.procedure);
      if (procedure === undefined) continue;
      const now = { ...found, version: found.version + 1n };
      await updateCase(queries, now);
      await derive(queries, model, procedure, now, record);
    }
  };
