/** What a refresh tells, and what it carries along. */
import type { DocumentData } from "./data.ts";
import type { Counter } from "./controls.ts";
import type { NamedFigure } from "./look-up.ts";
import type { Gap } from "./notes.ts";
import type { Index } from "./refresh-index.ts";

export interface Change {
  readonly name: string;
  readonly before: string;
  readonly after: string;
  /** The sign turned where the text around says rise or fall in fixed words: read the sentence again. */
  readonly turned: boolean;
}

export interface Kept {
  readonly name: string;
  /** What a person wrote, and what would stand there now. */
  readonly typed: string;
  readonly now: string;
}

export interface Gone {
  /** The list or drafted text; null: a figure or text of its own. */
  readonly of: string | null;
  readonly name: string;
  readonly text: string;
  /** A drafted sentence that rules write no longer was taken out; a row or figure stays, marked grey. */
  readonly removed: boolean;
}

export interface Added {
  /** The list or drafted text. */
  readonly of: string;
  readonly name: string;
  /** A sentence was put in its place; a row is for a person to add. */
  readonly placed: boolean;
}

export interface Refreshed {
  readonly ok: true;
  readonly docx: Uint8Array;
  readonly changed: readonly Change[];
  readonly kept: readonly Kept[];
  readonly gone: readonly Gone[];
  readonly added: readonly Added[];
  readonly gaps: readonly Gap[];
  readonly traces: readonly string[];
}

export interface Work {
  readonly index: Index;
  readonly counter: Counter;
  readonly changed: Change[];
  readonly kept: Kept[];
  readonly gone: Gone[];
  readonly added: Added[];
  readonly used: NamedFigure[];
  readonly data: DocumentData;
}
