/** Plain days between two written days. Pure. */
const DAY = 86_400_000;

/** Days from `a` to `b`, negative when `b` is earlier; null where one is no day. */
export function daysBetween(a: string | undefined, b: string | undefined): number | null {
  const [x, y] = [Date.parse(a ?? ""), Date.parse(b ?? "")];
  return Number.isNaN(x) || Number.isNaN(y) ? null : Math.round((y - x) / DAY);
}
