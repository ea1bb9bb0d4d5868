/** The Chinese of the catalogue of the store. */
import type { ChineseCatalogue } from "@lianzhang/kernel";

const zh = (title: string, mend: string): ChineseCatalogue[string] => ({ title, mend });

export const storeChinese: ChineseCatalogue = {
  LZ6001: zh("数据库文件被另一进程占用", "停止提示中的进程,或换一个文件;一个文件只由一个进程打开"),
  LZ6002: zh("没有读写数据库文件的权限", "给本用户该文件及目录的写权限,或换一个路径"),
  LZ6003: zh("磁盘已满", "清理数据库文件所在磁盘和临时目录的空间;中断的改动没有保留"),
  LZ6004: zh("文件不是本版本可读的数据库", "换一个路径,或把数据目录重新装入新文件"),
  LZ6005: zh("数据库文件所在目录不存在", "建立该目录,或换一个路径"),
  LZ6006: zh("内存不足", "增加内存(memory,如 4GB),或减少线程"),
  LZ6007: zh("数据库执行语句失败", "先装入数据目录;仍然失败则属产品缺陷,请连同语句反馈"),
  LZ6008: zh("数据库已关闭", "重新打开"),
};
