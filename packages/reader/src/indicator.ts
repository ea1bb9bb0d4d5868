/** The name of what is counted, out of the words around a number; its subject; its kind. */
import { actorOf, deedOf } from "./deeds.ts";
import type { Quantity } from "./quantity.ts";
import type { TargetKind } from "./target.ts";
import { CREATES, FALLS, RISES } from "./words.ts";

const LEAD = new RegExp(
  `^(?:[,、;:。]|\\d{1,2}[.、](?!\\d)|[一二三四五六七八九十]是|和|及|以及|并|且|[(]?其中|[一二三四五]年(?=累计|(?:${CREATES}))|滚动|力争|确保|争取|努力|预计|预期|目标是|到?20\\d\\d年(?:底|末|底前)?(?:前)?|今年|全年|[一二三四]季度|[上下]半年|\\d{1,2}月(?:底|末)?前?|全市(?=.{3})|全省(?=.{3})|年内|年底前?|到(?=20|[“"]?十[四五六]五)|在(?=\\d{1,2}月|年内|年底)|[“"]?十[四五六]五[”"]?(?:时期|期间|末)|推动|促进|实现|使(?!用)|累计|每年|年均|新时代|基本(?=建成|形成|实现|完成|建立|消除|达到)|稳步|持续|进一步|不断|加快|大力|着力)+`,
);
const TRAIL = new RegExp(
  `(?:20\\d\\d年(?:底|末)?|(?:比|较)(?!重|例)[^,、]{2,12}?(?:年|期|末|水平)|[由从](?:20\\d\\d年|目前|现在|去年|上年)?的?[\\d.]+(?:%|[\u4e00-\u9fff]{1,3}?)(?:左右|以上)?|翻[一两]?番、?|净增|跨越|跨上|迈上|跃上|站上|迈过|冲刺|冲击|[一二三四五]年|逐年|每年|要|力争|确保|争取|努力|稳定|保持|维持|达到|达|突破|超过|超|逾|约|近|不低于|不少于|不高于|不超过|高于|低于|控制|分别|均|都|各|累计|年均|同比|比上年|实现|完成|提高|提升|降低|下降|增长|增加|扩大|上升|降|增|减少|压减|缩短|压缩|在|到|至|为|以上|(?:${RISES})|(?:${FALLS}))+$`,
);
const VERB = new RegExp(`^(?:${CREATES}|提高|降低)+`);

export function indicatorOf(left: string, right: string, q: Quantity): string {
  // 市投促局要在6月底前引进: who is charged is no part of the name
  const charged = actorOf(left);
  const said =
    charged === null ? left : left.slice(charged.length).replace(/^(?:要|应|须|需|负责|牵头)+/, "");
  const bare = said.replace(LEAD, "");
  const noun = right.replace(/^(?:以上|左右|以内)/, "").replace(/^的/, "");
  if (q.kind === "count" || q.kind === "measure" || q.kind === "money") {
    // 1个三千亿级、2个千亿级集群: what ends in 、 is another thing
    if (bare.endsWith("、") && noun.length >= 2) return noun;
    // A、B等12个续建项目 counts the projects
    if (bare.endsWith("等") && noun.length >= 2) return noun;
    const named = bare.replace(TRAIL, "").replace(VERB, "").replace(TRAIL, "");
    if (named.length >= 2) return named;
    return noun;
  }
  // 增速高于全省平均3个百分点: what it is held against is no part of the name
  const measured = q.kind === "points" ? bare.replace(/(?:高于|快于|优于|低于|高出)[^,、]{2,20}$/, "") : bare;
  const named = measured.replace(TRAIL, "").replace(/^(?:提高|提升|降低|实现|推动)/, "");
  return named.length > 0 ? named : noun;
}

export function kindOf(left: string, q: Quantity, right = ""): TargetKind {
  const moves = new RegExp(
    `(?:${RISES}|${FALLS})(?:达到|达|约|近|超过|超|不低于|不少于|至少|突破|保持在|稳定在|在)?$`,
  ).test(left);
  const to = /(?:至|到)$/.test(left);
  switch (q.kind) {
    case "points":
      return "growth";
    case "percent":
      // 保持15%以上增速
      return (moves && !to) ||
        /^的?(?:增速|增长|增幅)/.test(right) ||
        /增速|增长率|涨幅|增幅|降幅/.test(left.slice(-14))
        ? "growth"
        : "share";
    case "times":
      return "growth";
    case "count":
      return "count";
    case "money":
    case "measure":
    case "time":
      return "level";
    case "voltage":
      return "level";
  }
}

/** Says how much of something, and not of what. */
export const GENERIC: RegExp =
  /^(?:年?(?:总?产值|产量|产能|销售收入|主营业务收入|营业收入|营收)|(?:产业|综合|总)?规模|规模总量)$/;

/** The industry or field an indicator speaks of, as far as its own words say. */
export function subjectOf(indicator: string, heading: string): string {
  const industry =
    /([^,、;的“”]{2,12}?)(?:产业链|产业集群|产业|行业|经济)(?:规模|产值|营业收入|总产值|增加值)/.exec(
      indicator,
    );
  if (industry) return industry[1] ?? "";
  // 产值 under 光电信息
  if (GENERIC.test(indicator) && /^[\u4e00-\u9fff]{2,10}$/.test(heading) && deedOf(heading) === null)
    return heading.replace(/产业$/, "");
  const field = /^([^,。]{2,8}产业)$/.exec(heading);
  return field ? heading.replace(/产业$/, "") : indicator.replace(/(?:规模|总量|数量|占比|比重|增速)$/, "");
}
