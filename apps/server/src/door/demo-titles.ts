/** Made-up applications for titles and open challenges (演示数据). */
import type { Told } from "./demo-firms.ts";
import type { Actor, DemoStep, DemoStory, Player } from "./demo-player.ts";

const OFFICE = "economy_bureau";
const department: Actor = ["department_office", OFFICE];
const section: Actor = ["section_head"];
const firm: Actor = ["enterprise_user"];

export const awardStories = (p: Player, { own, other }: Told): readonly DemoStory[] => {
  const compare: DemoStep = { by: department, to: "matching" };
  const draft: DemoStep = {
    by: department,
    to: "drafting",
    values: { award_conditions_met: true, award_batch: "演示·第二批" },
  };
  const file = (number: number): DemoStep => ({
    by: department,
    to: "filed",
    values: { award_filed_on: p.on(0) },
    evidence: [["dossier"]],
    document: [`演示推荐〔${number}〕号`, "推荐函"],
    signedBy: section,
  });
  const back: DemoStep = {
    by: department,
    to: "reserve",
    reason: "研发投入占比还差 0.6 个百分点",
    values: { award_gap: "研发投入占比 2.4 %,条件为 3 %" },
  };
  return (
    [
      ["国家级制造业单项冠军", "国家级", own, [compare]],
      ["国家级绿色工厂", "国家级", other(0), [compare, draft]],
      ["省级专精特新中小企业", "省级", other(1), [compare, draft, file(1)]],
      ["省级企业技术中心", "省级", other(2), [compare, back]],
      [
        "省级智能工厂",
        "省级",
        other(3),
        [
          compare,
          draft,
          file(2),
          {
            by: department,
            to: "won",
            values: { award_number: "演示认定〔6〕号", award_valid_until: p.on(1095) },
            evidence: [["award", "演示认定〔6〕号"]],
          },
        ],
      ],
    ] as const
  ).map(([title, level, of, steps], i) => ({
    procedure: "award_application",
    code: `演示争创-${String(i + 1).padStart(2, "0")}`,
    by: department,
    values: {
      award_title: `演示·${title}`,
      award_level: level,
      award_department: OFFICE,
      award_enterprise: of.code,
      award_county: of.county,
      ...(i === 4 ? { award_review_on: p.on(365) } : {}),
    },
    steps,
  }));
};

export const challengeStories = (p: Player, { own, other }: Told): readonly DemoStory[] => {
  const list = (amount: string, n: number): DemoStep => ({
    by: department,
    to: "listed",
    values: { challenge_amount: amount },
    document: [`演示榜单〔${n}〕号`, "榜单公告"],
    signedBy: firm,
  });
  const take = (winner: string): DemoStep => ({
    by: department,
    to: "taken",
    values: { challenge_winner: winner },
    evidence: [["plan"]],
  });
  const sign = (node: number, end: number): DemoStep => ({
    by: firm,
    to: "contracted",
    values: {
      challenge_contract: "演示合同-1",
      challenge_signed: p.on(-90),
      node_due: p.on(node),
      final_due: p.on(end),
    },
    document: ["演示合同-1", "揭榜合同"],
    signedBy: department,
  });
  return (
    [
      ["高倍率负极材料循环寿命提升", own, [list("500", 1), take("演示·某大学材料学院"), sign(-5, 20)]],
      ["光伏玻璃减薄不降强度", own, [list("320", 2)]],
      ["酶法合成关键中间体", other(0), []],
    ] as const
  ).map(([title, of, steps], i) => ({
    procedure: "open_challenge",
    code: `演示榜单-${String(i + 1).padStart(2, "0")}`,
    by: department,
    values: {
      challenge_title: `演示·${title}`,
      challenge_enterprise: of.code,
      challenge_department: OFFICE,
    },
    steps,
  }));
};
