/** The Chinese of the catalogue of tables, heads and rows. */
import type { ChineseCatalogue } from "@lianzhang/kernel";

const zh = (title: string, mend: string): ChineseCatalogue[string] => ({ title, mend });

export const tablesChinese: ChineseCatalogue = {
  LZ8103: zh("没有表头的列有内容", "补上表头,或清空这些单元格"),
  LZ8110: zh("不能确定是哪张报表", "指明是哪张报表"),
  LZ8111: zh("列的指标有待确认", "指明该列的指标;确认后会记住"),
  LZ8112: zh("一个指标对应几列", "指明哪一列是该指标"),
  LZ8113: zh("必填指标没有对应的列", "补上该列,或指明哪一列是它"),
  LZ8114: zh("单位无法识别或有几种可能", "在表头写明单位"),
  LZ8115: zh("单位与指标不是同类", "在表头写明单位"),
  LZ8116: zh("列不是本表的指标", "无须处理;确属本表的,指明指标"),
  LZ8117: zh("此前确认的表头不见了", "重新确认各列"),
  LZ8118: zh("没有一列说明是哪个单位", "补上代码列或名称列"),
  LZ8130: zh("这一行没有单位", "补上代码,或删去该行"),
  LZ8131: zh("名称不能对应唯一单位", "补上代码"),
  LZ8132: zh("没有报告期", "在表上写明报告期,或选择报告期"),
  LZ8133: zh("报告期不一致", "改正其中之一"),
  LZ8134: zh("报告期不属于该报表", "写成该报表的报告期"),
  LZ8140: zh("同一单位在几个文件中数值不同", "核实后保留一个,退回另一个"),
  LZ8141: zh("相同的数报了不止一次", "无须处理,只计一次"),
};
