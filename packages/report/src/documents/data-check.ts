/** Data that no document can carry: the program that made it is at fault, and says so before anything is written. */
import type { Diagnostic } from "@lianzhang/kernel";
import { parseDecimal } from "@lianzhang/kernel";
import type { DocumentData } from "./data.ts";
import type { DocumentFigure } from "./figure.ts";
import { TRACE_LENGTH, TRACE_PATTERN } from "./figure.ts";

const bad = (file: string, name: string, zh: string, en: string): Diagnostic => ({
  file,
  line: 1,
  column: 1,
  severity: "error",
  code: "LZ9020",
  message: `${name}: ${en}`,
  zh: { message: `${name}:${zh}` },
});

function figureFindings(file: string, name: string, figure: DocumentFigure): Diagnostic[] {
  const found: Diagnostic[] = [];
  if (!TRACE_PATTERN.test(figure.trace))
    found.push(
      bad(
        file,
        name,
        `溯源编号“${figure.trace}”须为不超过 ${TRACE_LENGTH} 位的字母、数字和 ._/-`,
        `the trace id “${figure.trace}” must be at most ${TRACE_LENGTH} letters, digits or . _ / -`,
      ),
    );
  if (figure.value !== null && parseDecimal(figure.value) === null)
    found.push(bad(file, name, `“${figure.value}”不是小数`, `“${figure.value}” is no decimal`));
  return found;
}

export function dataFindings(file: string, data: DocumentData): Diagnostic[] {
  const found = Object.entries(data.figures).flatMap(([name, f]) => figureFindings(file, name, f));
  for (const [name, text] of Object.entries(data.texts)) {
    if (text.kind === "written") continue;
    const sentences = text.paragraphs.flat();
    found.push(
      ...twice(
        file,
        name,
        sentences.map((s) => s.id),
      ),
    );
    for (const { id, parts } of sentences) {
      const figures = parts.filter((part) => part.kind === "figure");
      const names = figures.map((part) => part.name);
      found.push(...twice(file, `${name} ${id}`, names));
      for (const part of figures) found.push(...figureFindings(file, part.name, part.figure));
    }
  }
  for (const [name, list] of Object.entries(data.lists)) {
    found.push(
      ...twice(
        file,
        name,
        list.rows.map((row) => row.key),
      ),
    );
    for (const row of list.rows)
      for (const [column, figure] of Object.entries(row.figures))
        found.push(...figureFindings(file, `${name} ${row.key} ${column}`, figure));
  }
  return found;
}

const twice = (file: string, name: string, keys: readonly string[]): Diagnostic[] =>
  [...new Set(keys.filter((key, i) => keys.indexOf(key) !== i))].map((key) =>
    bad(file, name, `“${key}”出现两次`, `“${key}” is there twice`),
  );
