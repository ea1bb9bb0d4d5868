/** A link of the chain and the texts its hashes are taken over. Pure: the same link gives the same hash anywhere. */
import { canonicalText } from "@lianzhang/kernel";
import { WorkError } from "../errors.ts";
import type { Algorithm } from "./hashing.ts";
import { hashOf } from "./hashing.ts";

/** What has an exact text: whole numbers only. Amounts are bigint and are written as text. */
export type Exact =
  | string
  | bigint
  | number
  | boolean
  | null
  | readonly Exact[]
  | { readonly [name: string]: Exact };

/** Who acts, for whom, from which unit, and what for. */
export interface Acting {
  /** Id of the user who is signed in. */
  readonly user: string;
  /** 代办: id of the person it is done for; null when it is for oneself. */
  readonly onBehalfOf: string | null;
  readonly unit: string | null;
  /** Why: the procedure, the statutory purpose. */
  readonly purpose: string;
}

/** What was done to what. `before` and `after` are the record as it was and is; null where there is none. */
export interface Deed {
  /** A word of the program: `project.sign`, `enterprise.read`. */
  readonly action: string;
  readonly subject: { readonly kind: string; readonly id: string };
  readonly before: Exact;
  readonly after: Exact;
}

/** A link without its own hash. */
export interface LinkBody {
  /** 1, 2, 3 ... without gaps. */
  readonly number: bigint;
  /** Hash of the link before; "" for the first. */
  readonly previous: string;
  /** UTC, `2026-03-10T08:00:00.000Z`. */
  readonly at: string;
  readonly actor: string;
  readonly onBehalfOf: string | null;
  readonly unit: string | null;
  readonly purpose: string;
  readonly action: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly contentHash: string;
}

export interface Link extends LinkBody {
  readonly hash: string;
}

/** Content as it is kept: canonical JSON, and a salt without which nobody can guess it from its hash after a purge. */
export interface Content {
  readonly salt: string;
  readonly before: string | null;
  readonly after: string | null;
}

export const contentHash = (algorithm: Algorithm, content: Content): string =>
  hashOf(algorithm, canonicalText({ salt: content.salt, before: content.before, after: content.after }));

/** The text a link's hash is taken over: canonical JSON of every field but the hash, under the columns' names. */
export const linkText = (link: LinkBody): string =>
  canonicalText({
    number: link.number,
    previous: link.previous,
    at: link.at,
    actor: link.actor,
    on_behalf_of: link.onBehalfOf,
    unit: link.unit,
    purpose: link.purpose,
    action: link.action,
    subject_kind: link.subjectKind,
    subject_id: link.subjectId,
    content_hash: link.contentHash,
  });

export const linkHash = (algorithm: Algorithm, link: LinkBody): string => hashOf(algorithm, linkText(link));

const refused = (field: string, zh: string, en: string, cause?: unknown): WorkError =>
  new WorkError(
    "LZ7021",
    { zh: `事件的 ${field} ${zh}`, en: `${field} of the event ${en}` },
    { zh: "改正该字段", en: "correct the field" },
    cause,
  );

/** A lone half of a character, or a NUL: the database would keep another text than the one that was hashed. */
// oxlint-disable-next-line no-control-regex -- NUL is what it looks for
const UNKEEPABLE = /[\uD800-\uDFFF\u0000]/u;

function checkText(field: string, value: string | null): void {
  if (value === null) return;
  if (value === "") throw refused(field, "为空", "is empty");
  if (UNKEEPABLE.test(value)) throw refused(field, "含不能保存的字符", "has a character that cannot be kept");
}

/** Throws LZ7021 with the first field that cannot be kept as it is. */
export function checkFields(acting: Acting, deed: Deed): void {
  checkText("user", acting.user);
  checkText("onBehalfOf", acting.onBehalfOf);
  checkText("unit", acting.unit);
  checkText("purpose", acting.purpose);
  checkText("action", deed.action);
  checkText("subject.kind", deed.subject.kind);
  checkText("subject.id", deed.subject.id);
}

/** One side of the content as text; null stays null. Throws LZ7021 for what has no exact text. */
export function sideText(field: "before" | "after", value: Exact): string | null {
  if (value === null) return null;
  try {
    return canonicalText(value);
  } catch (error) {
    throw refused(field, "含不能精确表示的值", "holds a value without an exact text", error);
  }
}
