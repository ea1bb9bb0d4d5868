/** What a sentence asks to be done: its verb, the object behind it, the day by which. */

/** How the work is to be done; says nothing of what. */
const MANNER =
  "加快|大力|积极|全面|深入|着力|持续|进一步|不断|全力|扎实|有序|稳步|稳妥|切实|统筹|协同|重点|优先|率先|加紧|抓紧|科学|合理|及时|定期|主动|充分|依法|严格|努力|力争|确保|争取|同意|有效|高标准|高质量|高水平|坚决|逐步|分类|分步|同步|继续|尽快|共同|联合|集中|精准|系统|适时|系统性|原则|牵头|负责|会同|支持和|配合";
/** One character of doing and one of how it ends: 做强, 补齐, 办好, 打通. */
const ENDED = "[做建办抓用管盯守讲补强延稳筑夯打搞落压走][强大优实牢住齐长通响造活准细深精好出紧]";
const VERBS =
  "推进|推动|推广|推行|建设|建立|建成|建好|新建|改建|扩建|完善|完成|健全|强化|深化|优化|细化|转化|实化|提升|提高|加强|加大|增强|增加|支持|鼓励|引导|培育|培养|培训|发展|打造|构建|实施|实现|开展|落实|扩大|拓展|促进|引进|引育|招引|突出|发挥|组织|制定|制订|编制|出台|修订|设立|成立|组建|布局|应用|攻克|突破|申报|申请|创建|争创|创新|整合|盘活|保障|降低|压减|压缩|缩短|减少|淘汰|改造|升级|集聚|聚集|吸引|对接|协调|督促|检查|考核|评估|评价|监测|公布|发布|公开|宣传|统一|规范|简化|清理|严禁|防范|化解|整治|治理|修复|保护|开发|利用|探索|试点|允许|给予|安排|筹集|筹措|设置|搭建|畅通|激发|释放|服务|帮助|指导|推荐|遴选|认定|评选|选派|签订|签约|开工|投产|投用|启动|召开|举办|承办|办理|研究|提出|审定|印发|报送|上报|汇总|核实|核查|排查|梳理|明确|划定|编入|纳入|列入|兑现|拨付|发放|奖励|补助|减免|免除|取消|下放|承接|合并|撤销|配备|配置|供应|出让|收储|收回|腾退|搬迁|引入|输出|延伸|延长|补充|衔接|融合|协作|合作|共建|共享|开放|开通|改善|改进|改革|更新|替代|替换|采购|招聘|招募|储备|谋划|策划|论证|设计|测算|统计|调度|调查|通报|督办|督查|督导|问责|追究|解决|消除|控制|遏制|限制|禁止|退出|关停|关闭|普及|覆盖|接入|联通|连通|贯通|疏通|集成|攻关|研发|研制|试制|示范|孵化|加快|聚焦|坚持|巩固|保持|稳定|稳住|振兴|壮大|拓宽|挖掘|树立|营造|形成|争取|争创|运用|执行|履行|遵守|贯彻|学习|理顺|筛选|评审|验收|移交|交付|归集|汇聚|监管|监督|管控|管理|运营|经营";
/** A verb within a name that only begins behind it: 协同成都建设西南地区汽车产业. */
const INNER = new RegExp(`^.*(?:${VERBS})(?=.{4})`);
const OPENS = new RegExp(`^(?:(?:${MANNER})(?:地)?)*(${ENDED}|${VERBS})`);

/** 推动传统产业 as 传统产业; the text itself where nothing is left, or it begins with no verb. */
export function withoutVerb(text: string): string {
  const rest = text.replace(OPENS, "").replace(INNER, "");
  return rest.length >= 2 ? rest : text;
}

/** 由…, 对…, 围绕…: what stands before the verb. */
const BEFORE =
  /^(?:瞄准|紧盯|抢抓|围绕|按照|根据|依托|结合|针对|立足|面向|通过|以|对|在|到20|20\d\d年|年底|每年|力争|今年)/;
const DUE =
  /(?:(20\d\d)年)?(\d{1,2})月(?:(\d{1,2})日)?(?:底|末|中旬|上旬|下旬)?(?:之?前|底)|(20\d\d)年(?:年?底|年?末)?(?:之?前)|(?:今年|年)底(?:之?前)/;

/** 在6月底前打造: the day stands before the verb. */
const WHEN = new RegExp(`^(?:在|于|到)?(?:${DUE.source})`);
const LEAD = /^(?:[一二三四五六七八九十]+[是要]|会议(?:议定|决定|要求|明确|同意)[:,]?|要|应当?|须|需)+/;

/** 县财政设立…, 链长每季度召开…, 各单位落实…: who is spoken of stands before the verb. */
const SUBJECT =
  /^(?:[省市县区]级?财政|副?链长|各(?:级|地|有关|相关)?(?:部门|单位|县区|乡镇|地|级)?)(?:每[年季月周]度?|每半年|至少|定期|统筹)*/;
/** 将任务完成情况纳入考核: what is taken stands before the verb. */
const TAKEN = /^(?:将|把)([^,。]{2,30}?)(纳入|列入|作为|列为|转为|建成|打造成)/;

export interface Deed {
  /** Empty where the sentence begins with none. */
  readonly verb: string;
  readonly object: string;
}

/** The verb that opens a sentence, or the part after what only says where and how; null: it asks for nothing. */
export function deedOf(sentence: string): Deed | null {
  const parts = sentence.replace(/[。;!]$/, "").split(/[,:]/);
  for (const [i, part] of parts.slice(0, 4).entries()) {
    const bare = part.replace(LEAD, "");
    const said = actorOf(bare);
    const body = (
      said === null ? bare : bare.slice(said.length).replace(/^(?:要|应当?|须|需|负责|牵头)+/, "")
    )
      .replace(WHEN, "")
      .replace(/^(?:每[年季月周]度?|全年|今年|年内|滚动)+/, "");
    const found = OPENS.exec(body.replace(SUBJECT, "")) ?? TAKEN.exec(body);
    if (found) return { verb: found[2] ?? found[1] ?? "", object: objectIn(body, found) };
    if (i === 0 && !BEFORE.test(bare) && said === null && !bare.startsWith("由")) return null;
  }
  return null;
}

function objectIn(body: string, found: RegExpExecArray): string {
  const taken = found[2] === undefined ? null : (found[1] ?? "");
  if (taken !== null) return taken + body.slice(found[0].length);
  return body
    .replace(SUBJECT, "")
    .slice(found[0].length)
    .replace(/^(?:和|、)/, "");
}

/** 市投促局要…, 各县区政府应…: the unit that the sentence begins with, and charges. */
export function actorOf(sentence: string): string | null {
  return (
    /^((?:各)?[省市县区州]?[^,。;:、的要应]{1,12}(?:局|委|厅|办|社|院|中心|集团|公司|管委会|政府|部门|部))(?=(?:要|应|须|需|负责|牵头))/.exec(
      sentence,
    )?.[1] ?? null
  );
}

/** The day a sentence or a cell sets, as it is written; null: none. */
export const dueIn = (text: string): string | null => DUE.exec(text)?.[0] ?? null;

const last = (year: number, month: number): string =>
  `${year}-${String(month).padStart(2, "0")}-${new Date(Date.UTC(year, month, 0)).getUTCDate()}`;

/** The last day of what is written; `year`: of a text that names none. Null: no day of the calendar (持续推进). */
export function dayOfDue(written: string, year: number | null): string | null {
  const bare = written.replace(/\s/g, "");
  const m = /(?:(20\d\d)[年.-])?(\d{1,2})(?:月|$|[.-])(?:(\d{1,2})日?)?/.exec(
    bare.replace(/^20\d\d年?$/, ""),
  );
  const said = /20\d\d/.exec(bare)?.[0];
  const of = said === undefined ? year : Number(said);
  if (of === null) return null;
  const month = Number(m?.[2] ?? 0);
  if (m && month >= 1 && month <= 12) {
    const day = m[3] === undefined ? null : Number(m[3]);
    if (day === null) return last(of, month);
    return day >= 1 && last(of, month) >= `${last(of, month).slice(0, 8)}${String(day).padStart(2, "0")}`
      ? `${of}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`
      : null;
  }
  return said !== undefined || /年底|年内/.test(bare) ? last(of, 12) : null;
}

const CITED =
  /(?:《[^》]{2,40}》|决定|方案|意见|规划|纲要)第?([一二三四五六七八九十百]+|\d{1,3})条|第([一二三四五六七八九十百]+|\d{1,3})条/;

/** The number of a clause that a sentence or a cell cites: 第十一条, 2/4. */
export const citedIn = (text: string): string | null => {
  const path = /^\d+(?:\/[\da-z_]+)+$/.exec(text.trim())?.[0];
  if (path !== undefined) return path;
  const m = CITED.exec(text);
  return m?.[1] ?? m?.[2] ?? null;
};
