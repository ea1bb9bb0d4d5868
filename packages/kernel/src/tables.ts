/**
 * Names of the store's tables and columns: the one agreement between packages/store (which makes and fills
 * them), packages/returns (which loads them) and packages/engine (which reads them). docs/store.md explains.
 */
export const factTable = (form: string): string => `f_${form}`;
/** Accepted rows that are in force on no day: overtaken on their own day by a later event, or withdrawn on it. */
export const overtakenTable = (form: string): string => `overtaken_${form}`;
export const spellTable = (register: string): string => `r_${register}`;
export const subjectTable = (register: string): string => `s_${register}`;
export const membershipTable = (membership: string): string => `m_${membership}`;
/** The list as its files have it, before what was signed since. */
export const listedTable = (membership: string): string => `listed_${membership}`;
export const classificationTable = (classification: string): string => `c_${classification}`;

/** Columns every fact table has, before its fields. Months are `Month` integers, days are `Day` integers. */
export const FACT = {
  subject: "subject", // INTEGER: id in s_<register>
  from: "m_from", // SMALLINT...INTEGER month
  to: "m_to",
  knownFrom: "known_from", // INTEGER day, inclusive
  knownTo: "known_to", // INTEGER day, exclusive; FOREVER when current
  submission: "submission", // INTEGER: id in `submission`
  row: "row_no", // INTEGER: 1-based row in the submitted sheet
} as const;

/** The value as reported (cumulative fields: the cumulative), BIGINT minor units or 10^-8 of the declared unit. */
export const valueColumn = (field: string): string => `v_${field}`;
/** Reason code of the value (UTINYINT; 0 present). */
export const reasonColumn = (field: string): string => `x_${field}`;
/** Cumulative fields of monthly forms only: the single month, derived at commit. */
export const monthColumn = (field: string): string => `d_${field}`;
/** Reason code of the single month. */
export const monthReasonColumn = (field: string): string => `y_${field}`;

/** Columns of a register's spell table; attributes follow as `a_<attribute>`. */
export const SPELL = { subject: "subject", since: "m_since", until: "m_until" } as const; // until exclusive
export const attributeColumn = (attribute: string): string => `a_${attribute}`;
/**
 * INTEGER: the subject that an attribute of `type: subject` names, so that registers are joined by number. Null where
 * the other register has no such code. Settled when everything is loaded.
 */
export const linkColumn = (attribute: string): string => `k_${attribute}`;

/** Columns of a membership table. Shares are in 1/10000 and sum to 10000 per subject and month. */
export const MEMBER = {
  subject: "subject",
  code: "code",
  since: "m_since",
  until: "m_until",
  primary: "is_primary",
  share: "share",
} as const;

/**
 * `submission`: id, form, file, sheet, sha256, sender, received (day), version, source; said (id in the people's half),
 * event (number of its acceptance in the audit chain; 0: from a data folder), until (day it was taken back).
 */
export const SUBMISSION_TABLE = "submission";
/** `submission_column`: submission, field, head, col_no (1-based), unit. */
export const SUBMISSION_COLUMN_TABLE = "submission_column";
/** `cell_origin`: form, subject, m_from, m_to, known_from, field, submission, row_no: exceptions to a row's origin. */
export const CELL_ORIGIN_TABLE = "cell_origin";

/** `returns_event`: one row: up to which event of the audit chain accepted returns are in, and the hash of its link. */
export const RETURNS_EVENT_TABLE = "returns_event";

/** Quotes an identifier: `chain` bare is a parser error in DuckDB. */
export const quote = (identifier: string): string => `"${identifier.replaceAll('"', '""')}"`;
/** A text literal. */
export const textLiteral = (text: string): string => `'${text.replaceAll("'", "''")}'`;
