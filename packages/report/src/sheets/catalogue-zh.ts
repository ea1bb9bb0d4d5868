/** The Chinese of the catalogue of workbooks. */
import type { ChineseCatalogue } from "@lianzhang/kernel";

const zh = (title: string, mend: string): ChineseCatalogue[string] => ({ title, mend });

export const sheetsChinese: ChineseCatalogue = {
  LZ9101: zh("不是可以填报的工作簿", "请对方发 xlsx 格式"),
  LZ9102: zh("旧格式工作簿,转换会改变样式", "用 WPS 或 Excel 打开后另存为 xlsx,与原表核对后使用"),
  LZ9103: zh("工作簿有密码", "去掉密码后另存"),
  LZ9104: zh("工作簿已损坏", "用原软件打开后另存,再使用"),
  LZ9105: zh("工作簿超出读取上限", "只保留要填的工作表"),
  LZ9110: zh("找不到已点选的工作表", "指明是哪一张,或重新点选"),
  LZ9111: zh("已点选单元格的表头不在了", "重新点选,或从对应关系中删去"),
  LZ9112: zh("已点选的单元格可能是几格之一", "重新点选"),
  LZ9113: zh("表头不是所报的月份", "先改正表头的年月"),
  LZ9114: zh("单位与点选时不同", "核对单位后重新点选"),
  LZ9115: zh("表名相同而标题不同", "确认是同一张表,或改正标题的年月"),
  LZ9117: zh("点选的单元格左边或上方没有文字", "表样改动后重新点选"),
  LZ9118: zh("表头写的期别与点选的不同", "核对期别"),
};
