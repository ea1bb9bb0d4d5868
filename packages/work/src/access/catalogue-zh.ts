/** The Chinese of the catalogue of access. */
import type { ChineseCatalogue } from "@lianzhang/kernel";

export const accessChinese: ChineseCatalogue = {
  LZ7201: { title: "超出本岗位可更改的范围", mend: "请记录归属单位办理;岗位和范围由安全保密管理员设置" },
  LZ7202: { title: "隐藏的字段不能查询或填写", mend: "改用代替它的字段;知悉人员在记录或权限文件中指定" },
  LZ7203: { title: "本岗位无此权限", mend: "请安全保密管理员设置有此权限的岗位;权限见决定目录的权限文件" },
  LZ7204: {
    title: "该字段只由办理步骤写入",
    mend: "按提示办理该步骤;记错的由权限文件中有更正(correct)权限的岗位改",
  },
};
