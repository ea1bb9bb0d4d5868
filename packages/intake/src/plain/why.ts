/** Why a file is read cell by cell, although it is large. */
import type { Label } from "@lianzhang/kernel";
import type { Finding } from "../finding.ts";
import { say } from "../values/said.ts";

export type WhyCells =
  | "text"
  | "encoding"
  | "control"
  | "quotes"
  | "blank_lines"
  | "line_ends"
  | "long_lines"
  | "lines"
  | "head"
  | "periods"
  | "checks"
  | "layer"
  | "odd_rows"
  | "too_large";

const WHY: Readonly<Record<WhyCells, Label>> = {
  text: say("不是 csv 一类的文本", "it is no text such as csv"),
  encoding: say("不是 UTF-8 或 GB18030", "it is neither UTF-8 nor GB18030"),
  control: say("含有不可见的控制字符", "it has control characters"),
  quotes: say("引号不成对,或单元格内有换行", "quotation marks are astray, or a cell goes over several lines"),
  blank_lines: say("数据中间有空行", "there are blank lines between rows"),
  line_ends: say("换行方式不统一", "its lines end in several ways"),
  long_lines: say("有一行超过 32,000 字节", "a line is longer than 32,000 bytes"),
  lines: say("数据库读到的行数不同", "the database found another number of rows"),
  head: say("不是只有一个表头的一张表", "it is not one table under one head"),
  periods: say("报告期一列有一万种以上写法", "the column of periods has more than 10,000 different texts"),
  checks: say("表式有只能逐格核对的规则", "the form has a rule that is checked cell by cell only"),
  layer: say("该报表有更正", "the return has corrections"),
  odd_rows: say("需要逐格核对的行太多", "too many rows are to be looked at cell by cell"),
  too_large: say("超过 2 GB 或 5,000 万行", "it has more than 2 GB or 50 million rows"),
};

/** Said where the database read rows by itself: it does not look at what is stored. */
export const notCompared = (file: string, rows: number): Finding => ({
  strength: "note",
  code: "LZ8314",
  file,
  sheet: null,
  row: null,
  column: null,
  field: null,
  subject: null,
  message: say(
    `${rows} 行由数据库直接读入,未与以往各期比较`,
    `${rows} rows were read by the database and not held against former returns`,
  ),
  hint: say("需要比较的,拆成 4 MB 以下的文件报送", "send files below 4 MB where they are to be compared"),
});

/** Said of a file that is too large to be read cell by cell. */
export const notPlain = (file: string, why: WhyCells): Finding => ({
  strength: "refused",
  code: "LZ8020",
  file,
  sheet: null,
  row: null,
  column: null,
  field: null,
  subject: null,
  message: say(
    `文件很大,又不是一张平整的表:${WHY[why].zh}`,
    `the file is large and no plain table: ${WHY[why].en}`,
  ),
  hint: say(
    "改成一个表头、每行一户、每格一个数的 UTF-8 csv,或拆成几个文件",
    "make it a csv in UTF-8 with one head, a subject a row and a number a cell, or send it in several files",
  ),
});
