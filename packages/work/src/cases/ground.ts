/** What everything about cases stands on. */
import type { Model, Procedure, Register } from "@lianzhang/definitions";
import type { Day, WorkCalendar } from "@lianzhang/kernel";
import { nearest } from "@lianzhang/kernel";
import type { Trail } from "../audit/trail.ts";
import type { Database } from "../database/connect.ts";
import type { Clock, RandomBytes } from "../database/sources.ts";
import { WorkError } from "../errors.ts";
import type { Values } from "../registers/record.ts";

/** Something the system knows about a record, proposed as evidence. */
export interface Fact {
  /** As it is shown: 规模以上工业总产值 1,032 亿元,达到 1,000 亿元. */
  readonly text: string;
  /** The figure it comes from; null where it is no figure. */
  readonly figure: string | null;
  /** Whether it is what the record asks for; null where nothing says what that is. */
  readonly holds: boolean | null;
}

/** What the system knows about a record; null when it knows nothing. It is asked outside of transactions. */
export type Facts = (values: Values, procedure: string) => Promise<Fact | null>;

export interface Ground {
  readonly model: Model;
  readonly database: Database;
  readonly trail: Trail;
  readonly random: RandomBytes;
  readonly clock: Clock;
  readonly facts: Facts;
  /** Bytes of one file at most. */
  readonly fileLimit: number;
}

const EAST_8 = 8 * 3_600_000;

/** The day it is in the city. */
export const dayNow = (clock: Clock): Day => Math.floor((clock().getTime() + EAST_8) / 86_400_000);

/** The month of a day. */
export const monthOf = (day: Day): number => {
  const date = new Date(day * 86_400_000);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
};

/** Throws LZ7401. */
export function procedureIn(model: Model, id: string): Procedure {
  const found = model.procedures.get(id);
  if (found !== undefined) return found;
  const near = nearest(id, model.procedures.keys());
  throw new WorkError(
    "LZ7401",
    { zh: `没有办理流程「${id}」`, en: `there is no procedure ${id}` },
    near === null
      ? { zh: "核对名称", en: "check the name" }
      : { zh: `是否为「${near}」?`, en: `did you mean ${near}?` },
  );
}

export function registerOf(model: Model, procedure: Procedure): Register {
  const found = model.registers.get(procedure.of);
  if (found === undefined) throw new TypeError(`${procedure.id} is of ${procedure.of}, which no register is`);
  return found;
}

export const calendarIn = (model: Model, procedure: Procedure): WorkCalendar | null =>
  procedure.calendar === null ? null : (model.calendars.get(procedure.calendar)?.days ?? null);
