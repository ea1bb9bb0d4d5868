/** The table behind a chart: what the table view shows, the CSV holds and the text alternative reads out. */
export interface ChartTable {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** `Title. Period Value: 2024 1665, 2025 1842.7.` The first twelve rows, then how many more. */
export function alternative(title: string, table: ChartTable): string {
  const rows = table.rows.slice(0, 12).map((row) => row.join(" "));
  const more = table.rows.length - rows.length;
  return `${title}. ${table.head.join(", ")}: ${rows.join("; ")}${more > 0 ? `; … +${more}` : ""}.`;
}
