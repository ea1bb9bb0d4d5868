/** Cases as the rest of the program uses them: the functions of this folder over one database, model and clock. */
import type { Model } from "@lianzhang/definitions";
import type { Day } from "@lianzhang/kernel";
import type { Acting } from "../audit/link.ts";
import type { Trail } from "../audit/trail.ts";
import type { Viewer } from "../access/viewer.ts";
import type { Database } from "../database/connect.ts";
import { text } from "../database/queries.ts";
import type { Clock, RandomBytes } from "../database/sources.ts";
import { findRecord } from "../registers/rows.ts";
import type { AttachOrder, DetachOrder } from "./attach.ts";
import { attach, detach } from "./attach.ts";
import type { BeginOrder, BeginReport, OpenOrder } from "./begin.ts";
import { beginAll, openCase, takeUp } from "./begin.ts";
import type { CalendarDay } from "./calendar.ts";
import { calendarOf } from "./calendar.ts";
import type { Case } from "./case.ts";
import type { DocumentView } from "./documents.ts";
import { documentsOf } from "./documents.ts";
import type { EvidenceEntry } from "./evidence.ts";
import { evidenceOf } from "./evidence.ts";
import { fileOf } from "./files.ts";
import { derive } from "./follow.ts";
import type { Facts, Ground } from "./ground.ts";
import { procedureIn, registerOf } from "./ground.ts";
import { latest } from "./leaves.ts";
import type { CaseCounts, CaseList, CaseQuery, ListedCase, RowFilter } from "./list.ts";
import { countCases, listCases, viewCase } from "./list.ts";
import type { MoveOrder } from "./make.ts";
import { makeMove } from "./make.ts";
import type { MovesView } from "./moves.ts";
import { movesOf } from "./moves.ts";
import { findCase } from "./rows.ts";
import type { DeclineOrder, SignOrder } from "./sign.ts";
import { countersign, decline, withdraw } from "./sign.ts";
import type { CaseOutcome, OnVersion } from "./stage.ts";
import type { TaskOrder, TaskReport } from "./tasks.ts";
import { importTasks } from "./tasks.ts";
import type { TimelineEntry } from "./timeline.ts";
import { timelineOf } from "./timeline.ts";

/** 20 MB. */
const FILE_LIMIT = 20 * 1_048_576;

export interface CasesOptions {
  readonly model: Model;
  readonly database: Database;
  readonly trail: Trail;
  readonly random: RandomBytes;
  readonly clock: Clock;
  /** What the system knows about a record, for evidence of the kind fact; absent: only what the record says. */
  readonly facts?: Facts;
  /** Bytes of one file of evidence at most; default 20 MB. */
  readonly fileLimit?: number;
}

/** Methods that name a procedure throw LZ7401 for one the model does not have. */
export interface Cases {
  /** Enters a record and begins its case. */
  open(acting: Acting, order: OpenOrder): Promise<CaseOutcome>;
  /** Begins the cases of records that are there, as after an import. */
  begin(acting: Acting, order: BeginOrder): Promise<BeginReport>;
  /** The case of a record, begun in the initial state when it has none; null: no such record. */
  takeUp(acting: Acting, procedure: string, code: string): Promise<Case | null>;
  /** Tasks from a paper or from the targets of the decision. */
  importTasks(acting: Acting, order: TaskOrder): Promise<TaskReport>;

  /** What the viewer can do to a case now, and what others can. Null: no such case. */
  moves(viewer: Viewer, id: string, today: Day): Promise<MovesView | null>;
  make(acting: Acting, viewer: Viewer, order: MoveOrder): Promise<CaseOutcome>;
  countersign(acting: Acting, viewer: Viewer, order: SignOrder): Promise<CaseOutcome>;
  decline(acting: Acting, viewer: Viewer, order: DeclineOrder): Promise<CaseOutcome>;
  withdraw(acting: Acting, viewer: Viewer, order: OnVersion): Promise<CaseOutcome>;
  attach(acting: Acting, viewer: Viewer, order: AttachOrder): Promise<CaseOutcome>;
  detach(acting: Acting, viewer: Viewer, order: DetachOrder): Promise<CaseOutcome>;

  list(query: CaseQuery, today: Day, rowFilter?: RowFilter): Promise<CaseList>;
  /** Null: there is none, or the filter hides it. */
  find(id: string, today: Day, rowFilter?: RowFilter): Promise<ListedCase | null>;
  counts(procedure: string, today: Day, rowFilter?: RowFilter): Promise<CaseCounts>;
  /** First the first; empty: no such case. */
  timeline(id: string): Promise<readonly TimelineEntry[]>;
  evidence(id: string): Promise<readonly EvidenceEntry[]>;
  /** The bytes of a file that is evidence of this case; null otherwise. */
  file(id: string, hash: string): Promise<Awaited<ReturnType<typeof fileOf>>>;
  documents(id: string): Promise<readonly DocumentView[]>;
  documentOf(id: string, document: string): Promise<DocumentView | null>;
  calendarOf(procedure: string, from: Day, to: Day, rowFilter?: RowFilter): Promise<readonly CalendarDay[]>;
  /** Makes due days and lists of every case anew: after the definitions or a calendar changed. Gives how many. */
  refresh(procedure: string): Promise<number>;
}

async function refresh({ database, model }: Ground, procedureId: string): Promise<number> {
  const procedure = procedureIn(model, procedureId);
  const ids = await database.read((queries) =>
    queries.rows("SELECT id FROM work_case WHERE procedure = $1", [procedure.id]),
  );
  for (const row of ids)
    await database.transaction(async (queries) => {
      const seen = await findCase(queries, { id: text(row, "id") });
      if (seen === null) return;
      const record = await findRecord(queries, seen.record.register, { id: seen.record.id }, "lock");
      const found = await findCase(queries, { id: seen.id }, "lock");
      if (record !== null && found !== null) await derive(queries, model, procedure, found, record);
    });
  return ids.length;
}

/** A case with its procedure, read; null when there is none. */
async function reading<T>(
  { database, model }: Ground,
  id: string,
  work: (
    queries: Parameters<Parameters<Database["read"]>[0]>[0],
    found: Case,
    of: {
      readonly procedure: ReturnType<typeof procedureIn>;
      readonly register: ReturnType<typeof registerOf>;
    },
  ) => Promise<T>,
): Promise<T | null> {
  return database.read(async (queries) => {
    const found = await findCase(queries, { id });
    if (found === null) return null;
    const procedure = procedureIn(model, found.procedure);
    return work(queries, found, { procedure, register: registerOf(model, procedure) });
  });
}

const documents = async (ground: Ground, id: string): Promise<readonly DocumentView[]> =>
  (await reading(ground, id, async (queries, { record }, { procedure, register }) => {
    const kept = await findRecord(queries, register.id, { id: record.id });
    return documentsOf(queries, procedure, register, {
      id,
      code: record.code,
      values: latest(kept?.spells ?? []),
    });
  })) ?? [];

/** Cases over an open database. */
export function openCases({ facts, fileLimit, ...options }: CasesOptions): Cases {
  const ground: Ground = {
    ...options,
    facts: facts ?? (() => Promise.resolve(null)),
    fileLimit: fileLimit ?? FILE_LIMIT,
  };
  const { model, database } = ground;
  const asked = (id: string, today: Day, rowFilter?: RowFilter) => {
    const procedure = procedureIn(model, id);
    return { model, procedure, register: registerOf(model, procedure), today, rowFilter: rowFilter ?? null };
  };
  return {
    open: async (acting, order) => openCase(ground, acting, order),
    begin: async (acting, order) => beginAll(ground, acting, order),
    takeUp: (acting, procedure, code) => takeUp(ground, acting, procedure, code),
    importTasks: async (acting, order) => importTasks(ground, acting, order),
    moves: (viewer, id, today) => database.read((queries) => movesOf(ground, queries, viewer, id, today)),
    make: (acting, viewer, order) => makeMove(ground, acting, viewer, order),
    countersign: (acting, viewer, order) => countersign(ground, acting, viewer, order),
    decline: (acting, viewer, order) => decline(ground, acting, viewer, order),
    withdraw: (acting, viewer, order) => withdraw(ground, acting, viewer, order),
    attach: (acting, viewer, order) => attach(ground, acting, viewer, order),
    detach: (acting, viewer, order) => detach(ground, acting, viewer, order),
    list: async (query, today, rowFilter) =>
      database.read((queries) => listCases(queries, asked(query.procedure, today, rowFilter), query)),
    find: (id, today, rowFilter) =>
      reading(ground, id, (queries, found) =>
        viewCase(queries, asked(found.procedure, today, rowFilter), id),
      ),
    counts: async (procedure, today, rowFilter) =>
      database.read((queries) => countCases(queries, asked(procedure, today, rowFilter))),
    timeline: async (id) =>
      (await reading(ground, id, (queries, found, { register }) => timelineOf(queries, register, found))) ??
      [],
    evidence: async (id) => database.read((queries) => evidenceOf(queries, id)),
    file: (id, hash) =>
      database.read(async (queries) => {
        const rows = await queries.rows(
          "SELECT 1 AS one FROM work_evidence WHERE work_case = $1 AND file = $2",
          [id, hash],
        );
        return rows.length === 0 ? null : fileOf(queries, hash);
      }),
    documents: (id) => documents(ground, id),
    documentOf: async (id, document) => (await documents(ground, id)).find((d) => d.id === document) ?? null,
    calendarOf: async (id, from, to, rowFilter) => {
      const { procedure, register } = asked(id, from, rowFilter);
      return database.read((queries) =>
        calendarOf(queries, procedure, register, { from, to }, rowFilter ?? null),
      );
    },
    refresh: async (procedure) => refresh(ground, procedure),
  };
}
