/** Made-up requests, visits and arrears (演示数据). */
import type { Actor, DemoStep, DemoStory, Player } from "./demo-player.ts";
import type { DemoFirm } from "./demo-service.ts";

export interface Told {
  /** The firm one of the demo people works for. */
  readonly own: DemoFirm;
  readonly other: (i: number) => DemoFirm;
}

const OFFICE = "economy_bureau";
const COUNTY = "511402";
const section: Actor = ["section_head"];
const county: Actor = ["county_office", COUNTY];
const department: Actor = ["department_office", OFFICE];
const firm: Actor = ["enterprise_user"];

const taken: DemoStep = {
  by: section,
  to: "handled",
  values: { request_department: OFFICE, request_handler: "演示·周敏" },
};
const answered = (player: Player, number: number): DemoStep => ({
  by: department,
  to: "answered",
  values: { request_answered_on: player.on(0) },
  document: [`演示答复〔${number}〕号`, "关于企业诉求的答复函"],
});

export const requestStories = (p: Player, { own, other }: Told): readonly DemoStory[] =>
  (
    [
      ["变电站容量不足,扩产用电无法接入", own, -4, [taken]],
      ["申请协调危化品运输通行时段", own, -9, [taken, answered(p, 1)]],
      ["技改项目备案资料清单不明确", other(0), -20, [taken]],
      ["员工子女入学名额", other(1), -2, []],
      ["厂区门口道路破损影响重车通行", other(2), 0, []],
      ["研发费用加计扣除政策咨询", other(3), -8, [taken, answered(p, 2)]],
      [
        "申请延长蒸汽供应检修通知期",
        own,
        -15,
        [taken, answered(p, 3), { by: firm, to: "closed", values: { request_satisfied: true } }],
      ],
      [
        "要求减免厂房租金",
        other(4),
        -6,
        [{ by: section, to: "refused", reason: "租赁合同为双方民事约定,已告知协商和调解途径" }],
      ],
    ] as const
  ).map(([title, of, came, steps], i) => ({
    procedure: "request",
    code: `演示诉求-${String(i + 1).padStart(2, "0")}`,
    by: county,
    values: {
      request_title: `演示·${title}`,
      request_enterprise: of.code,
      request_county: of.county,
      request_came_on: p.on(came),
    },
    steps,
  }));

const joined: DemoStep = { by: section, to: "joined" };

export const visitStories = (p: Player, { own, other }: Told): readonly DemoStory[] => {
  const seen: DemoStep = {
    by: county,
    to: "visited",
    values: {
      visited_on: p.on(-1),
      visit_findings: "三条产线开两条,订单排到明年一季度,原料库存约二十天",
      visit_requests: "1",
      visit_follow_up: "用电扩容由经信局牵头答复",
    },
  };
  return (
    [
      ["了解扩产用电需求", own, 3, OFFICE, []],
      ["核对技改设备清单", own, 5, "development_reform", []],
      ["安全生产复查整改情况", other(0), 2, OFFICE, [joined]],
      ["企业邀请:新产线投产", other(1), -1, OFFICE, [joined, seen]],
      ["调研锂盐库存和价格", other(2), -6, OFFICE, []],
      ["对接首台套申报", other(3), -3, OFFICE, [joined, seen, { by: section, to: "closed" }]],
    ] as const
  ).map(([reason, of, planned, unit, steps], i) => ({
    procedure: "visit",
    code: `演示走访-${String(i + 1).padStart(2, "0")}`,
    by: county,
    values: {
      visit_enterprise: of.code,
      visit_county: COUNTY,
      visit_department: unit,
      visit_planned_on: p.on(planned),
      visit_reason: reason,
      visit_invited: reason.startsWith("企业邀请"),
    },
    steps,
  }));
};

export const arrearsStories = (p: Player, { own, other }: Told): readonly DemoStory[] => {
  const verifying: DemoStep = { by: section, to: "verifying" };
  const confirmed = (amount: string): DemoStep => ({
    by: department,
    to: "confirmed",
    values: { arrears_confirmed: true, arrears_amount: amount },
  });
  const plan = (days: number): DemoStep => ({
    by: department,
    to: "paying",
    values: { arrears_plan: p.on(days) },
    evidence: [["plan"]],
  });
  return (
    [
      // waits for the firm's own confirmation
      ["演示·城建平台公司", own, "286.4", [verifying, confirmed("286.4")]],
      ["演示·市政工程项目部", own, "118", [verifying, { ...confirmed("118"), signedBy: firm }, plan(-3)]],
      ["演示·园区开发公司", other(0), "64.5", []],
      ["演示·省外整车厂", other(1), "1320", [verifying]],
      [
        "演示·职业学校",
        other(2),
        "32",
        [
          verifying,
          {
            by: department,
            to: "unfounded",
            reason: "质保期未满,尾款未到期",
            document: ["演示核实〔1〕号", "核实情况告知书"],
          },
        ],
      ],
    ] as const
  ).map(([debtor, of, amount, steps], i) => ({
    procedure: "arrears",
    code: `演示账款-${String(i + 1).padStart(2, "0")}`,
    by: county,
    values: {
      arrears_creditor: of.code,
      arrears_debtor: debtor,
      arrears_county: COUNTY,
      arrears_department: OFFICE,
      arrears_due: p.on(-120 - i * 40),
      arrears_amount: amount,
    },
    steps,
  }));
};
