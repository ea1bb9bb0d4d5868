/** Diagnostics of reading the text of a decision. docs/diagnostics.md prints them. */
import type { CatalogueEntry, ChineseCatalogue } from "@lianzhang/kernel";

const entry = (code: string, title: string, example: string, mend: string): CatalogueEntry => ({
  code,
  severity: "error",
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
    "a pdf, an image, an old .doc, a spreadsheet",
    "save it as docx, html or txt; take the text out of a pdf",
  ),
  entry(
    "LZ8404",
    "A document of more than is read",
    "over 50 MB, or over 5 million characters",
    "split it, or take the pictures out",
  ),
  entry(
    "LZ8405",
    "A document that cannot be opened",
    "encrypted, cut off, damaged",
    "take the password off, save it again",
  ),
];

export const readerChinese: ChineseCatalogue = {
  LZ8401: { title: "标有密级的文件,不予读取", mend: "涉密文件不得在本系统处理" },
  LZ8402: { title: "没有可读的中文文字", mend: "请提供决定的中文文本;扫描件须先转成文字" },
  LZ8403: { title: "不是可读的文件格式", mend: "另存为 docx、html 或 txt;pdf 请先转成文字" },
  LZ8404: { title: "文件超出读取上限", mend: "拆分,或去掉图片" },
  LZ8405: { title: "文件打不开", mend: "去掉密码,重新保存后再读" },
};
