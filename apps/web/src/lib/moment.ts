/** Moments as people read them, by the clock of the one who looks. */
import type { Language } from "@lianzhang/kernel";

/** `2026-03-10 09:00`; what is no moment stays as it is. */
export function momentText(moment: string, language: Language): string {
  const at = new Date(moment);
  if (Number.isNaN(at.getTime())) return moment;
  const format = new Intl.DateTimeFormat(language === "zh" ? "zh-CN" : "en-GB", {
    dateStyle: "medium",
    timeStyle: "short",
  });
  return format.format(at);
}

/** The day alone. */
export function dayText(moment: string, language: Language): string {
  const at = new Date(moment);
  if (Number.isNaN(at.getTime())) return moment;
  return new Intl.DateTimeFormat(language === "zh" ? "zh-CN" : "en-GB", { dateStyle: "medium" }).format(at);
}
