/**
 * For each character of a scalar's value (and one more for its end), its offset in the file. Needed to
 * place a mistake inside a formula: quotes, escapes, folded lines and block indentation all shift it.
 */
const SPACE = /\s/;

/** Length of an escape sequence of a double-quoted scalar, by the character after the backslash. */
const escapeLength = (letter: string | undefined): number => ({ x: 4, u: 6, U: 10 })[letter ?? ""] ?? 2;

function contentStart(text: string, start: number, type: string): number {
  if (type.startsWith("QUOTE")) return start + 1;
  if (!type.startsWith("BLOCK")) return start;
  const lineEnd = text.indexOf("\n", start);
  return lineEnd < 0 ? start : lineEnd + 1;
}

/** Skips what the file has and the value has not: indentation, folded breaks, an escaped line break. */
function skipTo(text: string, from: number, end: number, character: string, type: string): number {
  let at = from;
  while (at < end && text[at] !== character) {
    if (SPACE.test(text[at] ?? "")) at++;
    else if (type === "QUOTE_DOUBLE" && text[at] === "\\" && text[at + 1] === "\n") at += 2;
    else break;
  }
  return at;
}

export function scalarOffsets(
  text: string,
  start: number,
  end: number,
  type: string,
  value: string,
): number[] {
  const offsets: number[] = [];
  let at = contentStart(text, start, type);
  for (const character of value.split("")) {
    if (SPACE.test(character)) {
      offsets.push(Math.min(at, end));
      if (SPACE.test(text[at] ?? "")) at++;
      continue;
    }
    at = skipTo(text, at, end, character, type);
    offsets.push(Math.min(at, end));
    if (text[at] === character) at += type === "QUOTE_SINGLE" && character === "'" ? 2 : 1;
    else if (type === "QUOTE_DOUBLE" && text[at] === "\\") at += escapeLength(text[at + 1]);
  }
  offsets.push(Math.min(at, end));
  return offsets;
}
