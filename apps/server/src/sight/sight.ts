/** What of figures a viewer is shown: everything, or what the posts open. */
import type { Day } from "@lianzhang/kernel";
import { quote, textLiteral } from "@lianzhang/kernel";

export interface Sight {
  /** The same for viewers who see the same; "": everything. Answers are kept by it. */
  readonly key: string;
  /** The same for viewers from whom the same subjects are kept. */
  readonly rows: string;
  /**
   * `all`: everything but firms under secrecy. `scope`: figures of groups, and single firms of the own scope. `own`:
   * single firms of the own scope and nothing else.
   */
  readonly extent: "all" | "scope" | "own";
  /** Codes of subjects of any register that are not named, nor counted alone. */
  readonly hidden: ReadonlySet<string>;
  /** Figures released after this day are kept from the viewer; null: none are, or all are out. */
  readonly embargo: Day | null;
}

/** A visitor of a product without its people's half, and the program itself. */
export const EVERYTHING: Sight = { key: "", rows: "", extent: "all", hidden: new Set(), embargo: null };

/** Whether answers are not those of everybody. */
export const isLimited = (sight: Sight): boolean => sight.key !== "";

/** Whether any firm is kept from the viewer. */
export const hidesFirms = (sight: Sight): boolean => sight.hidden.size > 0 || sight.extent !== "all";

/** Whether single subjects are kept from the viewer. */
export const hides = (sight: Sight, code: string | null): boolean => code !== null && sight.hidden.has(code);

/** Codes not shown to viewers with these rows, as a table beside the firms. */
export const hiddenTable = (key: string): string => `hidden_${key}`;

/** SQL: rows whose column names a subject that the viewer sees. */
export const seenSql = (sight: Sight, column: string): string =>
  hidesFirms(sight) ? `${column} NOT IN (SELECT code FROM ${quote(hiddenTable(sight.rows))})` : "TRUE";

/** SQL values of codes. */
export const codeList = (codes: readonly string[]): string => codes.map(textLiteral).join(", ");
