import { dictionary } from "./dictionary.ts";

/** 办理经过: what was done to a return; and that it is gone. */
export const returnStoryWords = dictionary(
  {
    history: "办理经过",
    begun: "建立报表",
    send: "报送",
    take_back: "收回",
    accept: "受理",
    return: "退回修改",
    withdraw: "撤回",
    purge: "依令清除",
    corrected: (cell: string, before: string, after: string) => `${cell} ${before} 改为 ${after}`,
    remark: "说明",
    more: (n: number) => `显示其余 ${n} 条`,
    event: "事件号",
    purged: "内容已依令清除:文件和各格不再留存,不计入任何指标",
    consentGone: "授权已撤回,内容已清除:文件和各格不再留存,不计入任何指标",
  },
  {
    history: "What was done",
    begun: "begun",
    send: "sent",
    take_back: "taken back",
    accept: "accepted",
    return: "returned for correction",
    withdraw: "withdrawn",
    purge: "purged by order",
    corrected: (cell: string, before: string, after: string) => `${cell}: ${before} became ${after}`,
    remark: "Explanation",
    more: (n: number) => `Show ${n} more`,
    event: "Event",
    consentGone:
      "The consent was withdrawn and the content purged: its files and cells are gone, and no figure uses it",
    purged: "Purged by order: its files and cells are gone, and no figure uses it",
  },
);
