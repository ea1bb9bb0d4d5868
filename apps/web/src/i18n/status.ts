/** A target's status in the words officials use. */
import type { Status } from "@lianzhang/contract";
import type { Label } from "@lianzhang/kernel";

export const statusWords: Readonly<Record<Status, Label>> = {
  met: { zh: "已完成", en: "Met" },
  on_course: { zh: "符合序时进度", en: "On schedule" },
  behind: { zh: "滞后于序时进度", en: "Behind schedule" },
  will_miss: { zh: "预计难以完成", en: "Unlikely to be met" },
  no_data: { zh: "暂无数据(口径待明确)", en: "No data (definition pending)" },
};

/** Of a year that is over. */
export const notMet: Label = { zh: "未完成", en: "Not met" };

export const statusShort: Readonly<Record<Status, Label>> = {
  ...statusWords,
  no_data: { zh: "暂无数据", en: "No data" },
};
