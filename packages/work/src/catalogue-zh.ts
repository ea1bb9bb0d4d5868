/** The Chinese of the catalogue of the people's half. */
import type { ChineseCatalogue } from "@lianzhang/kernel";
import { peopleChinese } from "./people/catalogue-zh.ts";

const zh = (title: string, mend: string): ChineseCatalogue[string] => ({ title, mend });

export const workChinese: ChineseCatalogue = {
  LZ7001: zh("工作目录不可写", "给提示中的用户该目录的权限,或换一个目录"),
  LZ7002: zh(
    "工作目录属于另一主版本的 PostgreSQL",
    "用建立它的那一版程序启动,或换一个目录;不会动另一主版本的文件",
  ),
  LZ7003: zh("没有适用于本平台的 PostgreSQL", "用系统软件源安装 PostgreSQL 15 或以上,并设置 DATABASE_URL"),
  LZ7004: zh("PostgreSQL 未能启动", "提示中引用了日志末尾,按其处理后重新启动;已确认的改动不会丢失"),
  LZ7005: zh("不是工作目录,或口令文件缺失", "写启动时所用的目录;口令文件与数据一起从备份恢复"),
  LZ7006: zh("连不上数据库", "核对主机、端口和网络,并启动数据库"),
  LZ7007: zh("数据库拒绝该用户", "改正用户、口令和库名;由数据库管理员授权"),
  LZ7008: zh("数据库版本过低", "使用 PostgreSQL 15 或以上"),
  LZ7009: zh("已执行的迁移被改动", "使用建库的那一版程序或更新的版本;旧迁移不得修改,变更另写新迁移"),
  LZ7010: zh("数据库与程序版本不一致", "使用较新的程序;若程序较新,启动一次即升级数据库"),
  LZ7011: zh("无法建立或使用应用角色", "请数据库管理员执行一次提示中的两条语句"),
  LZ7012: zh("提交时连接中断", "改动要么完整存在,要么不存在:先查看记录,再决定是否重做"),
  LZ7013: zh("数据库执行语句失败", "改动没有保留;提示未说明如何改正的,属产品缺陷,请反馈"),
  LZ7020: zh("改动或查阅保密数据而未留痕", "属产品缺陷,请反馈;没有改动任何数据"),
  LZ7021: zh("事件不能入链", "改正提示中的字段;金额用最小单位的整数"),
  LZ7022: zh("审计链的哈希算法不符或本机不支持", "算法在首环一次选定,请去掉该设置;SM3 需要支持它的 Node"),
  LZ7023: zh("该内容不能清除", "提示说明原因;首环和清除记录本身必须保留"),
  ...peopleChinese,
};
