/** The Chinese of the catalogue of kept returns. */
import type { ChineseCatalogue } from "@lianzhang/kernel";

const zh = (title: string, mend: string): ChineseCatalogue[string] => ({ title, mend });

export const returnsKeptChinese: ChineseCatalogue = {
  LZ7501: zh("没有该报表", "从列表中重新打开;岗位范围以外的报表不显示"),
  LZ7502: zh("本岗位无权办理", "由有权限的岗位办理;岗位与范围由安全保密管理员设置"),
  LZ7503: zh("当前状态不能办理", "先撤回或退回修改;提示给出可办理的状态"),
  LZ7504: zh("该期已锁定", "由有权限的岗位先解锁;解锁留痕"),
  LZ7505: zh("缺少必要内容", "按提示补充"),
  LZ7506: zh("留存的文件缺失或被改动", "从备份恢复文件目录;按哈希核对"),
  LZ7507: zh("没有企业的有效授权", "请企业重新授权;没有授权不使用其自留底"),
  LZ7508: zh("报表已被他人更改", "重新查看后再办理"),
  LZ7509: zh("没有该表式", "使用定义中的表式"),
  LZ7510: zh("还有未处理的核对结果", "改正必须改正的,并说明需要说明的"),
};
