/** A sheet of any file as cells of text: what a person sees, with what the file says of it. */
export interface Cell {
  /** As a person sees it, untrimmed; "" for none. Spreadsheet numbers to 15 significant digits. */
  readonly text: string;
  readonly kind: "text" | "number" | "date" | "boolean" | "percent" | "error";
  /** The value was computed in the file and is the one that was kept there. */
  readonly formula?: true;
  /** A merged cell shows the text of its first: [row, column], 1-based. */
  readonly of?: readonly [number, number];
  /** A correction stands over the file's own text, which is this one. */
  readonly was?: string;
}

export interface Sheet {
  /** The file's name; within a zip its path there: `returns.zip/东坡区/3月.xlsx`. */
  readonly file: string;
  /** Null: the file has no sheets (csv, pasted). */
  readonly name: string | null;
  readonly hidden: boolean;
  /** Row 1 of the file is rows[0]; blank rows keep their place. Rows may be of different lengths. */
  readonly rows: readonly (readonly Cell[])[];
}
