import { dictionary } from "./dictionary.ts";

/** 依令清除: a return goes for good. */
export const purgeWords = dictionary(
  {
    purgeNote:
      "文件、改正和说明的内容从库中清除,各日期的指标都不再用它,引用它的文书一并清除;审计链留下已清除的记录。不可撤销。",
    purgeOrder: "依据(清除令文号或下令单位)",
    purgeYes: "清除",
    purgeDone: (n: number) => `已清除,共 ${n} 份清除证明,请下载保存`,
    purgeFile: (number: string) => `清除证明-${number}.json`,
  },
  {
    purgeNote:
      "Files, corrections and explanations go from the store, no figure of any day uses them, and documents that quote them go too; the audit chain keeps that they were there. It cannot be undone.",
    purgeOrder: "Ordered by (number of the order, or who gave it)",
    purgeYes: "Purge",
    purgeDone: (n: number) => `Purged: ${n} certificates, download and keep them`,
    purgeFile: (number: string) => `purge-certificate-${number}.json`,
  },
);
