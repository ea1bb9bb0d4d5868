/** Options of `report`: documents of the month's work. */
import type { CommandSpec } from "./arguments.ts";
import type { Shared } from "./run-commands.ts";

export const reportCommandSpec = (shared: Omit<Shared, "basis">): CommandSpec => ({
  name: "report",
  summary: {
    zh: "运行调度的材料:当月预估(estimate)、快速调查企业建议名单(survey-firms)、序时进度(pace)",
    en: "papers of the month: its estimate (estimate), whom its survey should ask (survey-firms), pace of the year (pace)",
  },
  arguments: [
    { name: "WHAT", help: { zh: "estimate、survey-firms 或 pace", en: "estimate, survey-firms or pace" } },
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
        zh: "estimate:分组,如 county、park、chain、industry、managed_by(默认 county)",
        en: "estimate: grouping, as county, park, chain, industry, managed_by (default: county)",
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
  ],
  example: "lianzhang report estimate decisions/meishan-2023 --data var/demo --period 2025-06 --by county",
});
