/** Diagnostics of reading the text of a decision. docs/diagnostics.md prints them. */
import type { CatalogueEntry, ChineseCatalogue } from "@lianzhang/kernel";

const entry = (
  code: string,
  title: string,
  example: string,
  mend: string,
  severity: "error" | "warning" = "error",
): CatalogueEntry => ({
  code,
  severity,
  title,
  example,
  mend,
});

export const readerCatalogue: readonly CatalogueEntry[] = [
  entry(
    "LZ8401",
    "A document marked as a state secret",
    "绝密★, 机密, 秘密★5年 above the title",
    "do not read it here; secret papers stay in their own system",
  ),
  entry(
    "LZ8402",
    "No Chinese text to read",
    "an English report; a scan without a text layer",
    "give the Chinese text of the decision, as text and not as a picture",
  ),
  entry(
    "LZ8403",
    "A kind of file that is no document",
    "an image, an old .doc, a spreadsheet",
    "save it as docx, pdf, html or txt",
  ),
  entry(
    "LZ8404",
    "A document of more than is read",
    "over 50 MB, or over 2 million characters",
    "split it, or take the pictures out",
  ),
  entry(
    "LZ8405",
    "A document that cannot be opened",
    "encrypted, cut off, damaged",
    "take the password off, save it again",
  ),
  entry(
    "LZ8411",
    "A target without a year",
    "产值达到500亿元",
    "write the year, or confirm that there is none",
    "warning",
  ),
  entry(
    "LZ8412",
    "A number that does not say what it counts",
    "达到400亿元",
    "name the indicator",
    "warning",
  ),
  entry(
    "LZ8413",
    "A target in a clause without a responsible unit",
    "other clauses name theirs",
    "name who answers for it",
    "warning",
  ),
  entry(
    "LZ8414",
    "Two values for one target",
    "500亿元 in one clause, 600亿元 in another",
    "keep one of them",
    "warning",
  ),
  entry(
    "LZ8415",
    "Shares of one whole over 100 %",
    "60% and 55% of industry",
    "check whether the parts overlap",
    "warning",
  ),
  entry(
    "LZ8416",
    "Parts that do not make their whole",
    "新增100家，其中东区60家、西区50家; a row 合计 that is not the sum of its rows",
    "correct the whole or a part",
    "warning",
  ),
  entry(
    "LZ8417",
    "Counts that hold each other",
    "超10亿元企业20家, 超100亿元企业2家",
    "say whether the larger ones are counted among the others; the two are never added",
    "warning",
  ),
];

export const readerChinese: ChineseCatalogue = {
  LZ8401: { title: "标有密级的文件,不予读取", mend: "涉密文件不得在本系统处理" },
  LZ8402: { title: "没有可读的中文文字", mend: "请提供决定的中文文本;扫描件须先转成文字" },
  LZ8403: { title: "不是可读的文件格式", mend: "另存为 docx、pdf、html 或 txt" },
  LZ8404: { title: "文件超出读取上限", mend: "拆分,或去掉图片" },
  LZ8405: { title: "文件打不开", mend: "去掉密码,重新保存后再读" },
  LZ8411: { title: "目标没有年份", mend: "写明年份,或确认没有年份" },
  LZ8412: { title: "数字没有写明指标", mend: "写明是什么指标" },
  LZ8413: { title: "目标所在条款没有责任单位", mend: "明确责任单位" },
  LZ8414: { title: "同一目标前后不一致", mend: "保留其中一个" },
  LZ8415: { title: "占同一总体的比重合计超过 100%", mend: "核对各部分是否重叠" },
  LZ8416: { title: "分项与总数不符", mend: "更正总数或分项" },
  LZ8417: { title: "统计范围互相包含", mend: "写明较大的是否计入较小的;两个数不相加" },
};
