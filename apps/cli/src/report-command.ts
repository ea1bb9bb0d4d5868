/** Options of `report`: documents of the month's work. */
import type { CommandSpec } from "./arguments.ts";
import type { Shared } from "./run-commands.ts";

/** Options of `report targets`. */
const TARGETS: CommandSpec["options"] = [
  {
    name: "year",
    value: "YEAR",
    help: {
      zh: "targets:哪一年的目标(默认 --period 所在年)",
      en: "targets: of which year (default: that of --period)",
    },
  },
  {
    name: "unit",
    value: "UNIT",
    help: {
      zh: "targets:只看一个单位,写名称、代码或 appraised_in:511402",
      en: "targets: one unit only, by name, code or appraised_in:511402",
    },
  },
  {
    name: "department",
    value: "ID",
    help: {
      zh: "targets:只看一个责任部门,写名称或标识",
      en: "targets: one department only, by name or id",
    },
  },
];

/** Options of `report papers`. */
const PAPERS: CommandSpec["options"] = [
  {
    name: "kind",
    value: "KIND",
    help: {
      zh: "papers:monthly-analysis(运行分析)、chain-brief(链长呈阅件)、special-report(工作专报)、supervision-notice(督办通知单)",
      en: "papers: monthly-analysis, chain-brief, special-report or supervision-notice",
    },
  },
  {
    name: "chain",
    value: "ID",
    help: {
      zh: "papers:产业链(链长呈阅件必填;工作专报不写即全市)",
      en: "papers: the chain (a brief needs it; a report without it is of the city)",
    },
  },
  {
    name: "goal",
    value: "ID",
    help: { zh: "papers:督办通知单的目标", en: "papers: the target of a supervision notice" },
  },
  {
    name: "text",
    value: "NAME=WORDS",
    many: true,
    help: {
      zh: "papers:由人填写的栏目,可写多次,如 存在问题=…",
      en: "papers: a field that people write, may stand several times",
    },
  },
  {
    name: "out",
    value: "DIR",
    help: {
      zh: "papers、workbook:写到哪个目录(默认当前目录);targets:另写一份 xlsx 到该目录",
      en: "papers, workbook: folder to write to (default: this one); targets: folder for an xlsx as well",
    },
  },
];

/** Options of `report workbook`. */
const WORKBOOK: CommandSpec["options"] = [
  {
    name: "workbook",
    value: "FILE",
    help: { zh: "workbook:上级下发的空表(xlsx)", en: "workbook: the workbook from above (xlsx)" },
  },
  {
    name: "suggest",
    value: null,
    help: {
      zh: "workbook:按表头建议各格填什么数,写出对应关系供核对",
      en: "workbook: suggest from its heads what its cells ask for, and write a mapping to look through",
    },
  },
  {
    name: "mapping",
    value: "FILE",
    help: { zh: "workbook:核对过的对应关系", en: "workbook: the mapping that was looked through" },
  },
];

export const reportCommandSpec = (shared: Omit<Shared, "basis">): CommandSpec => ({
  name: "report",
  summary: {
    zh: "运行调度的材料:当月预估(estimate)、快速调查企业建议名单(survey-firms)、序时进度(pace)、目标责任书(targets)、材料文书(papers)、上级报表(workbook)",
    en: "papers of the month: its estimate (estimate), whom its survey should ask (survey-firms), pace of the year (pace), targets by year, unit and department (targets), Word documents (papers), workbooks from above (workbook)",
  },
  arguments: [
    {
      name: "WHAT",
      help: {
        zh: "estimate、survey-firms、pace、targets、papers 或 workbook",
        en: "estimate, survey-firms, pace, targets, papers or workbook",
      },
    },
    shared.decision,
  ],
  options: [
    shared.data,
    shared.period,
    {
      ...shared.known,
      help: {
        zh: "截至哪一天已知的数据(estimate 默认该月快速调查截止日)",
        en: "what was known on this day (estimate: by default the day the month's survey is due)",
      },
    },
    {
      name: "by",
      value: "GROUP",
      help: {
        zh: "estimate:分组,如 county、park、chain、industry、managed_by(默认 county);workbook:同名时按哪种分组,如 county",
        en: "estimate: grouping, as county, park, chain, industry, managed_by (default: county); workbook: which grouping a name of several means, as county",
      },
    },
    {
      name: "answers",
      value: "corrected|as-said",
      choices: ["corrected", "as-said"],
      help: {
        zh: "estimate:企业预计数按以往偏差校正(默认)或照填报数",
        en: "estimate: answers corrected by their record (default), or as said",
      },
    },
    {
      name: "share",
      value: "N",
      help: {
        zh: "survey-firms:覆盖近 12 个月产值的百分之几(默认 80)",
        en: "survey-firms: percent of the output of the last twelve months (default: 80)",
      },
    },
    {
      name: "indicator",
      value: "ID",
      help: { zh: "pace:指标(全年累计数)", en: "pace: an indicator that adds up through the year" },
    },
    {
      name: "target",
      value: "AMOUNT",
      help: { zh: "pace:全年目标数,按指标的单位", en: "pace: amount for the year in the indicator's unit" },
    },
    ...TARGETS,
    ...PAPERS,
    ...WORKBOOK,
  ],
  example: "lianzhang report estimate decisions/meishan-2023 --data var/demo --period 2025-06 --by county",
});
