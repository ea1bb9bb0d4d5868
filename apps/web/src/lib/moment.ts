/** Moments as people read them, by the clock of the city: Beijing time, as days and deadlines are. */
import type { Language } from "@lianzhang/kernel";

const ZONE = "Asia/Shanghai";

/** Today where the city is: `2026-11-27`. */
export const cityToday = (now: Date = new Date()): string =>
  new Intl.DateTimeFormat("en-CA", { timeZone: ZONE }).format(now);

/** `2026-03-10 09:00`; what is no moment stays as it is. */
export function momentText(moment: string, language: Language): string {
  const at = new Date(moment);
  if (Number.isNaN(at.getTime())) return moment;
  const format = new Intl.DateTimeFormat(language === "zh" ? "zh-CN" : "en-GB", {
    dateStyle: "medium",
    timeStyle: "short",
    timeZone: ZONE,
  });
  return format.format(at);
}

/** The day alone. */
export function dayText(moment: string, language: Language): string {
  const at = new Date(moment);
  if (Number.isNaN(at.getTime())) return moment;
  const locale = language === "zh" ? "zh-CN" : "en-GB";
  return new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: ZONE }).format(at);
}
