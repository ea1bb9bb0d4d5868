/** Is a quantity a target? Every rule answers with a reason, so that a person can see why a number was left. */
import type { Compared } from "./comparator.ts";
import type { Quantity } from "./quantity.ts";
import type { Verdict } from "./target.ts";
import { KEEP, leave } from "./target.ts";
import { CREATES, FALLS, INDICATOR_END, PUSHES, RISES } from "./words.ts";

export interface Surroundings {
  readonly quantity: Quantity;
  readonly compared: Compared;
  /** From the part's start (or the previous quantity) to the number. */
  readonly left: string;
  /** From the number's end (with 以上 and the like) to the part's end. */
  readonly right: string;
  /** From the number to the end of the sentence. */
  readonly after: string;
  readonly sentence: string;
  /** The sentence up to the number. */
  readonly before: string;
  readonly quoted: boolean;
  readonly past: boolean;
  /** The previous quantity of this sentence was kept and only a comma or 、 lies between. */
  readonly follows: boolean;
  /** Some quantity of this sentence was kept. */
  readonly listed: boolean;
  /** It stands under a head such as 年度目标. */
  readonly aim: boolean;
}

const AWARD =
  /给予|奖励|奖补|补助|补贴|资助|贴息|罚款|处罚|一次性|扶持资金|补偿|标准为|申领|减免|抵扣|予以|按照?.{0,12}比例|权重|分值|得分|计分|加分|扣分|计\d|满分|档次/;
const GRADE = /(?:优秀|良好|合格|等次|[ABCD甲乙丙]类|[ABCD]级|一等|先进)[^,。;]{0,8}(?:比例|占比|比重)/;
const CONDITION =
  /^(?:的|且|或|,且|并)|^[^,。;]{0,12}(?:的(?:企业|项目|单位|地区|园区|个人|产业|机构|县|乡镇|市|对象|人员|,|$)|者[,。])/;
const MOVES = new RegExp(`(?:${RISES}|${FALLS})(?:达到|达|约|近|超过|超|不低于|不少于|至少|突破|了)?$`);
const PROJECT =
  /(?:项目|工程|装置|生产线|产线|基地|企业|园区|产业|产业链|集群|电站|电厂|水库|煤矿|机组|钾肥|公司|平台|中心|储罐|码头|机场|县|镇|市|船舶|级[^,。]*|规模以上.*)$/;
const COMPLETES = /建成|投产|投运|投用|并网|完工|建设|开工|竣工|改造|达产|新增|落地/;
const CREATE_HEAD = new RegExp(
  `(?:${CREATES})(?:各类|全市|全省|全国|不同|高标准|高质量|高水平|一批|国家级|省级|市级|约|近|超过|超|不少于|不低于|至少|突破|达到|达|累计|总计)*$`,
);
const CREATE_ANY = new RegExp(`(?:${CREATES})`);
const ENDS =
  /(?:上市|挂牌|建成|投产|投用|达标|入规|升规|上云|改造|转型|落地|开工|竣工|完工|投运|备案|获批|认定)$/;
const STARTS_WITH_MAKING =
  /^(?:力争|确保|,)*(?:开工|新建|建成|新开工|竣工|完成|实施|改造|打造|培育|引进|建设)/;
const PUSH_HEAD = new RegExp(`(?:${PUSHES})(?:建设)?$`);
const AIMS =
  /力争|确保|争取|目标|预期|到20\d\d年|20\d\d年底?前?|年底|年内|期末|新增|累计|每年|年均|达到|突破|以上|不低于/;

function ofUnit(s: Surroundings): Verdict | null {
  const { quantity: q, compared, left } = s;
  if (q.kind === "voltage") return leave("unit");
  if (q.kind === "time") {
    // ages, terms and days count only where they are brought to a value: 压缩至3个工作日, 人均预期寿命达到80岁
    const brought =
      /(?:压缩|缩短|压减|减少|提高|提升|延长|达到|控制)(?:至|到|在)?$/.test(left) ||
      /寿命|受教育年限|年限$/.test(left);
    const word = /[天日时钟岁]$|年$/.test(q.unit);
    return brought && word && !/^20\d\d$/.test(String(q.value)) && compared.said ? null : leave("unit");
  }
  if (left.endsWith("第")) return leave("unit");
  // 百强县前30位: a place in a list
  if (left.endsWith("前") && /^[位名强]$/.test(q.unit)) return leave("unit");
  return null;
}

/** 由35%提高到50%: the first is where it stands. 去年引进90个,今年…: this part looks back. */
function ofBase(s: Surroundings): Verdict | null {
  if (
    /(?:由|从)(?:20\d\d年(?:底|末)?|目前|现在|去年|上年)?的?$/.test(s.left) &&
    /^[^,。;]{0,4}(?:提高|提升|增加|增长|下降|降低|降|减少|扩大|压缩|缩短|上升|压减|增)/.test(s.right)
  )
    return leave("past");
  if (/^(?:去年|上年|目前|截至|现有|已经?)/.test(s.left) && !/力争|今年/.test(s.left)) return leave("past");
  return null;
}

function ofThreshold(s: Surroundings): Verdict | null {
  const { quantity: q, right, left, sentence } = s;
  if (
    q.kind !== "count" &&
    AWARD.test(sentence) &&
    (q.kind === "money" || q.kind === "percent" || q.kind === "points" || q.kind === "times")
  )
    return leave("threshold");
  if (/(?:权重|分值|占比权重)/.test(left)) return leave("threshold");
  // 纳入年度综合考核，占比不低于5%
  if (q.kind === "percent" && /(?:考核|考评|评分)[^。;]{0,20}(?:占比|比重|比例)[^。;]{0,6}$/.test(s.before))
    return leave("threshold");
  // 优秀比例不超过30%: how many may have a grade
  if (q.kind === "percent" && GRADE.test(left)) return leave("threshold");
  if (CONDITION.test(right) && (s.compared.behind > 0 || s.compared.before > 0 || q.kind !== "count"))
    return leave("attribute");
  if (
    /(?:对|凡|对于|属于|符合|年(?:主营业务|营业)?收入|纳税额?)[^,。;]{0,30}$/.test(left) &&
    /的|企业/.test(right.slice(0, 12))
  )
    return leave("threshold");
  if (
    /(?:按|按照|不超过.{0,8}|最高)$/.test(left) &&
    (q.kind === "money" || q.kind === "percent") &&
    /奖|补|贷|资/.test(sentence)
  )
    return leave("threshold");
  return null;
}

const isNounStart = (right: string): boolean =>
  right !== "" && !/^[,;。:!?、)(\]"”\t/-]|^(?:和|及|与|并|或|以及|,)/.test(right);

/** Counts: made or completed, or the end of a noun that is brought to a number. */
function ofCount(s: Surroundings): Verdict {
  const { quantity: q, left, right, compared } = s;
  if (q.han && q.high === null && q.value < 2) return leave("no-aim");
  if (
    /[个项大条]$/.test(q.unit) &&
    /^(?:方面|坚持|重点方面|关键|原则|维度|环节|专项行动|行动|体系|层面|阶段|步骤|要点|着力点|统筹|结合|机制|工作)/.test(
      right,
    )
  )
    return leave("name");
  if (isNounStart(right)) {
    const noun = right.replace(/^(?:以上|左右)/, "");
    // 推动20家企业挂牌上市: pushed to an end that can be counted
    if (PUSH_HEAD.test(left) && ENDS.test(noun)) return KEEP;
    if (PUSH_HEAD.test(left) && !CREATE_HEAD.test(left.replace(PUSH_HEAD, "")))
      return compared.behind > 0 || compared.before > 0 ? KEEP : leave("no-aim");
    if (CREATE_HEAD.test(left)) return KEEP;
    // 开工建设A、B等35个重大项目
    if (left.endsWith("等") && STARTS_WITH_MAKING.test(left)) return KEEP;
    if (compared.said && !/^(?:为|至|到)$/.test(left.slice(-1))) return KEEP;
    if (s.follows && (left === "" || /[和及、与]$/.test(left))) return KEEP;
    // 首批100个示范社区全面建成
    if (q.value >= 2 && /(?:建成|投用|投产|投运|完工|竣工|达标|落地|开工|投入使用|开通)$/.test(noun))
      return KEEP;
    return COMPLETES.test(noun) && /力争|确保|推动/.test(s.sentence) && q.value >= 10
      ? KEEP
      : leave("no-aim");
  }
  if (compared.said || s.aim) return KEEP;
  if (CREATE_ANY.test(left)) return KEEP;
  // 每千名老人拥有养老床位45张
  if (/^每[^年月季周]/.test(left) && left.length >= 6) return KEEP;
  if (s.follows && left === "") return KEEP;
  if (
    !q.han &&
    q.value >= 10 &&
    left.length >= 3 &&
    !/共|包括|涉及|涵盖|分为|下设|下辖|辖|拥有|有$|等$|为$|第$|每[年月季周]/.test(left)
  )
    return KEEP;
  if (s.follows && left.length >= 2) return KEEP;
  if (INDICATOR_END.test(left) && AIMS.test(s.before)) return KEEP;
  return leave("no-aim");
}

function ofMeasure(s: Surroundings): Verdict {
  const { left, right, compared, quantity: q } = s;
  // 其中10亿元以上15个: the size of what is counted next
  if (compared.behind > 0 && /^(?:[\u4e00-\u9fff“”]{1,10})?\d[\d.]*[个家户项条处]/.test(s.after))
    return leave("attribute");
  // 超千亿元企业实现零的突破: a class of firms
  if (q.kind === "money" && /^(?:企业|集群|园区|项目|产业链)/.test(right)) return leave("attribute");
  if (isNounStart(right)) {
    if (/^(?:的|级)/.test(right)) return leave("attribute");
    const named = /^[^,。;、]{0,20}(?:项目|工程|生产线|产线|装置)/.test(right);
    if (named && !(/[亩里米]$/.test(q.unit) && CREATE_HEAD.test(left))) return leave("attribute");
    // 建设150兆瓦光伏、20万吨磷酸铁锂等项目: sizes of a list of projects
    if (/^[^,。;]{0,60}等[^,。;]{0,6}(?:项目|工程)/.test(s.after)) return leave("attribute");
    if (PROJECT.test(right) && !(/投产|投运|投用|并网|建成$/.test(right) && COMPLETES.test(right)))
      return leave("attribute");
    if (
      /^[^,。;、]{0,24}(?:建成投运|建成投产|建成投用|并网发电|全容量并网|建成|投产|投运|投用|并网)/.test(
        right,
      )
    )
      return KEEP;
    if (q.kind === "money")
      return CREATE_HEAD.test(left) || compared.said
        ? PROJECT.test(right)
          ? leave("attribute")
          : KEEP
        : leave("attribute");
    return CREATE_HEAD.test(left) || compared.said ? KEEP : leave("attribute");
  }
  if (/总投资$|投资额?$/.test(left) && !/完成|增长|拉动|带动|撬动/.test(left) && !compared.said)
    return leave("attribute");
  if (compared.said || MOVES.test(left) || CREATE_ANY.test(left))
    return /产能$|年产$/.test(left) && !compared.said && !CREATE_ANY.test(left) ? leave("attribute") : KEEP;
  if (s.follows && (left.length >= 2 || s.before.includes("分别"))) return KEEP;
  // a list of aims that goes on: …增长6.5%，进出口稳中提质，实际利用外资1.5亿美元
  if (s.listed && left.length >= 4 && right === "") return KEEP;
  return INDICATOR_END.test(left) ? KEEP : leave("no-aim");
}

function ofRate(s: Surroundings): Verdict {
  const { left, right, compared, quantity: q } = s;
  // 50%的社区建成综合体 is an aim; 30%的资金 describes
  if (right.startsWith("的"))
    return /(?:建成|达到|实现|完成|建有|覆盖|开展|通过)/.test(right) &&
      /力争|确保|到20|推动|实现/.test(s.before)
      ? KEEP
      : leave("attribute");
  if (/^[^,。;、]{0,10}(?:股权|股份|控股|持股)/.test(right)) return leave("attribute");
  if (MOVES.test(left) || compared.said) return KEEP;
  if (q.kind === "points") return KEEP;
  if (INDICATOR_END.test(left) || s.follows) return KEEP;
  if (/(?:增长|提高|实现|占)$/.test(left)) return KEEP;
  return leave("no-aim");
}

export function judge(s: Surroundings): Verdict {
  const early =
    ofUnit(s) ??
    (s.quoted ? leave("name") : null) ??
    (s.past ? leave("past") : null) ??
    ofBase(s) ??
    ofThreshold(s);
  if (early) return early;
  switch (s.quantity.kind) {
    case "count":
      return ofCount(s);
    case "money":
    case "measure":
      return ofMeasure(s);
    case "time":
      return KEEP;
    case "voltage":
      return leave("unit");
    case "percent":
    case "points":
    case "times":
      return ofRate(s);
  }
}
