/** Text tables for a terminal, where a Chinese character takes two columns. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u;

/** Columns a text takes on a terminal. */
export function width(text: string): number {
  let columns = 0;
  for (const character of text)
    columns += WIDE.test(character) || (character.codePointAt(0) ?? 0) >= 0x20000 ? 2 : 1;
  return columns;
}

export type Align = "left" | "right";

const pad = (text: string, to: number, align: Align): string => {
  const blanks = " ".repeat(Math.max(0, to - width(text)));
  return align === "right" ? blanks + text : text + blanks;
};

/** Lines of an aligned table; columns are two blanks apart and no line ends in a blank. */
export function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  align: readonly Align[],
): string[] {
  const all = [head, ...rows];
  const widths = head.map((_, i) => Math.max(...all.map((row) => width(row[i] ?? ""))));
  const line = (row: readonly string[]): string =>
    widths
      .map((w, i) => pad(row[i] ?? "", w, align[i] ?? "left"))
      .join("  ")
      .trimEnd();
  return [line(head), widths.map((w) => "─".repeat(w)).join("  "), ...rows.map(line)];
}
