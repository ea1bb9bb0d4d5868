/** Numbers as a text writes them, as exact decimals. */
import { readNumerals } from "@lianzhang/intake";
import { toDouble } from "@lianzhang/kernel";

/** A whole number in digits or Chinese numerals, as digits. */
export function wholeNumeral(written: string): string | null {
  if (/^\d+$/.test(written)) return String(Number(written));
  const read = readNumerals(written);
  if (read !== null) return read.den === 1n ? String(read.num) : null;
  // 二〇二六: digit by digit
  const digits = [...written].map((c) => "〇一二三四五六七八九".indexOf(c === "零" ? "〇" : c));
  return digits.every((d) => d >= 0) ? digits.join("") : null;
}

export function numeralValue(written: string): number | null {
  const read = readNumerals(written.replaceAll(/,(?=\d{3})/g, ""));
  return read === null ? null : toDouble(read);
}
