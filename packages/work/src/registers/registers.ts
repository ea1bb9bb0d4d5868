/** The registers of a decision, kept by people: enter, change, close, look back. */
import type { Model, Register } from "@lianzhang/definitions";
import { nearest } from "@lianzhang/kernel";
import type { Acting } from "../audit/link.ts";
import type { Page, Trail } from "../audit/trail.ts";
import type { Database } from "../database/connect.ts";
import { followCases } from "../cases/follow.ts";
import type { RandomBytes } from "../database/sources.ts";
import { asError } from "./fault.ts";
import type { VersionEntry } from "./history.ts";
import { historyOf } from "./history.ts";
import type { ImportOrder, ImportReport } from "./import.ts";
import { importTable } from "./import.ts";
import type { Keeping, NewRecord, Outcome, RecordChange } from "./keep.ts";
import { changeRecord, openRecord } from "./keep.ts";
import type { ListAnswer, ListQuery } from "./list.ts";
import { listRecords } from "./list.ts";
import type { RegisterRecord } from "./record.ts";
import { findRecord, recordsOf } from "./rows.ts";
import type { Snapshot } from "./snapshot.ts";
import { headNumber, lastEventOf, snapshotOf } from "./snapshot.ts";
import type { HeadStyle, Table } from "./table.ts";
import { spellTable } from "./table.ts";

export interface Registers {
  /** Enters a subject; what is wrong with it is listed, all at once. */
  open(acting: Acting, register: string, record: NewRecord): Promise<Outcome>;
  /** Changes, corrects, closes or restates a record, made on the version it names. */
  change(acting: Acting, register: string, change: RecordChange): Promise<Outcome>;
  find(
    register: string,
    by: { readonly id: string } | { readonly code: string },
  ): Promise<RegisterRecord | null>;
  /** The versions of a record, latest first; `page.before` is an event number. */
  history(register: string, id: string, page: Page): Promise<readonly VersionEntry[]>;
  /** Records as they stand in a month: filtered, searched, sorted, a page at a time, in a total order. */
  list(register: string, query: ListQuery): Promise<ListAnswer>;
  /** Reads a table of records, reports what it would change, and changes it if so ordered. */
  import(acting: Acting, register: string, order: ImportOrder): Promise<ImportReport>;
  /** Every spell of every record, in heads that the import reads, and the event it was taken at. */
  export(register: string, style: HeadStyle): Promise<Exported>;
  /** The register as it stood at a link of the audit chain. Throws LZ7311, LZ7312. */
  snapshot(register: string, event: bigint): Promise<Snapshot>;
  /** The number of the last event that changed a record of the register; null: it has no record. */
  lastEvent(register: string): Promise<bigint | null>;
  /** The number of the last link now: what a run names to read the registers as they stand. */
  eventNow(): Promise<bigint>;
}

export interface Exported {
  readonly event: bigint;
  readonly table: Table;
}

export interface RegistersOptions {
  readonly model: Model;
  readonly database: Database;
  readonly trail: Trail;
  readonly random: RandomBytes;
}

/** A register of the model. Throws LZ7306. */
export function registerIn(model: Model, id: string): Register {
  const found = model.registers.get(id);
  if (found !== undefined) return found;
  const near = nearest(id, model.registers.keys());
  throw asError({
    code: "LZ7306",
    register: id,
    record: null,
    field: null,
    place: null,
    found: id,
    expected: { zh: "定义中的登记册", en: "a register of the definitions" },
    hint:
      near === null
        ? { zh: "核对名称", en: "check the name" }
        : { zh: `是否为「${near}」?`, en: `did you mean 「${near}」?` },
  });
}

/** The registers of `model` in a database. Every method throws LZ7306 for a register the model does not have. */
export function openRegisters(options: RegistersOptions): Registers {
  const { model, database } = options;
  const keeping: Keeping = { ...options, after: followCases(model) };
  const of = (id: string): Register => registerIn(model, id);
  return {
    open: async (acting, register, record) => openRecord(keeping, acting, of(register), record),
    change: async (acting, register, change) => changeRecord(keeping, acting, of(register), change),
    find: async (register, by) => database.read((queries) => findRecord(queries, of(register).id, by)),
    history: async (register, id, page) =>
      database.read((queries) => historyOf(queries, of(register), id, page)),
    list: async (register, query) =>
      database.read((queries) => listRecords(queries, model, of(register), query)),
    import: async (acting, register, order) => importTable(keeping, acting, of(register), order),
    export: async (register, style) =>
      database.read(async (queries) => ({
        event: await headNumber(queries),
        table: spellTable(of(register), await recordsOf(queries, register, null), style),
      })),
    snapshot: async (register, event) => database.read((queries) => snapshotOf(queries, of(register), event)),
    lastEvent: async (register) => database.read((queries) => lastEventOf(queries, of(register))),
    eventNow: () => database.read(headNumber),
  };
}
