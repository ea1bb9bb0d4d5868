/** Findings about templates and documents, in both languages, by paragraph. */
import type { Diagnostic } from "@lianzhang/kernel";

export interface At {
  readonly file: string;
  /** 1-based; the paragraph of the story, counted through tables. */
  readonly paragraph: number;
  readonly column: number;
  /** 表1第2行第3列; 第12段. */
  readonly words: { readonly zh: string; readonly en: string };
}

interface Said {
  readonly zh: string;
  readonly en: string;
}

export function finding(code: `LZ90${string}`, at: At, message: Said, hint: Said): Diagnostic {
  return {
    file: at.file,
    line: at.paragraph,
    column: at.column,
    severity: "error",
    code,
    message: `${at.words.en}: ${message.en}`,
    hint: hint.en,
    zh: { message: `${at.words.zh}:${message.zh}`, hint: hint.zh },
  };
}
