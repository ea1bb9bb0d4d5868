/** A register exactly as it stood at a link of the audit chain, as a file of a data folder. */
import type { Register } from "@lianzhang/definitions";
import type { Queries } from "../database/queries.ts";
import { only, text, textOrNull, whole, wholeOrNull } from "../database/queries.ts";
import type { Told } from "./content.ts";
import { readTold, subjectKind } from "./content.ts";
import { asError } from "./fault.ts";
import type { RegisterRecord } from "./record.ts";
import { csvText, spellTable } from "./table.ts";

export interface Snapshot {
  readonly register: string;
  /** The link it was taken at: the number a run names. */
  readonly event: bigint;
  /** Where it belongs in a data folder. */
  readonly path: string;
  readonly text: string;
  readonly records: readonly Pick<RegisterRecord, "code" | "spells">[];
}

/** The number of the last link. */
export const headNumber = async (queries: Queries): Promise<bigint> =>
  whole(only(await queries.rows("SELECT number FROM audit_head")), "number");

/** The number of the last event that changed a record of the register; null: it has none. */
export const lastEventOf = async (queries: Queries, register: Register): Promise<bigint | null> =>
  wholeOrNull(
    only(
      await queries.rows(
        "SELECT max(number) AS number FROM audit_event WHERE subject_kind = $1 AND action LIKE 'register.%'",
        [subjectKind(register.id)],
      ),
    ),
    "number",
  );

async function checkEvent(queries: Queries, register: Register, event: bigint): Promise<void> {
  const head = await headNumber(queries);
  if (event >= 1n && event <= head) return;
  throw asError({
    code: "LZ7311",
    register: register.id,
    record: null,
    field: null,
    place: null,
    found: String(event),
    expected: { zh: `1 至 ${head} 的事件号`, en: `an event number from 1 to ${head}` },
    hint: { zh: "事件号见审计链", en: "the audit chain has the numbers" },
  });
}

const purged = (register: Register, event: bigint): Error =>
  asError({
    code: "LZ7312",
    register: register.id,
    record: null,
    field: null,
    place: null,
    found: String(event),
    expected: { zh: "内容仍在的事件", en: "an event whose content is still there" },
    hint: {
      zh: "该事件内容已依令清除,须取该记录下一次变更之后的事件号",
      en: "its content was purged by order: name an event after the record's next change",
    },
  });

/** The records as they stood at a link, by code. Throws LZ7311, LZ7312. */
export async function recordsAt(
  queries: Queries,
  register: Register,
  event: bigint,
): Promise<readonly Told[]> {
  await checkEvent(queries, register, event);
  const rows = await queries.rows(
    `SELECT l.number, c.number AS content, c.after FROM (
         SELECT subject_id, max(number) AS number FROM audit_event
         WHERE subject_kind = $1 AND action LIKE 'register.%' AND number <= $2 GROUP BY subject_id) l
       LEFT JOIN audit_content c ON c.number = l.number ORDER BY l.number`,
    [subjectKind(register.id), event],
  );
  const records = rows.map((row) => {
    if (textOrNull(row, "after") === null) throw purged(register, whole(row, "number"));
    return readTold(text(row, "after"));
  });
  return records.toSorted((a, b) => (a.code < b.code ? -1 : 1));
}

/** The register at a link, as `registers/<register>.csv` with since and until. Throws LZ7311, LZ7312. */
export async function snapshotOf(queries: Queries, register: Register, event: bigint): Promise<Snapshot> {
  const records = await recordsAt(queries, register, event);
  return {
    register: register.id,
    event,
    path: `registers/${register.id}.csv`,
    text: csvText(spellTable(register, records, "ids")),
    records: records.map(({ code, spells }) => ({ code, spells })),
  };
}
