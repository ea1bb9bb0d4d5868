/**
 * Exact decimals for showing. The server sends every number as decimal text; the page shifts, rounds and
 * groups it with integers only, so that what is read is what was computed.
 */
export interface Decimal {
  /** value = digits / 10^scale */
  readonly digits: bigint;
  readonly scale: number;
}

/** Reads `-12.340`; null when it is no plain decimal. */
export function parseDecimal(text: string): Decimal | null {
  const m = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (!m) return null;
  const fraction = m[3] ?? "";
  const digits = BigInt((m[2] ?? "") + fraction);
  return { digits: m[1] === "-" ? -digits : digits, scale: fraction.length };
}

/** The value times 10^places. */
export const shift = (d: Decimal, places: number): Decimal =>
  places <= d.scale
    ? { digits: d.digits, scale: d.scale - places }
    : { digits: d.digits * 10n ** BigInt(places - d.scale), scale: 0 };

/** Half away from zero, as the tables of the statistics bureau round. */
export function round(d: Decimal, decimals: number): Decimal {
  if (decimals >= d.scale) return { digits: d.digits * 10n ** BigInt(decimals - d.scale), scale: decimals };
  const unit = 10n ** BigInt(d.scale - decimals);
  const size = d.digits < 0n ? -d.digits : d.digits;
  const rounded = (size + unit / 2n) / unit;
  return { digits: d.digits < 0n ? -rounded : rounded, scale: decimals };
}

export function add(a: Decimal, b: Decimal): Decimal {
  const scale = Math.max(a.scale, b.scale);
  return {
    digits: a.digits * 10n ** BigInt(scale - a.scale) + b.digits * 10n ** BigInt(scale - b.scale),
    scale,
  };
}
export const negate = (d: Decimal): Decimal => ({ digits: -d.digits, scale: d.scale });
/** As the server writes decimals: `-12.34`. */
export const toText = (d: Decimal): string => print(d).replaceAll(",", "").replace("−", "-");

export const isZero = (d: Decimal): boolean => d.digits === 0n;

/** Decimals needed to keep two significant digits, between `least` and `most`: 0.0123 is not shown as 0.0. */
export function decimalsFor(d: Decimal, least: number, most: number): number {
  for (let n = least; n < most; n++) {
    const r = round(d, n).digits;
    if (r >= 10n || r <= -10n) return n;
  }
  return isZero(d) ? least : most;
}

/** Whole part grouped by commas from five digits on; `-` becomes −; `signed` writes + as well. */
export function print(d: Decimal, signed = false): string {
  const size = (d.digits < 0n ? -d.digits : d.digits).toString().padStart(d.scale + 1, "0");
  const whole = size.slice(0, size.length - d.scale);
  const fraction = d.scale > 0 ? `.${size.slice(size.length - d.scale)}` : "";
  const grouped = whole.length > 4 ? whole.replaceAll(/\B(?=(\d{3})+$)/g, ",") : whole;
  const sign = d.digits < 0n ? "−" : signed && d.digits > 0n ? "+" : "";
  return sign + grouped + fraction;
}
