import { dictionary } from "./dictionary.ts";

/** 报送: tables that need no word, findings of one kind, rows set aside. */
export const returnRowsWords = dictionary(
  {
    tablesSettled: (tables: number, rows: number, all: boolean) =>
      `${all ? "全部" : "其余"} ${tables} 张表已认定,共 ${rows} 行`,
    tablesShow: "逐张查看",
    tablesHide: "收起",
    kindMore: (n: number) => `同类还有 ${n} 条`,
    kindLess: "收起同类",
    setAside: "留存不计入…",
    setAsideAll: (n: number) => `同类 ${n} 行都留存不计入…`,
    asideAsk: (n: number) => `${n} 行留在原文件中,不参加汇总和计算;可随时恢复。`,
    asideReason: "为什么不计入",
    asideReasonHint: "如:不属于本市登记企业",
    asideDo: "留存不计入",
    aside: "留存不计入的行",
    asideHint: (n: number) => `${n} 行留在原文件中,不参加汇总和计算,也不再核对。`,
    asideBack: "恢复",
    asideBackAll: "全部恢复",
    asideMore: (n: number) => `另有 ${n} 行`,
    asideWhy: (reason: string, by: string, on: string) => `${reason}(${by},${on})`,
    cancel: "取消",
    provides: "本单位提供的数据",
    provide: "提供",
    providesFinding: (lacking: number, open: number, sent: number) =>
      [
        lacking > 0 ? `${lacking} 种数据待提供` : "最近一期的数据都已着手",
        open > 0 ? `${open} 份填报中` : "",
        sent > 0 ? `${sent} 份待受理` : "",
      ]
        .filter((t) => t !== "")
        .join(","),
    matchFile: "下载比对报告",
  },
  {
    tablesSettled: (tables, rows, all) =>
      `${all ? "All" : "The other"} ${tables} tables are settled, ${rows} rows`,
    tablesShow: "Show each",
    tablesHide: "Hide them",
    kindMore: (n) => `${n} more of this kind`,
    kindLess: "Fewer of this kind",
    setAside: "Set aside…",
    setAsideAll: (n) => `Set all ${n} rows of this kind aside…`,
    asideAsk: (n) => `${n} rows stay in the file and count nowhere; they can be taken back in at any time.`,
    asideReason: "Why they do not count",
    asideReasonHint: "for example: not a firm registered in this city",
    asideDo: "Set aside",
    aside: "Rows set aside",
    asideHint: (n) => `${n} rows stay in the file, count nowhere and are not checked.`,
    asideBack: "Take back in",
    asideBackAll: "Take all back in",
    asideMore: (n) => `${n} more rows`,
    asideWhy: (reason, by, on) => `${reason} (${by}, ${on})`,
    cancel: "Cancel",
    provides: "What this office provides",
    provide: "Provide",
    providesFinding: (lacking, open, sent) =>
      [
        lacking > 0 ? `${lacking} kinds of data to provide` : "All data of the latest period are under way",
        open > 0 ? `${open} in preparation` : "",
        sent > 0 ? `${sent} waiting to be accepted` : "",
      ]
        .filter((t) => t !== "")
        .join(", "),
    matchFile: "Download the match report",
  },
);
