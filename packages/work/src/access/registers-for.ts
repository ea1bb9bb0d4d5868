/** The registers as one viewer sees them: what the policy does not open is as if it did not exist. */
import type { AccessPolicy, Register } from "@lianzhang/definitions";
import type { Acting, Exact } from "../audit/link.ts";
import type { Queries } from "../database/queries.ts";
import { subjectKind } from "../registers/content.ts";
import { historyOf } from "../registers/history.ts";
import { importTable } from "../registers/import.ts";
import { changeRecord, openRecord } from "../registers/keep.ts";
import type { ListQuery, ListSight } from "../registers/list.ts";
import { listRecords } from "../registers/list.ts";
import type { Registers, RegistersOptions } from "../registers/registers.ts";
import { registerIn } from "../registers/registers.ts";
import type { Sight } from "../registers/rows.ts";
import { findRecord, recordsOf } from "../registers/rows.ts";
import { headNumber } from "../registers/snapshot.ts";
import { spellTable } from "../registers/table.ts";
import { followCases } from "../cases/follow.ts";
import { asViewer, leaderOf } from "./as-viewer.ts";
import type { FieldSight } from "./fields.ts";
import { fieldSight } from "./fields.ts";
import { guardOf } from "./guard.ts";
import { maskedHistory, maskedOutcome, maskedRecord } from "./masks.ts";
import { hiddenField, notAllowed } from "./refusals.ts";
import { predicateOf } from "./rows.ts";
import { may, rowRule } from "./rules.ts";
import type { Viewer } from "./viewer.ts";

/** The same methods as `Registers`, for one viewer. */
export type ViewedRegisters = Pick<
  Registers,
  "open" | "change" | "find" | "list" | "history" | "import" | "export"
>;

export interface ViewingOptions extends RegistersOptions {
  /** What the viewer reads for, told with readings of confidential registers and with exports. */
  readonly purpose: string;
  /** Which of the two layers limits reading; both unless a test looks at one alone. */
  readonly layers?: "both" | "predicate" | "database";
}

interface Asked {
  readonly action: string;
  readonly id: string;
  readonly asked: Exact;
  /** Told to the chain whatever the register is. */
  readonly always?: boolean;
}

const listAsked = ({ month, where, search, sort, offset, limit }: ListQuery): Exact => ({
  month: BigInt(month),
  fields: (where ?? []).map((c) => c.field),
  search: search ?? null,
  sort: (sort ?? []).map((o) => o.field),
  offset: BigInt(offset ?? 0),
  limit: BigInt(limit),
});

/** What every method of one viewer stands on. */
interface Lens {
  readonly options: ViewingOptions;
  readonly policy: AccessPolicy | null;
  readonly viewer: Viewer;
  readonly of: (id: string) => Register;
  readonly fields: (register: Register) => FieldSight;
  readonly sight: (register: Register, deed: "read" | "export") => Sight;
  /** Reads as the role of the viewer. */
  seeing<T>(queries: Queries, work: () => Promise<T>): Promise<T>;
  /** A transaction of reading, told to the chain where the policy asks for it. */
  reading<T>(register: Register, asked: Asked, work: (queries: Queries) => Promise<T>): Promise<T>;
}

function lensOf(options: ViewingOptions, policy: AccessPolicy | null, viewer: Viewer): Lens {
  const { model, database, trail, purpose, layers = "both" } = options;
  const reader: Acting = { user: viewer.person, onBehalfOf: leaderOf(viewer), unit: viewer.unit, purpose };
  return {
    options,
    policy,
    viewer,
    of: (id) => registerIn(model, id),
    fields: (register) => fieldSight(policy, model, viewer, register.id),
    sight: (register, deed) => {
      const rule = rowRule(policy, model, viewer, register.id, deed);
      return (p) => (layers === "database" && deed === "read" ? "TRUE" : predicateOf(rule, p));
    },
    seeing: (queries, work) => (layers === "predicate" ? work() : asViewer(queries, viewer, work)),
    reading: (register, { action, id, asked, always = false }, work) =>
      always || policy?.confidential.includes(register.id) === true
        ? trail.reading(reader, { action, subject: { kind: subjectKind(register.id), id }, asked }, work)
        : database.read(work),
  };
}

function listSight({ policy, fields, sight }: Lens, register: Register): ListSight {
  const seen = fields(register);
  const hidden = policy?.hidden.filter((h) => h.register === register.id) ?? [];
  return {
    rows: sight(register, "read"),
    shown: (code, values, latest) => seen.shown({ code, values: latest }, values),
    refuses: (field) => {
      const found = seen.isOpen(field) ? undefined : hidden.find((h) => h.field === field);
      return found === undefined ? null : hiddenField(found);
    },
  };
}

type Reads = Pick<Registers, "find" | "list" | "history" | "export">;

const readsOf = (lens: Lens): Reads => ({
  find: async (id, by) => {
    const register = lens.of(id);
    const asked = { action: "reading.find", id: "id" in by ? by.id : by.code, asked: by };
    const sight = lens.sight(register, "read");
    const found = await lens.reading(register, asked, (queries) =>
      lens.seeing(queries, () => findRecord(queries, register.id, by, "read", sight)),
    );
    return found && maskedRecord(lens.fields(register), found);
  },
  list: async (id, query) => {
    const register = lens.of(id);
    const { model } = lens.options;
    const asked = { action: "reading.list", id: register.id, asked: listAsked(query) };
    const sight = listSight(lens, register);
    return lens.reading(register, asked, (queries) =>
      lens.seeing(queries, () => listRecords(queries, model, register, query, sight)),
    );
  },
  history: async (id, record, page) => {
    const register = lens.of(id);
    if (!may(lens.policy, lens.viewer, "history.read")) throw notAllowed(lens.viewer.name, "history.read");
    const sight = lens.sight(register, "read");
    return lens.reading(register, { action: "reading.history", id: record, asked: null }, async (queries) => {
      const found = await lens.seeing(queries, () =>
        findRecord(queries, register.id, { id: record }, "read", sight),
      );
      if (found === null) return [];
      return maskedHistory(lens.fields(register), found, await historyOf(queries, register, record, page));
    });
  },
  export: async (id, style) => {
    const register = lens.of(id);
    const sight = lens.sight(register, "export");
    const shown = lens.fields(register);
    const open = new Map([...register.attributes].filter(([field]) => shown.isOpen(field)));
    const asked = {
      action: "reading.export",
      id: register.id,
      asked: { fields: [...open.keys()] },
      always: true,
    };
    return lens.reading(register, asked, async (queries) => {
      const event = await headNumber(queries);
      const records = await lens.seeing(queries, () => recordsOf(queries, register.id, null, "read", sight));
      return { event, table: spellTable({ ...register, attributes: open }, records, style) };
    });
  },
});

type Changes = Pick<Registers, "open" | "change" | "import">;

function changesOf({ options, policy, viewer, of, fields }: Lens): Changes {
  const { model } = options;
  const keeping = { ...options, after: followCases(model), guard: guardOf({ policy, model, viewer }) };
  const leader = leaderOf(viewer);
  /** Whoever acts is the viewer, and says for whom when it is a leader's post that counts. */
  const checked = (acting: Acting): Acting => {
    if (acting.user === viewer.person && (leader === null || acting.onBehalfOf === leader)) return acting;
    throw new TypeError(`${acting.user} acts through what ${viewer.person} sees`);
  };
  return {
    open: async (acting, id, record) => {
      const register = of(id);
      const outcome = await openRecord(keeping, checked(acting), register, record);
      return maskedOutcome(fields(register), outcome);
    },
    change: async (acting, id, change) => {
      const register = of(id);
      const outcome = await changeRecord(keeping, checked(acting), register, change);
      return maskedOutcome(fields(register), outcome);
    },
    import: async (acting, id, order) => importTable(keeping, checked(acting), of(id), order),
  };
}

/**
 * Registers through a viewer. Rows outside the viewer's posts are not found, counted, listed, searched, exported or
 * pointed at; changes outside are refused (LZ7201), as are questions and changes about hidden fields (LZ7202). Throws
 * LZ7203 for a history that no post of the viewer allows, LZ7306 for a register the model does not have.
 */
export function registersFor(
  options: ViewingOptions,
  policy: AccessPolicy | null,
  viewer: Viewer,
): ViewedRegisters {
  const lens = lensOf(options, policy, viewer);
  return { ...readsOf(lens), ...changesOf(lens) };
}
