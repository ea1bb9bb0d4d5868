/** Text in both languages; Chinese is the original. */
export interface Label {
  readonly zh: string;
  readonly en: string;
}
export type Language = "zh" | "en";
export const label = (l: Label, language: Language): string => l[language];

/** Ids used in formulas: a hyphen would be a subtraction. */
export const FORMULA_ID: RegExp = /^[a-z][a-z0-9_]*$/;
/** Ids of targets and owners, which no formula names. */
export const PLAIN_ID: RegExp = /^[a-z][a-z0-9_-]*$/;
