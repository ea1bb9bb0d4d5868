/** Who does it: blocks such as （市科技局牵头，市财政局配合） and 责任单位：…, as units with their parts. */

export type Role = "lead" | "support" | "shared" | "implement";

export interface ResponsibleUnit {
  readonly name: string;
  readonly raw: string;
  readonly role: Role;
}

export interface Block {
  readonly from: number;
  readonly to: number;
  readonly units: readonly ResponsibleUnit[];
  readonly due: string | null;
}

const CUE = /牵头|责任单位|责任部门|配合|负责|落实|主办|协办|承办|实施单位|参与/;
const ORGAN =
  /(?:委员会|委|局|厅|办公室|办|政府|部|院|行|社|会|中心|集团|公司|管委会|单位|部门|银行|税务|海关|署|处|队|馆|台|校|大学|学院|企业|园区|新区|高新区|经开区|开发区|联|专班|专责组|组|站|所|[县市区州乡镇]|街道|平台)$/;
const LABEL =
  /(?:牵头(?:责任)?(?:单位|部门|处室)?|主办单位|责任(?:单位|部门|处室)|配合(?:责任)?(?:单位|部门)|协办单位|参与单位|参加单位|支持单位|实施单位|落实单位|承办单位|主要责任单位|完成时限|完成时间|时限|时间节点)[:为]/g;

const roleOfLabel = (label: string): Role | "due" =>
  /时/.test(label)
    ? "due"
    : /牵头|主办/.test(label)
      ? "lead"
      : /配合|协办|参与|参加|支持/.test(label)
        ? "support"
        : /实施|落实|承办/.test(label)
          ? "implement"
          : "shared";

/** Splits at 、 and commas outside brackets. */
function listed(text: string): string[] {
  const out: string[] = [];
  let depth = 0;
  let one = "";
  for (const c of text) {
    if (/[([〔]/.test(c)) depth++;
    if (/[)\]〕]/.test(c)) depth--;
    if (depth === 0 && /[、,;。\s]/.test(c)) {
      out.push(one);
      one = "";
    } else one += c;
  }
  return [...out, one].map((s) => s.trim()).filter((s) => s !== "");
}

const cleaned = (name: string): string =>
  name
    .replace(/^(?:由|以及|和|及|会同|联合|并由|其他|请|各自)(?=.{2})/, "")
    .replace(/(?:等(?:有关|相关)?(?:单位|部门)?|等)$/, "")
    .replace(/(?:按(?:照)?(?:各自)?职(?:责|能)分工|按分工|分别|共同|具体|结合实际|组织|依职责|按职责)+$/, "");

/** 省科技厅、工业和信息化厅: the second is of the province as well. */
function restored(name: string, level: string): string {
  if (level === "" || /^[省市县区州盟国各]|^有关|^相关|^中国|^人民银行|^人行|^国网|^国家/.test(name))
    return name;
  return /(?:厅|局|委|办|社|办公室|委员会|联|部)$/.test(name) && !/[县市区州]/.test(name.slice(1, 4))
    ? level + name
    : name;
}

function unitsIn(list: string, role: Role): ResponsibleUnit[] {
  let level = "";
  return listed(list)
    .map(cleaned)
    .filter((raw) => raw.length >= 2 && raw.length <= 40)
    .flatMap((raw) =>
      raw.split(/(?<=(?:局|委|厅|办|社|会|府|院|部|公司|集团|区))(?:和|会同|及|以及)(?=[省市县区州各国])/),
    )
    .map((raw) => {
      // 区发改局(牵头)
      const said = /\((牵头|主办|配合|协办)(?:单位|部门)?\)$/.exec(raw);
      const own = /^([省市县区州])(?![^、]{0,2}$)/.exec(raw)?.[1];
      if (own !== undefined) level = own;
      if (said === null) return { raw, name: restored(raw, level), role };
      const bare = raw.slice(0, said.index);
      const part = /牵头|主办/.test(said[1] ?? "") ? "lead" : "support";
      return { raw: bare, name: restored(bare, level), role: part };
    });
}

/** 责任单位：A、B；配合单位：C. */
function labelled(text: string): { units: ResponsibleUnit[]; due: string | null } | null {
  const labels = [...text.matchAll(LABEL)];
  if (labels.length === 0) return null;
  const units: ResponsibleUnit[] = [];
  let due: string | null = null;
  for (const [i, m] of labels.entries()) {
    const to = labels[i + 1]?.index ?? text.length;
    const body = text.slice(m.index + m[0].length, to).replace(/[;。,]+$/, "");
    const role = roleOfLabel(m[0]);
    if (role === "due") due = body.split(/[;。,]/)[0] ?? null;
    else units.push(...unitsIn(body, role));
  }
  return { units, due };
}

/** Groups that end in a word of their part: A、B牵头, C、D配合, E按职责分工负责, F具体落实. */
const GROUP =
  /([^;。]*?)(牵头负责|牵头组织|牵头实施|牵头落实|牵头推进|牵头|主办|(?:等(?:有关|相关)?(?:单位|部门)?)?(?:按(?:照)?(?:各自)?职(?:责|能)(?:分工)?|按分工|分工)(?:负责|落实|推进)|负责落实|负责实施|负责推进|配合支持|配合落实|配合做好|配合|协办|协同配合|参与|参加|(?:结合实际|具体)?(?:组织)?(?:落实|实施|抓好落实)|分别负责|共同负责|负责)(?=[,;、。]|$)/g;

function worded(text: string): ResponsibleUnit[] {
  const units: ResponsibleUnit[] = [];
  const led = /牵头/.test(text);
  for (const m of text.matchAll(GROUP)) {
    const word = m[2] ?? "";
    const list = (m[1] ?? "").replace(/^[,;、]/, "");
    const role: Role = /牵头|主办/.test(word)
      ? "lead"
      : /配合|协办|参与|参加/.test(word)
        ? "support"
        : /具体|实施|结合实际|^(?:组织)?落实|抓好/.test(word)
          ? "implement"
          : led
            ? "support"
            : "shared";
    units.push(...unitsIn(list, role));
  }
  return units;
}

/** 责任单位：A、B（…由C负责）: a line of its own; what brackets within it add is no list. */
function ofLine(text: string): Block[] {
  const label = [...text.matchAll(LABEL)][0];
  if (label?.index !== 0) return [];
  const remark = /\([^()]*由[^()]*(?:负责|牵头)[^()]*\)/g;
  const read = labelled(text.replace(remark, (whole) => "、".repeat(whole.length)));
  return read && read.units.length > 0 ? [{ from: 0, to: text.length, ...read }] : [];
}

/** The blocks of one paragraph. */
export function blocksOf(text: string): Block[] {
  const line = ofLine(text);
  if (line.length > 0) return line;
  const out: Block[] = [];
  for (const m of bracketed(text)) {
    const body = text.slice(m.from + 1, m.to - 1);
    if (!CUE.test(body) || body.length < 4) continue;
    const read = labelled(body) ?? { units: worded(body), due: null };
    if (read.units.some((u) => ORGAN.test(u.raw.replace(/[(〔][^()〔〕]*[)〕]/g, ""))))
      out.push({ from: m.from, to: m.to, ...read });
  }
  if (out.length > 0) return out;
  const label = [...text.matchAll(LABEL)][0];
  const open = label ? labelled(text.slice(label.index)) : null;
  if (
    label &&
    open &&
    open.units.length > 0 &&
    (label.index === 0 || /[。;(,]$/.test(text.slice(0, label.index)))
  )
    return [{ from: label.index, to: text.length, ...open }];
  return running(text);
}

const RUNNING =
  /(?:由|(?<=[,。;:]|^)(?=[省市县区州]))([^,。;:()由]{3,40})牵头(?:负责|组织|推进|落实)?(?:,([^。;:]{3,80}?)(?:参加|配合|参与|协助|按职责分工负责|负责))?(?=[,。;])/g;

/** 由市经信局牵头，市发改委参加 in running text. */
function running(text: string): Block[] {
  return [...text.matchAll(RUNNING)].flatMap((m): Block[] => {
    const units = worded(m[0]).filter((u) => ORGAN.test(u.raw) && /^[省市县区州各国]/.test(u.raw));
    return units.length > 0 ? [{ from: m.index, to: m.index + m[0].length, units, due: null }] : [];
  });
}

/** Outermost brackets: （…） 【…】 [ … ]. */
function bracketed(text: string): { from: number; to: number }[] {
  const out: { from: number; to: number }[] = [];
  let depth = 0;
  let from = 0;
  for (let i = 0; i < text.length; i++) {
    if (/[([【〔]/.test(text[i] ?? "")) {
      if (depth === 0) from = i;
      depth++;
    } else if (/[)\]】〕]/.test(text[i] ?? "") && depth > 0) {
      depth--;
      if (depth === 0) out.push({ from, to: i + 1 });
    }
  }
  return out;
}
