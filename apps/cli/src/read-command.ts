/** The command line of `read`. */
import type { CommandSpec } from "./arguments.ts";

export const readCommandSpec: CommandSpec = {
  name: "read",
  summary: {
    zh: "读决定、方案、报告的文字:条款、目标、责任单位",
    en: "read the text of a decision, scheme or report: clauses, targets, responsible units",
  },
  arguments: [
    {
      name: "FILE",
      help: { zh: "决定的文字(docx、pdf、html、txt)", en: "text of a decision (docx, pdf, html, txt)" },
    },
  ],
  options: [
    {
      name: "against",
      value: "FILE",
      help: {
        zh: "与先前的文件对比:新增、取消、提高、降低的目标",
        en: "compare with an earlier document: targets new, dropped, raised, lowered",
      },
    },
    {
      name: "out",
      value: "DIR",
      help: { zh: "在此空目录写出决定目录草稿", en: "write a draft decision folder into this empty folder" },
    },
    {
      name: "decision",
      value: "DIR",
      help: {
        zh: "草稿与此决定目录对应:条款、指标、单位",
        en: "bind the draft to this decision folder: clauses, indicators, units",
      },
    },
  ],
  example: "lianzhang read decision.docx --json",
};
