/** The Chinese of the catalogue of documents. */
import type { ChineseCatalogue } from "@lianzhang/kernel";

const zh = (title: string, mend: string): ChineseCatalogue[string] => ({ title, mend });

export const documentsChinese: ChineseCatalogue = {
  LZ9001: zh("不是 Word 文档", "用 WPS 或 Word 另存为 .docx"),
  LZ9002: zh("超出读取上限", "去掉过大的图片后再试"),
  LZ9003: zh("文档的一部分无法读取", "用 WPS 或 Word 另存后再试"),
  LZ9004: zh("文档有密码", "去掉密码后另存"),
  LZ9005: zh("文档含宏", "另存为不含宏的 .docx"),
  LZ9010: zh("标记中的名称不存在", "使用 docs/documents.md 所列名称"),
  LZ9011: zh("标记中的格式不存在", "使用 docs/documents.md 所列格式"),
  LZ9012: zh("格式与数据不符", "改用其他格式"),
  LZ9013: zh("名称的种类不符", "数与文字写 {{名}},列表写 {{#名}} … {{/名}}"),
  LZ9014: zh("标记没有结束", "在同一段内写上 }}"),
  LZ9015: zh("循环或条件缺少另一端", "两端都写,名称相同"),
  LZ9016: zh("循环或条件横跨表格内外", "两端放在同一段、同一表格的行内,或各占一段"),
  LZ9017: zh("段落循环的标记旁有文字", "标记单独成段"),
  LZ9018: zh("标记是空的", "写上名称"),
  LZ9020: zh("数据不能写入文档", "需修改程序"),
  LZ9031: zh("文书与数据对不上", "选择由这些数据生成的文书"),
  LZ9030: zh("文档中没有本系统写入的数", "重新生成文档,或选择由本系统生成的文件"),
};
