/** Tables of the generator's own: what clerks confuse must not come from the matcher that is judged. */

const words = (text: string) => text.trim().split(' ');

/** Surname, pinyin, and how often it occurs. */
export const surnames = words(
  '王:wang:76 李:li:74 张:zhang:68 刘:liu:54 陈:chen:46 杨:yang:31 ' +
    '黄:huang:23 赵:zhao:21 吴:wu:19 周:zhou:19 徐:xu:15 孙:sun:15 ' +
    '马:ma:13 朱:zhu:13 胡:hu:12 郭:guo:12 何:he:11 林:lin:11 高:gao:10 ' +
    '罗:luo:9 郑:zheng:9 梁:liang:8 谢:xie:7 宋:song:7 唐:tang:7 ' +
    '许:xu:6 韩:han:6 邓:deng:6 冯:feng:6 曹:cao:6 曾:zeng:5 肖:xiao:5 ' +
    '董:dong:4 袁:yuan:4 蒋:jiang:4 叶:ye:4 吕:lyu:4 苏:su:4 卢:lu:3 ' +
    '钟:zhong:3 谭:tan:3 陆:lu:3 范:fan:3 单:shan:1 仇:qiu:1 ' +
    '欧阳:ouyang:1 诸葛:zhuge:1 ',
).map((row) => {
  const [sign = '', latin = '', weight = '1'] = row.split(':');
  return { sign, latin, weight: Number(weight) };
});

/** Characters of given names by sound: a clerk who hears the name picks any of a line. */
export const sounds = words(
  'wei:伟玮炜维薇 jun:军君俊钧 fang:芳方 ming:明鸣铭 hong:红宏洪鸿 jie:杰洁捷 ' +
    'hua:华花 ying:英颖莹 li:丽莉立力 yan:燕艳岩 jing:静晶敬 ping:平萍 feng:峰锋凤丰 ' +
    'lin:林琳霖 xin:新鑫欣 yu:玉宇雨 zhen:珍贞振 xiu:秀修 lan:兰岚 guo:国果 ' +
    'qing:庆清青 hai:海 bo:波博 chao:超朝 gang:刚钢 tao:涛桃 qiang:强 lei:雷蕾磊 ' +
    'dan:丹 mei:梅美 gui:桂贵 xiang:祥香翔 jian:建健剑 zhi:志智 sheng:胜生升 ' +
    'shu:淑书 zhe:哲 kun:坤昆 ning:宁凝 you:友佑 wen:文雯 yi:怡艺 chun:春纯 ' +
    'de:德 ',
).map((row) => {
  const [latin = '', signs = ''] = row.split(':');
  return { latin, signs };
});

/** The usual form and the traditional one, as a system from outside the mainland prints it. */
export const traditional =
  '张張陈陳刘劉黄黃吴吳赵趙孙孫马馬罗羅郑鄭谢謝许許韩韓邓鄧冯馮萧蕭苏蘇卢盧钟鍾谭譚陆陸范範单單欧歐阳陽诸諸叶葉' +
  '伟偉玮瑋炜煒维維军軍钧鈞鸣鳴铭銘红紅鸿鴻洁潔华華颖穎莹瑩丽麗艳豔静靜锋鋒凤鳳丰豐贞貞兰蘭岚嵐国國庆慶涛濤刚剛钢鋼' +
  '贵貴剑劍胜勝书書宁寧艺藝纯純';

/** The usual form and a variant that stands in old household registers. */
export const variants = '峰峯杰傑岩巖哲喆坤堃升昇宁甯佑祐昆崑德徳颖頴秀秀';

/** Names of minorities: parts, which some write with a dot between them and some do not. */
export const minority = words(
  '买买提/吐尔逊:MALE 阿不都/外力:MALE 艾合买提/江:MALE 古丽/米热:FEMALE ' +
    '阿依古丽/买买提:FEMALE 热依汗/古丽:FEMALE 扎西/顿珠:MALE 次仁/卓玛:FEMALE ' +
    '巴特尔/孟和:MALE 吐尔逊/阿不力孜:MALE 帕提古丽/艾尼:FEMALE 玉素甫/卡德尔:MALE ',
).map((row) => {
  const [parts = '', sex] = row.split(':');
  return { parts: parts.split('/'), sex: sex === 'MALE' ? 'MALE' : 'FEMALE' } as const;
});
export const dots = ['·', '•', '・', '．', '.', '‧', ' ', ''];

export const villages = words(
  '东浦镇/河湾村 东浦镇/大塘村 东浦镇/桥头村 东浦镇/石庄村 西岭镇/上坪村 西岭镇/黄泥村 西岭镇/松树村 ' +
    '西岭镇/白石村 南桥镇/新塘村 南桥镇/沿江村 南桥镇/柳林村 南桥镇/青山村 北苑街道/书院社区 北苑街道/东门社区 ' +
    '北苑街道/站前社区 北苑街道/花园社区 沙河乡/张家村 沙河乡/李家村 沙河乡/三里村 沙河乡/渡口村 ',
).map((row) => {
  const [township = '', village = ''] = row.split('/');
  return { township, village };
});

export const institutions = [
  'county-hospital',
  'people-hospital',
  'township-dongpu',
  'township-xiling',
  'township-nanqiao',
] as const;

export const unknownNames = [
  '无名氏',
  '无名',
  '无名男',
  '无名女',
  '不详',
  '未知',
  '姓名不详',
  '无名氏3',
];
