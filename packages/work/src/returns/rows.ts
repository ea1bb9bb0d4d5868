/** Returns as rows of the database. */
import { INPUTS } from "@lianzhang/definitions";
import type { Input } from "@lianzhang/definitions";
import { dayOrNull } from "../cases/rows.ts";
import type { Queries, Row } from "../database/queries.ts";
import { text, textOrNull, whole, wholeOrNull } from "../database/queries.ts";
import type {
  KeptCorrection,
  KeptRemark,
  Sender,
  Signatories,
  Submission,
  SubmissionFile,
  SubmissionState,
} from "./submission.ts";

/** The word of a closed list that a column holds. */
function oneOf<T extends string>(row: Row, column: string, all: readonly T[]): T {
  const found = all.find((word) => word === row[column]);
  if (found === undefined) throw new TypeError(`column ${column}: unexpected ${String(row[column])}`);
  return found;
}

const SENDERS: readonly Sender["kind"][] = ["enterprise", "city", "unit", "county", "park", "department"];
export const STATES: readonly SubmissionState[] = ["draft", "sent", "returned", "accepted", "withdrawn"];
const KINDS: readonly SubmissionFile["kind"][] = ["file", "paste", "typed"];

export const senderOf = (row: Row): Sender => ({
  kind: oneOf(row, "sender_kind", SENDERS),
  id: text(row, "sender"),
});

export const COLUMNS = `s.id, s.form, s.input, s.period, s.sender_kind, s.sender, s.state, s.version, s.matching, s.reason, s.known_from,
  s.accepted_event, s.purged, s.made_by, s.made_at, s.statistics_head, s.unit_head,
  EXISTS (SELECT 1 FROM return_lock l WHERE l.form = s.form AND l.period = s.period) AS locked,
  (SELECT count(*) FROM submission_file f WHERE f.submission = s.id AND f.dropped IS NULL) AS file_count`;

export const signatoriesOf = (row: Row): Signatories => ({
  statisticsHead: textOrNull(row, "statistics_head"),
  unitHead: textOrNull(row, "unit_head"),
});

export const submissionOf = (row: Row): Submission => ({
  id: text(row, "id"),
  form: text(row, "form"),
  input: oneOf<Input>(row, "input", INPUTS),
  period: text(row, "period"),
  sender: senderOf(row),
  state: oneOf(row, "state", STATES),
  version: whole(row, "version"),
  matching: textOrNull(row, "matching"),
  reason: textOrNull(row, "reason"),
  knownFrom: dayOrNull(row, "known_from"),
  acceptedEvent: wholeOrNull(row, "accepted_event"),
  purged: row["purged"] === true,
  locked: row["locked"] === true,
  fileCount: Number(whole(row, "file_count")),
  madeBy: text(row, "made_by"),
  madeAt: text(row, "made_at"),
  signatories: signatoriesOf(row),
});

/** A submission, locked until the transaction ends. */
export async function holdSubmission(queries: Queries, id: string): Promise<Submission | null> {
  const [row] = await queries.rows(`SELECT ${COLUMNS} FROM submission s WHERE s.id = $1 FOR UPDATE OF s`, [
    id,
  ]);
  return row === undefined ? null : submissionOf(row);
}

export const fileOfRow = (row: Row): SubmissionFile => ({
  place: Number(whole(row, "place")),
  hash: text(row, "hash"),
  name: text(row, "name"),
  kind: oneOf(row, "kind", KINDS),
  size: whole(row, "size"),
});

const numberOrNull = (row: Row, column: string): number | null => {
  const found = wholeOrNull(row, column);
  return found === null ? null : Number(found);
};

export const correctionOf = (row: Row): KeptCorrection => ({
  id: text(row, "id"),
  file: text(row, "file"),
  sheet: textOrNull(row, "sheet"),
  row: Number(whole(row, "row_no")),
  column: Number(whole(row, "column_no")),
  field: textOrNull(row, "field"),
  before: text(row, "before"),
  after: text(row, "after"),
  reason: text(row, "reason"),
  by: text(row, "made_by"),
  at: text(row, "made_at"),
  event: whole(row, "event"),
});

const remarkOf = (row: Row): KeptRemark => ({
  id: text(row, "id"),
  check: text(row, "check_id"),
  file: text(row, "file"),
  sheet: textOrNull(row, "sheet"),
  row: numberOrNull(row, "row_no"),
  field: textOrNull(row, "field"),
  subject: textOrNull(row, "subject"),
  said: text(row, "said"),
  by: text(row, "made_by"),
  at: text(row, "made_at"),
});

/** Files that a submission has now, in their order. */
export const filesOf = async (queries: Queries, id: string): Promise<readonly SubmissionFile[]> =>
  (
    await queries.rows(
      "SELECT place, hash, name, kind, size FROM submission_file WHERE submission = $1 AND dropped IS NULL ORDER BY place",
      [id],
    )
  ).map(fileOfRow);

export const correctionsOf = async (queries: Queries, id: string): Promise<readonly KeptCorrection[]> =>
  (
    await queries.rows("SELECT * FROM submission_correction WHERE submission = $1 ORDER BY event, id", [id])
  ).map(correctionOf);

export const remarksOf = async (queries: Queries, id: string): Promise<readonly KeptRemark[]> =>
  (
    await queries.rows("SELECT * FROM submission_remark WHERE submission = $1 ORDER BY made_at, id", [id])
  ).map(remarkOf);
