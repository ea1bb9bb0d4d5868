/** Of a web page the article is read, with its title and its columns. */
import { expect, test } from "vitest";
import { documentText } from "./document.ts";

const linesOf = async (body: string): Promise<string[]> =>
  (
    await documentText(new TextEncoder().encode(`<!DOCTYPE html><html><body>${body}</body></html>`))
  ).text.split("\n");

test("a title over the article belongs to it", async () => {
  expect(
    await linesOf(
      "<div><a>首页</a></div><div><h1>演示市新材料产业行动方案</h1><p>浏览次数：120</p>" +
        "<div><p>一、总体要求</p><p>到2027年，新材料产业规模达到500亿元，培育企业20家。</p>" +
        "<p>二、主要任务</p><p>实施重大项目10个，各有关单位按职责落实。</p></div></div>",
    ),
  ).toEqual([
    "演示市新材料产业行动方案",
    "一、总体要求",
    "到2027年，新材料产业规模达到500亿元，培育企业20家。",
    "二、主要任务",
    "实施重大项目10个，各有关单位按职责落实。",
  ]);
});

test("a cell over two columns takes two, so that figures stay under their heads", async () => {
  expect(
    await linesOf(
      "<div><p>到2027年主要指标如下。</p><table><tr><th colspan=2>指标</th><th>目标</th></tr>" +
        "<tr><td>规模</td><td>总量</td><td>700亿元</td></tr></table></div>",
    ),
  ).toEqual(["到2027年主要指标如下。", "指标\t\t目标", "规模\t总量\t700亿元"]);
});
