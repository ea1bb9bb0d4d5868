/** 演示数据: made-up parcels and investment projects, one a line. Days are counted from the first start; blank: not yet. */

type Row = Readonly<Record<string, string>>;

/** Lines of cells under the names of the first line; a blank cell is left out. */
function rowsOf(table: string): readonly Row[] {
  const [head = [], ...lines] = table
    .trim()
    .split("\n")
    .map((line) => line.split("|"));
  return lines.map((cells) =>
    Object.fromEntries(
      head.flatMap((name, i) => {
        const cell = cells[i] ?? "";
        return cell === "" ? [] : [[name, cell]];
      }),
    ),
  );
}

/** Areas are in 亩, prices in 万元. */
export const demoParcels: readonly Row[] = rowsOf(`
county|park|name|area|approved|supplied|delivered|price|idle|inefficient
511402|ganmei|甘眉 2023-07 号|186.5|-1350|-1180|-1150|3540|
511402|ganmei|甘眉 2024-11 号|240|-980|-860|-830|4560|
511402|meishan_hightech|高新 2024-03 号|132.8|-900|-770|-740|2656|
511402|meishan_hightech|高新 2025-02 号|96.4|-640|-520|-500|1928|
511402|dongpo_new|经开新区 2025-05 号|158|-560|-430|-410|3002|
511402|dongpo_new|经开新区 2026-01 号|74.6|-300|-180|-160|1417|
511403|pengshan_zone|彭山 2023-12 号|205.3|-1240|-1060|-1040|3695|
511403|pengshan_zone|彭山 2024-08 号|118|-1010|-880|-870|2124|
511403|qinglong|青龙 2025-04 号|143.7|-600|-470|-440|2874|
511421|renshou_zone|仁寿 2024-02 号|176|-1120|-960|-930|2816||是
511421|renshou_zone|仁寿 2025-06 号|88.2|-520|-400|-370|1411|
511421|shigao|视高 2025-09 号|124.5|-430|-310|-290|2739|
511421|shigao|视高 2026-02 号|66|-260||||
511423||洪雅 2025-01 号|52.4|-700|-590|-570|734|
511424||丹棱 2024-05 号|61|-1080|-960|-940|793|是
511425||青神 2024-09 号|83.6|-960|-850|-830|1254|
511402|meishan_hightech|高新 2026-03 号|110|-200||||
511403|pengshan_zone|彭山 2026-01 号|97.5|-240||||
511402|ganmei|甘眉 2026-02 号|68|-320|-120||1292|
511425||青神 2025-03 号|45.8|-480|-380|-360|687|
`);

/** Amounts are in 万元; `parcel` is the place in the list above, `handed` the unit a lead went to and `share` the % kept. */
export const demoProjects: readonly Row[] = rowsOf(`
state|entered|name|client|county|park|chain|department|investment|output|tax|contact|review|signed|start|completion|approved|started|building|finished|producing|parcel|invested|produced|taxed|handed|share
lead|-1|年产 2 万吨硅碳负极材料项目|银杏|511402|ganmei|lithium|economy_bureau|60000|120000|3600|-3|||||||||||||||
lead|-6|智能仓储装备制造项目|白鹭|511421|shigao|equipment|economy_bureau|32000|56000|1700|-7|||||||||||||||
assess|-2|医用冷链耗材基地项目|青竹|511403|pengshan_zone|medicine_food|economy_bureau|18000|36000|1500|-20|||||||||||||||
assess|-9|钠离子电池中试线项目|石榴|511402|meishan_hightech|lithium|economy_bureau|45000|80000|2400|-31|||||||||||||||
transfer|-3|光伏背板膜扩产项目|雪松|511403|qinglong|pv|economy_bureau|52000|98000|2900|-44||||||||||||||ganmei_unit|30
talks|-35|高纯石英坩埚项目|海棠|511402|dongpo_new|pv|economy_bureau|76000|150000|4500|-96|||||||||||||||
talks|-60|泡菜智能化加工园项目|岷江|511425||medicine_food|agriculture_bureau|26000|48000|1900|-130|||||||||||||||
review|-4|六氟磷酸锂技改扩能项目|凤仪|511402|ganmei|lithium|economy_bureau|98000|210000|7300|-150|||||||||||||||
review|-19|新型显示偏光片项目|墨竹|511421|shigao|electronics|development_reform|128000|260000|8200|-170|||||||||||||||
signed|-75|半固态电池模组项目|望山|511402|meishan_hightech|lithium|economy_bureau|150000|320000|9600|-330|-110|-75|40|580|||||||||||
signed|-215|特种聚酰胺切片项目|听涛|511403|pengshan_zone|chemicals|economy_bureau|88000|170000|5200|-460|-240|-215|-30|510|||||||||||
landed|-40|车用线束及连接器项目|松涛|511402|dongpo_new|electronics|economy_bureau|38000|76000|2300|-420|-200|-160|25|420|-40|||||5|||||
landed|-330|高端紧固件生产基地项目|云岭|511424||equipment|economy_bureau|21000|42000|1300|-1020|-950|-930|-800|-380|-880|||||14|||||
funded|-120|锂电池铜箔项目|丹崖|511402|dongpo_new|lithium|economy_bureau|110000|230000|6900|-700|-560|-520|-370|90|-400|||||4|||||
funded|-55|生物基可降解材料项目|清溪|511421|shigao|chemicals|economy_bureau|67000|125000|3900|-520|-400|-350|-20|400|-260|||||11|||||
started|-95|精密铸造汽车零部件项目|铁牛|511421|renshou_zone|equipment|economy_bureau|42000|81000|2500|-640|-480|-440|-140|260|-350|-95||||10|6800||||
started|-20|藤编竹纤维复合材料项目|竹海|511423||chemicals|economy_bureau|15000|28000|900|-800|-690|-640|-260|120|-540|-20||||13|1200||||
building|-300|磷酸铁锂正极材料二期项目|秋水|511402|meishan_hightech|lithium|economy_bureau|180000|420000|12500|-820|-660|-600|-400|60|-480|-390|-300|||3|121000||||
building|-520|超薄光伏玻璃项目|明镜|511403|qinglong|pv|economy_bureau|135000|280000|8600|-880|-700|-650|-560|-70|-600|-545|-520|||8|128500||||
finished|-25|预制菜中央厨房项目|稻香|511425||medicine_food|agriculture_bureau|36000|72000|2600|-1100|-940|-900|-760|-90|-840|-750|-690|-25||15|33800||||
producing|-410|锂离子电池隔膜项目|流云|511402|ganmei|lithium|economy_bureau|160000|350000|10800|-1300|-1160|-1120|-820|-450|-900|-815|-740|-440|-410|1|171200|298000|7900||
producing|-210|机器人减速器项目|磐石|511402|meishan_hightech|equipment|economy_bureau|58000|108000|3400|-1150|-960|-900|-720|-260|-780|-700|-640|-230|-210|2|51400|61000|1850||
remedy|-70|电子级硫酸项目|澄江|511403|pengshan_zone|chemicals|economy_bureau|72000|140000|4800|-1400|-1200|-1100|-840|-480|-900|-800|-730|-420|-390|7|64300|69000|1500||
fulfilled|-60|三元前驱体项目|金沙|511402|ganmei|lithium|economy_bureau|210000|460000|14200|-1700|-1500|-1420|-1140|-700|-1250|-1150|-1080|-715|-690|0|224600|503000|15900||
fulfilled|-30|绿色食品包装项目|素笺|511421|renshou_zone|medicine_food|economy_bureau|31000|65000|2100|-1500|-1300|-1240|-900|-520|-980|-905|-840|-540|-500|9|32500|67400|2180||
dropped|-45|铝塑膜生产线项目|晚霞|511403|pengshan_zone|lithium|economy_bureau|40000|75000|2200|-190|||||||||||||||
exited|-90|光伏组件边框项目|斜阳|511403|pengshan_zone|pv|economy_bureau|47000|90000|2700|-1450|-1280|-1200|-1000|-600||||||6|||||
`);
