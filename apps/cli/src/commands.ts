/** The commands. */
import { anchorCommandSpec } from "./audit-commands.ts";
import type { CommandSpec, OptionSpec } from "./arguments.ts";
import { backupCommands } from "./backup-commands.ts";
import { compareCommandSpec } from "./compare-spec.ts";
import { importCommandSpec } from "./import-command.ts";
import { peopleCommandSpec } from "./people-command.ts";
import { readCommandSpec } from "./read-command.ts";
import { reportCommandSpec } from "./report-command.ts";
import { runCommands } from "./run-commands.ts";

const decision = { name: "DECISION", help: { zh: "决定目录", en: "a decision folder" } };
const data: OptionSpec = {
  name: "data",
  value: "DIR",
  help: { zh: "数据目录(registers/、returns/)", en: "data folder (registers/, returns/)" },
};
const period: OptionSpec = {
  name: "period",
  value: "PERIOD",
  required: true,
  help: {
    zh: "报告期:2024、2024Q2、2024H1、2024-06、2025-01..09",
    en: "reporting period: 2024, 2024Q2, 2024H1, 2024-06, 2025-01..09",
  },
};
const known: OptionSpec = {
  name: "known",
  value: "DATE",
  help: { zh: "截至哪一天已知的数据(默认全部)", en: "what was known on this day (default: everything)" },
};
const basis: OptionSpec = {
  name: "basis",
  value: "end|start",
  choices: ["end", "start"],
  help: {
    zh: "按期末还是期初的归属(默认期末)",
    en: "memberships at the period's end or start (default: end)",
  },
};

export const COMMANDS: readonly CommandSpec[] = [
  {
    name: "check",
    summary: {
      zh: "检查决定目录:逐条列出问题、规划核对和各类条目数",
      en: "check a decision folder: every problem, the lint of the plan, counts of each kind",
    },
    arguments: [decision],
    options: [],
    example: "lianzhang check decisions/meishan-2023",
  },
  readCommandSpec,
  {
    name: "compute",
    summary: {
      zh: "计算指标、目标、评价和奖补",
      en: "compute indicators, targets, evaluations and incentives",
    },
    arguments: [decision],
    options: [
      data,
      period,
      known,
      {
        name: "indicator",
        value: "ID,...",
        help: { zh: "只算这些指标(默认全部)", en: "only these indicators (default: all)" },
      },
      {
        name: "by",
        value: "ATTR,...",
        help: {
          zh: "分组:county,park 各一组;county+park 交叉;总计总在",
          en: "groupings: county,park one each; county+park crosses; the total is always there",
        },
      },
      basis,
      { name: "out", value: "DIR", help: { zh: "结果写入此目录", en: "write the result into this folder" } },
      {
        name: "format",
        value: "csv|parquet|json",
        choices: ["csv", "parquet", "json"],
        help: { zh: "写入格式(默认 csv)", en: "format to write (default: csv)" },
      },
      {
        name: "plan",
        value: null,
        help: { zh: "只打印查询语句,不计算", en: "print the SQL statements and compute nothing" },
      },
    ],
    example: "lianzhang compute decisions/meishan-2023 --data var/demo --period 2025 --by county",
  },
  {
    name: "evaluate",
    summary: {
      zh: "评价:逐户列出各项得分、总分、名次、等次和一票否决",
      en: "one evaluation: points by criterion, score, place, class and vetoes of each subject",
    },
    arguments: [decision, { name: "ID", help: { zh: "评价的标识", en: "id of an evaluation" } }],
    options: [
      data,
      period,
      known,
      basis,
      {
        name: "out",
        value: "FILE",
        help: { zh: "写入 .csv 或 .json 文件", en: "write a .csv or .json file" },
      },
    ],
    example: "lianzhang evaluate decisions/meishan-2023 per_mu --data var/demo --period 2025",
  },
  {
    name: "entitle",
    summary: {
      zh: "奖补兑现:谁得多少,依据哪一条,出自哪项资金,差额多少",
      en: "incentives: who receives what, by which clause, from which fund, and what is still owed",
    },
    arguments: [decision],
    options: [
      data,
      period,
      known,
      basis,
      {
        name: "out",
        value: "FILE",
        help: { zh: "写入 .csv 或 .json 文件", en: "write a .csv or .json file" },
      },
    ],
    example: "lianzhang entitle decisions/meishan-2023 --data var/demo --period 2025",
  },
  {
    name: "explain",
    summary: {
      zh: "数据溯源:一个数从条款、公式、参数到文件、行、列",
      en: "the trace of one figure: clause, formula, parameters, file, row and column",
    },
    arguments: [
      decision,
      { name: "ID", help: { zh: "指标或目标的标识", en: "id of an indicator or target" } },
    ],
    options: [
      data,
      period,
      known,
      {
        name: "subject",
        value: "S",
        help: { zh: "户级指标的企业代码", en: "code of the subject, for indicators of one firm" },
      },
      {
        name: "group",
        value: "ATTR=VALUE",
        help: {
          zh: "一个分组,如 county=511402;交叉用逗号",
          en: "one cell, as county=511402; a comma crosses",
        },
      },
      basis,
      {
        name: "limit",
        value: "N",
        help: { zh: "每个汇总列出前几户(默认 5)", en: "contributions listed of each aggregate (default: 5)" },
      },
      {
        name: "offset",
        value: "N",
        help: {
          zh: "从第几户起(默认 0),按数值由大到小",
          en: "from which contribution on, largest first (default: 0)",
        },
      },
    ],
    example:
      "lianzhang explain decisions/meishan-2023 lithium_output --data var/demo --period 2025 --group county=511402",
  },
  {
    name: "bridge",
    summary: {
      zh: "两数之差:同名两个数的差额,逐类逐户,合计恰等于差额",
      en: "two figures of one name: what makes the difference, by kind and firm, summing exactly",
    },
    arguments: [decision, { name: "ID", help: { zh: "指标的标识", en: "id of an indicator" } }],
    options: [
      data,
      period,
      known,
      basis,
      {
        name: "against-period",
        value: "PERIOD",
        help: { zh: "对照另一时期的数", en: "against the figure of another period" },
      },
      {
        name: "against-known",
        value: "DATE",
        help: { zh: "对照此日已知的数", en: "against what was known on this day" },
      },
      {
        name: "against-indicator",
        value: "ID",
        help: { zh: "对照另一指标", en: "against another indicator" },
      },
      {
        name: "against",
        value: "published",
        choices: ["published"],
        help: { zh: "对照公布数(reconciles)", en: "against the published figure (reconciles)" },
      },
      {
        name: "against-basis",
        value: "end|start",
        choices: ["end", "start"],
        help: { zh: "对照期初或期末归属的数", en: "against memberships at the period's start or end" },
      },
      {
        name: "group",
        value: "ATTR=VALUE",
        help: { zh: "一个分组,如 county=511402", en: "one cell, as county=511402" },
      },
      {
        name: "against-group",
        value: "ATTR=VALUE",
        help: {
          zh: "对照另一划分的分组,如 appraised_in=ganmei",
          en: "against the cell of another partition, as appraised_in=ganmei",
        },
      },
      {
        name: "limit",
        value: "N",
        help: { zh: "每类列出前几户(默认 5)", en: "firms listed of each part (default: 5)" },
      },
      {
        name: "offset",
        value: "N",
        help: { zh: "从第几户起(默认 0)", en: "from which firm on (default: 0)" },
      },
    ],
    example:
      "lianzhang bridge decisions/meishan-2023 lithium_output --data var/demo --period 2025 --against-period 2024",
  },
  {
    name: "purpose",
    summary: {
      zh: "用途核对:评价、目标、对外发布的数用到哪些字段,是否获准",
      en: "which fields evaluations, targets and published figures read, and whether they may",
    },
    arguments: [decision],
    optional: {
      name: "ID",
      help: { zh: "评价、目标或指标的标识", en: "id of an evaluation, target or indicator" },
    },
    options: [
      {
        name: "use",
        value: "USE",
        choices: ["analysis", "evaluation", "gate", "incentive", "publication"],
        help: { zh: "按此用途核对(默认按各自的用途)", en: "check for this use (default: each for its own)" },
      },
      {
        name: "on",
        value: "DATE",
        help: {
          zh: "授权在哪一天须有效(默认今天)",
          en: "day on which clearances must hold (default: today)",
        },
      },
    ],
    example: "lianzhang purpose decisions/meishan-2023 per_mu",
  },
  {
    name: "burden",
    summary: {
      zh: "填报负担:每年填多少项,哪些重复,哪些没有用到",
      en: "the burden of returns: cells a year, what is asked twice, what nobody uses",
    },
    arguments: [decision],
    options: [
      data,
      {
        ...period,
        required: false,
        help: { zh: "应报户数按哪一期的名录(默认上月)", en: "period of the register (default: last month)" },
      },
    ],
    example: "lianzhang burden decisions/meishan-2023 --data var/demo --period 2025",
  },
  compareCommandSpec({ decision, data, period, known, basis }),
  anchorCommandSpec,
  ...backupCommands,
  importCommandSpec,
  peopleCommandSpec,
  ...runCommands({ decision, data, period, known, basis }),
  reportCommandSpec({ decision, data, period, known }),
  {
    name: "demo",
    summary: {
      zh: "生成虚构的演示城市数据目录(同一种子同一结果)",
      en: "make up a demo city as a data folder (same seed, same city)",
    },
    arguments: [],
    options: [
      {
        name: "firms",
        value: "N",
        help: { zh: "规模以上企业数(默认 900)", en: "firms above designated size (default: 900)" },
      },
      { name: "months", value: "M", help: { zh: "月数(默认 72)", en: "months (default: 72)" } },
      { name: "seed", value: "S", help: { zh: "种子(默认 1)", en: "seed (default: 1)" } },
      {
        name: "out",
        value: "DIR",
        required: true,
        help: { zh: "写入的目录(须为空或是演示目录)", en: "folder to write (empty, or a demo folder)" },
      },
      {
        name: "decision",
        value: "DECISION",
        help: {
          zh: "按哪个决定目录(默认 decisions/meishan-2023)",
          en: "decision folder it is for (default: decisions/meishan-2023)",
        },
      },
    ],
    example: "lianzhang demo --firms 900 --months 72 --seed 1 --out var/demo",
  },
  {
    name: "start",
    summary: { zh: "启动服务和网页", en: "start the server and the page" },
    arguments: [],
    options: [
      {
        name: "decision",
        value: "DECISION",
        help: {
          zh: "决定目录(默认 decisions/meishan-2023)",
          en: "decision folder (default: decisions/meishan-2023)",
        },
      },
      {
        name: "data",
        value: "DIR",
        help: {
          zh: "数据目录(默认演示城市 var/demo,没有则生成)",
          en: "data folder (default: the demo city var/demo, made if absent)",
        },
      },
      {
        name: "store",
        value: "DIR",
        help: { zh: "存放数据库的目录(默认 var)", en: "folder of the database (default: var)" },
      },
      { name: "port", value: "N", help: { zh: "端口(默认 4180)", en: "port (default: 4180)" } },
      {
        name: "host",
        value: "HOST",
        help: { zh: "监听地址(默认 127.0.0.1)", en: "address to listen on (default: 127.0.0.1)" },
      },
      { name: "open", value: null, help: { zh: "在浏览器中打开", en: "open the browser" } },
      {
        name: "database",
        value: "URL",
        help: {
          zh: "自备 PostgreSQL 的地址(默认 DATABASE_URL,没有则用内置)",
          en: "PostgreSQL of your own (default: DATABASE_URL, else the embedded one)",
        },
      },
      {
        name: "key",
        value: "FILE",
        help: {
          zh: "第二因素的密钥文件(默认在数据库目录旁)",
          en: "key file of second factors (default: beside the database)",
        },
      },
      {
        name: "demo-people",
        value: null,
        help: {
          zh: "设置演示身份(正式使用的安装拒绝)",
          en: "make demo people (refused in production)",
        },
      },
      {
        name: "requests-a-minute",
        value: "N",
        help: {
          zh: "每人每分钟的清单、导出和指标查询上限(默认 1200)",
          en: "lists, exports and figures one person may ask for in a minute (default 1200)",
        },
      },
      {
        name: "trust-proxy",
        value: null,
        help: {
          zh: "前置代理说明请求来源(X-Forwarded-*)",
          en: "a proxy in front says where requests come from (X-Forwarded-*)",
        },
      },
    ],
    example: "lianzhang start --port 4180",
  },
];
