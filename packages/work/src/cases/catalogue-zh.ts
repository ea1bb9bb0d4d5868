/** The Chinese of the catalogue of cases. */
import type { ChineseCatalogue } from "@lianzhang/kernel";

const zh = (title: string, mend: string): ChineseCatalogue[string] => ({ title, mend });

export const casesChinese: ChineseCatalogue = {
  LZ7401: zh("没有该办理流程", "使用定义中的名称;提示给出最相近的一项"),
  LZ7402: zh("没有该事项", "从列表中重新打开"),
  LZ7403: zh("当前环节没有该步骤", "刷新后从当前环节的步骤中选择"),
  LZ7404: zh("无权办理或会签", "由提示中的角色办理;岗位范围由安全管理员设置"),
  LZ7405: zh("前置条件不成立", "按提示补填,或改正所依据的字段"),
  LZ7406: zh("缺少材料", "随本步骤补充材料,或先行提交"),
  LZ7407: zh("材料不符合要求", "材料按内容识别为 PDF、图片或办公文档,且不超过大小上限"),
  LZ7408: zh("文件信息不符合要求", "照文件填写文号、标题和日期"),
  LZ7409: zh("文号已使用", "照文件核对文号;同一文件不重复登记"),
  LZ7410: zh("缺少理由", "写明理由"),
  LZ7411: zh("不在申报窗口内", "等待下一窗口;已公布的见提示"),
  LZ7412: zh("会签未结束,或没有待会签的步骤", "先完成、退回或撤回会签"),
  LZ7413: zh("本步骤不填该字段", "其他字段在登记册中更改"),
  LZ7414: zh("工作日历未覆盖", "公布后补充该年度工作日历"),
  LZ7415: zh("没有本人提交的该材料", "他人提交的由其本人撤下"),
};
