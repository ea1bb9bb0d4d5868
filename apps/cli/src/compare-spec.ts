/** The command `compare`: its arguments and options. */
import type { CommandSpec } from "./arguments.ts";
import type { Shared } from "./run-commands.ts";

export const compareCommandSpec = (shared: Shared): CommandSpec => ({
  name: "compare",
  summary: {
    zh: "情景测算:假设一改,各数变多少、谁变了",
    en: "what a scenario changes: every figure beside what is, and who moved",
  },
  arguments: [shared.decision],
  options: [
    shared.data,
    {
      name: "scenario",
      value: "FILE",
      required: true,
      help: { zh: "情景文件(YAML,见 docs/scenarios.md)", en: "scenario file (YAML, see docs/scenarios.md)" },
    },
    shared.period,
    shared.known,
    {
      name: "indicator",
      value: "ID,...",
      help: { zh: "只比这些指标(默认全部)", en: "only these indicators (default: all)" },
    },
    {
      name: "by",
      value: "ATTR,...",
      help: {
        zh: "分组:county,park 各一组;county+park 交叉",
        en: "groupings: county,park one each; county+park crosses",
      },
    },
    {
      name: "crossing",
      value: "ID=AMOUNT,...",
      help: {
        zh: "列出越过此值的对象,如 tax_per_mu=20",
        en: "list who passed this value, as tax_per_mu=20",
      },
    },
    shared.basis,
    {
      name: "limit",
      value: "N",
      help: {
        zh: "每项指标列出变动最大的几个(默认 10)",
        en: "largest moves listed of each indicator (default: 10)",
      },
    },
    {
      name: "baseline",
      value: "RUN",
      help: {
        zh: "以已存的运行记录为现状,只算情景一侧",
        en: "a stored run as what is: only the scenario is computed",
      },
    },
    {
      name: "runs",
      value: "DIR",
      help: { zh: "运行记录目录(--baseline 写哈希时)", en: "folder of run records (for --baseline by hash)" },
    },
  ],
  example:
    "lianzhang compare decisions/meishan-2023 --data var/demo --scenario decisions/meishan-2023/scenarios/lithium-slump.yaml --period 2025 --by county",
});
