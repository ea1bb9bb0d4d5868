/** Made-up tasks of a made-up paper (演示数据), in every state a task can be in. */
import { monthOf } from "./month.ts";
import type { DemoGround, DemoStep, Player } from "./demo-player.ts";

const PAPER = "演示·建圈强链任务分工方案";
const OFFICE = "economy_bureau";
const supervision = ["supervision_office"] as const;
const lead = (scope: string) => ["department_office", scope] as const;

interface DemoTask {
  readonly title: string;
  readonly unit: string;
  readonly support: string;
  /** Days from today. */
  readonly due: number;
  readonly clause: string;
  readonly steps: (player: Player) => readonly DemoStep[];
}

const accept = (unit: string): DemoStep => ({ by: lead(unit), to: "doing" });
const submit = (unit: string): DemoStep => ({ by: lead(unit), to: "submitted" });
const urge = (number: number, reason: string): DemoStep => ({
  by: supervision,
  to: "urged",
  reason,
  document: [`演示督办〔${number}〕号`, "关于加快办理任务事项的督办通知单"],
});

const TASKS: readonly DemoTask[] = [
  {
    title: "编制锂电产业链图谱和招引目标企业清单",
    unit: OFFICE,
    support: "商务局、统计局",
    due: -6,
    clause: "2/4",
    steps: () => [accept(OFFICE)],
  },
  {
    title: "建立链长联席会议季度调度制度",
    unit: OFFICE,
    support: "",
    due: 4,
    clause: "6/19",
    steps: () => [accept(OFFICE)],
  },
  {
    title: "摸清规模以上企业首台套产品需求",
    unit: OFFICE,
    support: "科学技术局",
    due: 5,
    clause: "4/11",
    steps: () => [accept(OFFICE), submit(OFFICE)],
  },
  {
    title: "推进园区污水管网扩容",
    unit: "development_reform",
    support: "自然资源局",
    due: -13,
    clause: "5/15",
    steps: () => [accept("development_reform")],
  },
  {
    title: "完成工业用电需求侧响应方案",
    unit: "development_reform",
    support: OFFICE,
    due: 18,
    clause: "4/13",
    steps: () => [accept("development_reform"), urge(1, "省级要求提前报送,方案尚未征求意见")],
  },
  {
    title: "制定创新平台培育清单",
    unit: OFFICE,
    support: "科学技术局",
    due: 12,
    clause: "4/11",
    steps: (p) => [
      accept(OFFICE),
      submit(OFFICE),
      { by: supervision, to: "closed", values: { task_evidenced: true, task_closed_on: p.on(0) } },
    ],
  },
  {
    title: "梳理低效工业用地清单",
    unit: "natural_resources",
    support: "各县(区)",
    due: 24,
    clause: "5/15",
    steps: () => [],
  },
  {
    title: "落实链主企业外出招商计划",
    unit: "commerce_bureau",
    support: OFFICE,
    due: 3,
    clause: "5/14",
    steps: () => [],
  },
  {
    title: "组织产教融合订单班对接",
    unit: "human_resources",
    support: "教育主管部门",
    due: 30,
    clause: "4/12",
    steps: () => [],
  },
  {
    title: "开展锂电产品质量提升行动",
    unit: OFFICE,
    support: "市场监督管理局",
    due: 33,
    clause: "4/12",
    steps: () => [
      accept(OFFICE),
      submit(OFFICE),
      { by: supervision, to: "doing", reason: "佐证只覆盖两户企业,请补充" },
    ],
  },
];

/** Targets of the decision that became tasks, and who leads each. */
const TARGETS: Readonly<Record<string, string>> = {
  "innovation-platforms-2027": "science_bureau",
  "lithium-scale-2027": OFFICE,
  "firms-100-2027": OFFICE,
  "rnd-intensity-2027": "science_bureau",
};

export async function enterTasks({ model, registers, cases }: DemoGround, player: Player): Promise<void> {
  const acting = player.acting(supervision);
  if (acting === null || (await registers.lastEvent("task")) !== null) return;
  const label = (code: string): string =>
    model.classifications.get("department")?.codes.find((c) => c.code === code)?.label.zh ?? code;
  const table = [
    ["序号", "任务事项", "牵头单位", "配合单位", "完成时限", "条款"],
    ...TASKS.map((t, i) => [
      String(i + 1),
      `演示·${t.title}`,
      label(t.unit),
      label(t.support),
      player.on(t.due),
      t.clause,
    ]),
  ];
  const paper = { kind: "paper", paper: PAPER, table } as const;
  await cases.importTasks(acting, { procedure: "task", from: paper, reason: "演示数据" });
  for (const [i, t] of TASKS.entries())
    await player.go("task", `${PAPER}#${i + 1}`.normalize("NFKC"), t.steps(player));
  await enterTargets(model, registers, cases, player);
}

async function enterTargets(
  model: DemoGround["model"],
  registers: DemoGround["registers"],
  cases: DemoGround["cases"],
  player: Player,
): Promise<void> {
  const acting = player.acting(supervision);
  const targets = Object.keys(TARGETS).filter((id) => model.targets.has(id));
  if (acting === null || targets.length === 0) return;
  const from = { kind: "targets", targets } as const;
  const { opened } = await cases.importTasks(acting, {
    procedure: "task",
    from,
    reason: "目标分解(演示)",
  });
  const now = new Date();
  for (const code of opened) {
    const record = await registers.find("task", { code });
    const unit = TARGETS[code.replace(/^target:/u, "")];
    if (record === null || unit === undefined) continue;
    const values = { task_department: unit };
    await registers.change(acting, "task", {
      id: record.id,
      version: record.version,
      edit: { kind: "change", from: monthOf(now), values },
      reason: "演示分工",
    });
    if (unit === OFFICE) await player.go("task", code, [accept(OFFICE)]);
  }
}
