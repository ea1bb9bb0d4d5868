/** Links and contents as rows. */
import type { Row } from "../database/queries.ts";
import { text, textOrNull, whole } from "../database/queries.ts";
import type { Content, Link } from "./link.ts";

/** The columns of `audit_event`, for `SELECT`. */
export const LINK_COLUMNS =
  "e.number, e.previous, e.at, e.actor, e.on_behalf_of, e.unit, e.purpose, e.action, e.subject_kind, e.subject_id, e.content_hash, e.hash";

export const linkOf = (row: Row): Link => ({
  number: whole(row, "number"),
  previous: text(row, "previous"),
  at: text(row, "at"),
  actor: text(row, "actor"),
  onBehalfOf: textOrNull(row, "on_behalf_of"),
  unit: textOrNull(row, "unit"),
  purpose: text(row, "purpose"),
  action: text(row, "action"),
  subjectKind: text(row, "subject_kind"),
  subjectId: text(row, "subject_id"),
  contentHash: text(row, "content_hash"),
  hash: text(row, "hash"),
});

/** The content of a joined row; null when there is none. */
export const contentOf = (row: Row): Content | null =>
  row["salt"] === null
    ? null
    : { salt: text(row, "salt"), before: textOrNull(row, "before"), after: textOrNull(row, "after") };
