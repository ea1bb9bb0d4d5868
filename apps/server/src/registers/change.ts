/** POST /api/registers/:register/records and /:record: entering, changing, correcting, closing. */
import type { ChangeOutcome, ChangeRecordBody, OpenRecordBody } from "@lianzhang/contract";
import type { Register } from "@lianzhang/definitions";
import { NO_END } from "@lianzhang/kernel";
import type { Outcome, RecordEdit, WrittenValues } from "@lianzhang/work";
import { BEGINNING } from "@lianzhang/work";
import { registerFor } from "./describe.ts";
import type { Desk } from "./desk.ts";
import { recordFor } from "./read.ts";
import { faultOut, monthIn, monthOut, recordOut, valueOut } from "./written.ts";

async function outcomeOut(desk: Desk, register: Register, outcome: Outcome): Promise<ChangeOutcome> {
  switch (outcome.kind) {
    case "kept":
      desk.changed(register.id);
      return { kind: "kept", record: await recordOut(desk, register, outcome.record) };
    case "unchanged":
      return { kind: "unchanged", record: await recordOut(desk, register, outcome.record) };
    case "refused":
      return { kind: "refused", faults: outcome.faults.map(faultOut) };
    case "conflict": {
      const { current, fields } = outcome.conflict;
      return {
        kind: "conflict",
        current: await recordOut(desk, register, current),
        fields: fields.map((f) => {
          const attribute = register.attributes.get(f.field);
          return {
            field: f.field,
            since: monthOut(f.since),
            until: monthOut(f.until),
            base: valueOut(attribute, f.base),
            theirs: valueOut(attribute, f.theirs),
            mine: valueOut(attribute, f.mine),
            clash: f.clash,
          };
        }),
      };
    }
  }
}

/** POST /api/registers/:register/records */
export async function openRecord(desk: Desk, id: string, body: OpenRecordBody): Promise<ChangeOutcome> {
  const { register } = registerFor(desk, id);
  const { code, values, reason } = body;
  const since = monthIn(body.since);
  return outcomeOut(
    desk,
    register,
    await desk.registers.open(desk.acting, id, { code, since, values, reason }),
  );
}

function editIn(edit: ChangeRecordBody["edit"]): RecordEdit<WrittenValues> {
  switch (edit.kind) {
    case "change":
      return { kind: "change", from: monthIn(edit.from), values: edit.values };
    case "correct":
      return {
        kind: "correct",
        since: edit.since === null ? BEGINNING : monthIn(edit.since),
        until: edit.until === null ? NO_END : monthIn(edit.until),
        values: edit.values,
      };
    case "close":
      return { kind: "close", from: monthIn(edit.from) };
  }
}

/** POST /api/registers/:register/records/:record */
export async function changeRecord(
  desk: Desk,
  id: string,
  key: string,
  body: ChangeRecordBody,
): Promise<ChangeOutcome> {
  const { register, record } = await recordFor(desk, id, key);
  const change = {
    id: record.id,
    version: BigInt(body.version),
    edit: editIn(body.edit),
    reason: body.reason,
  };
  return outcomeOut(desk, register, await desk.registers.change(desk.acting, id, change));
}
