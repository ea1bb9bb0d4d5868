/** The text of a document and where its parts came from. */

/** Where a stretch of the text came from. */
export interface SourcePlace {
  /** Offset in the text where it begins. */
  readonly start: number;
  readonly page: number | null;
  /** 1-based, counted through the document. */
  readonly paragraph: number;
}

export interface DocumentText {
  readonly text: string;
  readonly places: readonly SourcePlace[];
}
