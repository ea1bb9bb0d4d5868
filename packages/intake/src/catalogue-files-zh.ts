/** The Chinese of the catalogue of reading files. */
import type { ChineseCatalogue } from "@lianzhang/kernel";

const zh = (title: string, mend: string): ChineseCatalogue[string] => ({ title, mend });

export const filesChinese: ChineseCatalogue = {
  LZ8001: zh("文件是空的", "核对后重新发送"),
  LZ8002: zh("不能读取的文件种类", "另存为 xlsx"),
  LZ8003: zh("文件有密码", "去掉密码后另存"),
  LZ8004: zh("文件已损坏", "另存后重新发送"),
  LZ8005: zh("超出读取上限", "拆成几个文件再发"),
  LZ8006: zh("压缩包内的路径指向包外", "重新压缩"),
  LZ8007: zh("工作簿内含 DTD 或实体定义", "用 Excel 或 WPS 另存"),
  LZ8008: zh("文件内容与扩展名不符", "无需处理"),
  LZ8009: zh("压缩包内不是报表的文件", "无需处理"),
  LZ8010: zh("压缩包层数过多", "解开后重新发送"),
  LZ8011: zh("文字编码无法识别", "另存为 UTF-8 编码的 csv 或 xlsx"),
  LZ8012: zh("引号多余或没有结束", "核对该行;文字中的引号要写两个"),
  LZ8013: zh("公式没有保存计算结果", "用 Excel 或 WPS 打开并保存一次"),
  LZ8014: zh("有隐藏的行或列", "确认这些内容是否应当上报"),
  LZ8015: zh("旧版 xls 读不出的内容", "最好另存为 xlsx"),
  LZ8016: zh("同一行在工作表内出现两次", "另存后重新发送"),
  LZ8017: zh("格式把数缩小显示", "核对单位"),
  LZ8018: zh("没有单元格的工作表", "无需处理"),
  LZ8019: zh("合并单元格下面有内容", "取消合并后核对"),
  LZ8020: zh("文件很大,又不是一张平整的表", "一个表头、每行一户、每格一个数;或拆成几个文件"),
};
