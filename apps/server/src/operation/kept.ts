/** Records that people write in a month: read as the viewer sees them, and entered. */
import type { ChangeOutcome } from "@lianzhang/contract";
import type { Label, Month } from "@lianzhang/kernel";
import { formatMonth } from "@lianzhang/kernel";
import type { Condition, ListedRecord, WrittenValues } from "@lianzhang/work";
import { ApiProblem } from "../errors.ts";
import { openRecord } from "../registers/change.ts";
import { freeCode } from "../registers/free-code.ts";
import type { OperationDesk } from "./desk.ts";
import { keptMonth, reads } from "./desk.ts";
import { REGISTERS } from "./names.ts";

const MOST = 500;

/** Those of the register whose field names the month. */
export async function ofMonth(
  desk: OperationDesk,
  register: "item" | "call" | "reason",
  field: string,
  month: Month,
): Promise<readonly ListedRecord[]> {
  if (!reads(desk, register)) return [];
  const where: readonly Condition[] = [{ kind: "any", field, of: [formatMonth(month)] }];
  const query = { month: desk.thisMonth, where, limit: MOST };
  const answer = await desk.registers.list(REGISTERS[register], query);
  return answer.kind === "page" ? answer.records.toSorted((a, b) => number(a.code) - number(b.code)) : [];
}

/** The number at the end of a code: 2025-12-10 comes after 2025-12-9. */
const number = (code: string): number => Number(/(\d+)$/.exec(code)?.[1] ?? 0);

const notOpen = (why: Label, hint: Label): ApiProblem => new ApiProblem(409, "LZ6150", why, hint);

/** Throws ApiProblem 409 where the month has not been begun, or is signed: what was signed with it stands. */
export async function requireOpenMonth(desk: OperationDesk, month: Month): Promise<void> {
  const kept = await keptMonth(desk, month);
  const name = formatMonth(month);
  if (kept === null)
    throw notOpen(
      { zh: `${name} 的调度还没有开始`, en: `nobody has begun ${name} yet` },
      { zh: "先开始本月调度", en: "begin the month first" },
    );
  if (kept.listed.case.state === "closed")
    throw notOpen(
      { zh: `${name} 已签发,不再补记`, en: `${name} is signed: nothing is added to it` },
      { zh: "写入下一个月份", en: "write it in the next month" },
    );
}

const TRIES = 5;

/** Enters a record under the first code of the month that is free, also of those that the viewer does not see. */
export async function enter(
  desk: OperationDesk,
  register: "item" | "call" | "reason",
  month: Month,
  values: WrittenValues,
  reason: string,
): Promise<ChangeOutcome> {
  await requireOpenMonth(desk, month);
  const id = REGISTERS[register];
  const written = Object.fromEntries(Object.entries(values).filter(([, v]) => v !== null && v !== ""));
  for (let tries = 1; ; tries++) {
    const code = await freeCode(desk.program, id, formatMonth(month));
    const body = { code, since: formatMonth(desk.thisMonth), values: written, reason };
    const outcome = await openRecord(desk, id, body);
    // somebody wrote in the same moment
    const taken = outcome.kind === "refused" && outcome.faults.some((f) => f.field === "code");
    if (!taken || tries === TRIES) return outcome;
  }
}
