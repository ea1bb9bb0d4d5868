/** Diagnostics as a terminal shows them: in Chinese the title stands before the message, the advice after it. */
import { definitionsCatalogue, definitionsChinese } from "@lianzhang/definitions";
import { engineCatalogue, engineChinese } from "@lianzhang/engine";
import { formulaCatalogue, formulaChinese } from "@lianzhang/formula";
import type { ChineseCatalogue, Diagnostic, Language } from "@lianzhang/kernel";
import { formatDiagnostic } from "@lianzhang/kernel";
import { returnsCatalogue, returnsChinese } from "@lianzhang/returns";

const CHINESE: ChineseCatalogue = {
  ...formulaChinese,
  ...definitionsChinese,
  ...returnsChinese,
  ...engineChinese,
};
const MENDS: ReadonlyMap<string, string> = new Map(
  [...formulaCatalogue, ...definitionsCatalogue, ...returnsCatalogue, ...engineCatalogue].map((e) => [
    e.code,
    e.mend,
  ]),
);

/** A hint in Chinese: the near name it offers, or the catalogue's advice where it says no more than that. */
function chineseHint(d: Diagnostic, mend: string): string {
  const [, near] = /^did you mean "(.+)"\?$/.exec(d.hint ?? "") ?? [];
  if (near !== undefined) return `是否指“${near}”?`;
  return d.hint === undefined || d.hint === MENDS.get(d.code) ? mend : `${mend};${d.hint}`;
}

/** The diagnostic in the reader's language: its own Chinese where it has one, else its title beside the message. */
export function inLanguage(d: Diagnostic, language: Language): Diagnostic {
  if (language === "en") return d;
  if (d.zh) return { ...d, ...d.zh };
  const chinese = CHINESE[d.code];
  if (!chinese) return d;
  return { ...d, message: `${chinese.title}:${d.message}`, hint: chineseHint(d, chinese.mend) };
}

/** One line; a note of the lint is a warning here. */
export const line = (d: Diagnostic, language: Language): string =>
  formatDiagnostic(inLanguage(d.severity === "note" ? { ...d, severity: "warning" } : d, language));
