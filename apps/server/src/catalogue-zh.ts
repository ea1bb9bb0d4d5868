/** The Chinese of the catalogue of the server. */
import type { ChineseCatalogue } from "@lianzhang/kernel";

const zh = (title: string, mend: string): ChineseCatalogue[string] => ({ title, mend });

export const serverChinese: ChineseCatalogue = {
  LZ6101: zh("查询参数不对", "提示说明是哪个参数、可以写什么"),
  LZ6102: zh("没有这个标识", "用提示给出的标识;指标目录和搜索列出全部"),
  LZ6103: zh("没有这个地址", "地址见 packages/contract"),
  LZ6104: zh("服务自身出错", "没有任何改动;请重试,仍然出错时反馈该请求和服务的输出"),
  LZ6105: zh("情景有错误", "逐条列出行、列和代码;怎么改见 LZ52xx 和 LZ1xxx"),
  LZ6110: zh("端口被其他程序占用", "停止该程序,或用 --port 换一个端口"),
  LZ6111: zh("目录不可写", "给本用户写权限,或用 --store 换一个目录"),
  LZ6112: zh("决定目录有错误", "改正 lianzhang check 列出的问题后重新启动"),
  LZ6113: zh("网页尚未构建", "运行 npm run build 后重新启动"),
  LZ6115: zh("密钥文件不在应在的位置", "放回与备份分开保管的副本,或用 --key 指明"),
  LZ6120: zh("尚未登录", "登录;填写中的内容保存在浏览器里"),
  LZ6121: zh("其他网站的页面要求的改动", "从本系统的页面操作;前置代理须原样传递 Host"),
  LZ6122: zh("请求内容不被接受", "以 application/json 发送完整的 JSON,文件用 application/octet-stream"),
  LZ6124: zh(
    "一分钟内的查询过多",
    "按 Retry-After 等待后重试;要整批数据的用导出。运行方可用 --requests-a-minute 调整",
  ),
  LZ6123: zh("岗位不允许", "工作需要的,请安全保密管理员授予相应岗位"),
  LZ6130: zh("签署前未看差异,或所看之后有变", "在「入链名录」页查看对数据的影响后签署"),
  LZ6131: zh("他人已先办理该条目", "刷新后办理其余条目"),
  LZ6150: zh("该月份此时不能这样办", "先开始本月调度,或写入未签发的月份;已签发的内容不变"),
  LZ6151: zh("月份签发的核算批次不完整", "核验审计链并从备份恢复;月份记录中的哈希说明是哪一批次"),
  LZ6152: zh("月份须在运行调度页签发", "在「运行调度」页签发:当月核算批次随之留存"),
  LZ6153: zh("该数没有可商请的单位", "刷新再看;已有的商请在该数的面板上"),
  LZ6140: zh("该报告期尚未开放填报", "提示写明开放之日;请先在国家平台报送"),
  LZ6114: zh("本用户不能使用该端口,或地址不属于本机", "用 --port 选 1023 以上的端口,用 --host 选本机地址"),
};
