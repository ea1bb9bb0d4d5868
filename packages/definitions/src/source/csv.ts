/** Comma-separated text (RFC 4180): quotes, doubled quotes, line breaks inside quotes. */
export interface CsvRow {
  /** 1-based line where the row begins. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** Rows with at least one non-empty cell, the head first. */
export function readCsv(text: string): CsvRow[] {
  const rows: CsvRow[] = [];
  let [cells, cell, line, start, quoted]: [string[], string, number, number, boolean] = [[], "", 1, 1, false];
  const endRow = (): void => {
    cells.push(cell);
    if (cells.some((c) => c.trim() !== "")) rows.push({ line: start, cells });
    [cells, cell, start] = [[], "", line + 1];
  };
  for (let i = 0; i < text.length; i++) {
    const c = text[i] ?? "";
    if (quoted && c === '"' && text[i + 1] === '"') cell += text[++i] ?? "";
    else if (c === '"' && (quoted || cell === "")) quoted = !quoted;
    else if (c === "," && !quoted) {
      cells.push(cell);
      cell = "";
    } else if (c === "\n" && !quoted) endRow();
    else if (c !== "\r" || quoted) cell += c;
    if (c === "\n") line++;
  }
  endRow();
  return rows;
}
