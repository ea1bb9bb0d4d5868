/** What verifying a chain finds. */
import type { Algorithm } from "./hashing.ts";
import type { Link } from "./link.ts";

/** What is broken. Each says what was expected and what was found. */
export type Fault =
  /** The chain does not begin with a link that names a known hash. */
  | "beginning"
  /** A field of the link, or its hash, is not what was hashed. */
  | "link_altered"
  /** The link holds by itself, but is not the one that followed. */
  | "order"
  /** No link has this number; at the end: the chain was cut off. */
  | "missing"
  /** Before, after or salt are not what was hashed. */
  | "content_altered"
  /** The content is gone, and no link says why. */
  | "content_missing"
  /** A link says that the content was purged, and it is there. */
  | "purge_undone"
  /** A link that says that content was purged does not say which. */
  | "purge_altered"
  /** Content without a link. */
  | "stray_content"
  /** The head is not the last link. */
  | "head"
  /** The link is not the one the anchor fixed. */
  | "anchor_mismatch"
  /** The anchor's file is not what was exported; it fixes nothing. Number 0. */
  | "anchor_altered";

export interface Broken {
  readonly fault: Fault;
  /** Number of the link at which the chain is first broken; 0 for an anchor that cannot be read. */
  readonly number: bigint;
  readonly expected: string;
  readonly found: string;
  /** Name of the anchor, for the last two. */
  readonly anchor: string | null;
}

export type Verdict =
  | {
      readonly holds: true;
      readonly algorithm: Algorithm;
      readonly head: Pick<Link, "number" | "hash" | "at">;
      /** Contents purged with a link that says so. */
      readonly purged: bigint;
      readonly anchors: number;
    }
  | { readonly holds: false; readonly broken: Broken };

/** Thrown inside verification at the first fault; never leaves it. */
export class Found extends Error {
  readonly broken: Broken;
  constructor(fault: Fault, number: bigint, expected: string, found: string, anchor: string | null = null) {
    super(fault);
    this.broken = { fault, number, expected, found, anchor };
  }
}
