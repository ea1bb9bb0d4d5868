/** Codes of a field of the register, as the page shows and filters by them. Pure. */
import type { RegisterAnswer } from "@lianzhang/contract";
import type { Language } from "@lianzhang/kernel";

export interface CodeLabel {
  readonly code: string;
  readonly label: string;
}

export function codesOf(definition: RegisterAnswer, field: string, language: Language): readonly CodeLabel[] {
  const type = definition.fields.find((f) => f.id === field)?.type;
  return type?.kind === "code" ? type.codes.map((c) => ({ code: c.code, label: c.label[language] })) : [];
}
