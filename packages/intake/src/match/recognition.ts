/** What a table was recognised as: the form, and which head is what. Nothing below certainty is read. */
import type { Label } from "@lianzhang/kernel";
import type { Finding } from "../finding.ts";
import type { Head } from "../tables/table.ts";

/** Readers of tables change rarely; what was read by an older one is read the same by keeping it. */
export const readerVersion = 1;

export type Role =
  | { readonly kind: "code" | "name" | "period" }
  /** A field in a unit; null: none is written, the field's own. */
  | { readonly kind: "field"; readonly field: string; readonly unit: string | null }
  /** Serial numbers, remarks, and what a person said is not needed. */
  | { readonly kind: "other" };

export interface HeadMatch {
  readonly head: Head;
  /** What it may be; null: nothing the form has. */
  readonly role: Role | null;
  /** 0 to 1; from `SURE` on it is read without asking. */
  readonly certainty: number;
  /** Whether its cells are read. */
  readonly settled: boolean;
  readonly reasons: readonly Label[];
}

/** A role that several heads claim: none of them is read until a person says which. */
export interface Conflict {
  readonly role: Role;
  readonly heads: readonly Head[];
}

export interface Recognition {
  readonly reader: number;
  readonly file: string;
  readonly sheet: string | null;
  readonly table: number;
  /** The form's id; null: none fits. */
  readonly form: string | null;
  readonly certainty: number;
  readonly reasons: readonly Label[];
  /** Other forms it may be, the likeliest first. */
  readonly others: readonly { readonly form: string; readonly certainty: number }[];
  readonly heads: readonly HeadMatch[];
  /** Heads with a proposal below certainty. */
  readonly confirm: readonly HeadMatch[];
  readonly conflicts: readonly Conflict[];
  /** Heads that are nothing of the form. */
  readonly unmatched: readonly Head[];
  /** Required fields without a head. */
  readonly lacking: readonly string[];
  readonly remembered: "none" | "fits" | "changed";
  /** Whether it may be read without a person's word. */
  readonly certain: boolean;
  readonly findings: readonly Finding[];
}

export const SURE = 0.9;
/** Below it a likeness is not even proposed. */
export const LIKELY = 0.5;

/** What a person confirmed once for a sender and a form: plain JSON. */
export interface Matching {
  readonly version: 1;
  readonly form: string;
  readonly sender: string | null;
  readonly heads: readonly {
    readonly key: string;
    readonly role: Role;
    /** The unit the head or the sheet said then. */
    readonly said: string | null;
  }[];
}

/** A person's word on a head: the column, and the item's row where items stand down the rows. */
export interface HeadCorrection {
  readonly column: number;
  readonly row: number | null;
  readonly role: Role;
}
