import { formatInstant } from '@lianyi/shared/graphql/scalars';
import { type Referral, ReferralDirection, ReferralStatus } from '../referral/referral.entity';
import type { SlipFacts } from './slip-facts';
import { html, type Markup } from './slip-html';

/** Minutes are enough on paper: 2026-06-01 09:00. */
const onPaper = (instant: Date) => formatInstant(instant).slice(0, 16).replace('T', ' ');

const genders: Readonly<Record<string, string>> = { MALE: '男', FEMALE: '女' };

const urgencies: Readonly<Record<Referral['urgency'], string>> = {
  ROUTINE: '普通',
  ...{ URGENT: '紧急', EMERGENCY: '急诊' },
};

/** Why a slip is over, in the words of who ended it. */
const closed: Partial<Record<ReferralStatus, string>> = {
  [ReferralStatus.DECLINED]: '接收单位不予接收',
  [ReferralStatus.CANCELLED]: '转出单位撤销',
  [ReferralStatus.EXPIRED]: '超过期限未到院',
  [ReferralStatus.NO_SHOW]: '患者未按约就诊',
};

const style = html`
  @page { size: A4; margin: 18mm 16mm; }
  body { font-family: "SimSun", "Songti SC", "Noto Serif CJK SC", serif; font-size: 12pt; color: #000; }
  h1 { font-size: 16pt; text-align: center; letter-spacing: .2em; margin: 0 0 6mm; }
  h1 + p { text-align: right; margin: 0 0 3mm; }
  table { width: 100%; border-collapse: collapse; }
  th, td { border: 1px solid #000; padding: 2mm; text-align: left; vertical-align: top; white-space: pre-wrap; }
  th { width: 32mm; font-weight: normal; }
  section { page-break-inside: avoid; }
  section + section { border-top: 1px dashed #000; margin-top: 8mm; padding-top: 8mm; }
  footer { margin-top: 6mm; text-align: right; }
  .notice { font-size: 10.5pt; margin-top: 4mm; }`;

const row = (name: string, value: string | Markup | null | undefined): Markup =>
  html`<tr><th scope="row">${name}</th><td>${value || '—'}</td></tr>`;

/** The page: stub and slip, or the return slip of who is sent back down. */
export function slipPage(facts: SlipFacts): string {
  const { referral } = facts;
  const down = referral.direction === ReferralDirection.DOWN;
  const title = down ? '双向转诊（回转）单' : '双向转诊（转出）单';
  const page = html`<!doctype html>
<html lang="zh-CN">
<head><meta charset="utf-8"><title>${title} ${referral.number}</title><style>${style}</style></head>
<body>
${down ? returnSlip(facts, title) : [stub(facts), upSlip(facts, title)]}
</body>
</html>
`;
  return page.text;
}

const head = (title: string, { number }: Referral) => html`<h1>${title}</h1><p>编号：${number}</p>`;

/** Kept by the sender. */
const stub = (facts: SlipFacts) => html`<section>${head('存根', facts.referral)}<table>
${[
  ...personRows(facts),
  row('联系电话', facts.person.phone),
  row('家庭住址', facts.person.address),
  row('转入单位、科室', `${facts.to} ${facts.referral.department ?? ''}`.trim()),
  row('接诊医生', facts.referral.form?.receivingDoctor),
]}
</table>${signature(facts)}</section>`;

const upSlip = (facts: SlipFacts, title: string) => {
  const { form, summary } = facts.referral;
  return html`<section>${head(title, facts.referral)}<table>
${[
  row('机构名称', facts.to),
  ...personRows(facts),
  row('初步印象', diagnosesOf(facts.referral)),
  row('主要现病史（转出原因）', `${summary}\n${reasonOf(facts)}`),
  row('主要既往史', form?.pastHistory),
  row('过敏史', allergiesOf(facts)),
  row('治疗经过', form?.treatment),
  row('紧急程度', urgencies[facts.referral.urgency]),
  row('接收安排', arrangementOf(facts)),
  row('知情同意', consentOf(form?.consent)),
  ...closing(facts),
]}
</table>${signature(facts)}
<p class="notice">患者须知：请携带本单、居民身份证、医疗保障凭证以及病历和检查检验资料就诊。</p></section>`;
};

const returnSlip = (facts: SlipFacts, title: string) => {
  const { form, summary } = facts.referral;
  return html`<section>${head(title, facts.referral)}<table>
${[
  row('转回单位', facts.to),
  row('接诊医生', form?.receivingDoctor),
  ...personRows(facts),
  row('住院病案号', form?.inpatientNumber),
  row('诊断结果', diagnosesOf(facts.referral)),
  row('主要检查结果', form?.findings),
  row('主要既往史', form?.pastHistory),
  row('过敏史', allergiesOf(facts)),
  row('治疗经过、下一步治疗方案及康复建议', treatmentOf(facts, [summary, form?.treatment])),
  row('用药建议', medicationsOf(facts)),
  row('注意事项', form?.precautions),
  ...closing(facts),
]}
</table>${signature(facts)}</section>`;
};

const personRows = ({ person, referral }: SlipFacts) => [
  row('患者姓名', person.name),
  row('性别', genders[person.gender] ?? '未说明'),
  row('年龄', person.age === null ? null : `${person.age} 岁`),
  row('病案号', referral.form?.recordNumber),
];

const diagnosesOf = ({ diagnoses }: Referral) =>
  diagnoses.map(({ code, display }) => `${display}（${code}）`).join('；');

const reasonOf = ({ reason, referral }: SlipFacts) =>
  `转诊原因：${reason}${referral.reasonText ? `。${referral.reasonText}` : ''}`;

const allergiesOf = ({ person: { allergies } }: SlipFacts) =>
  allergies
    ? allergies.map(({ substance }) => substance.display).join('；') || '未记录过敏史'
    : '见健康档案';

/** The up slip is one only once the receiver has accepted and arranged. */
function arrangementOf({ events, referral }: SlipFacts): string {
  const accepted = events.find(({ status }) => status === ReferralStatus.ACCEPTED);
  if (!accepted) return '待接收单位确认';
  const where = [referral.department, referral.form?.receivingDoctor].filter(Boolean).join(' ');
  return [`${onPaper(accepted.at)} 已同意接收`, where, accepted.note].filter(Boolean).join('\n');
}

const consentOf = (consent: boolean | null | undefined) =>
  consent == null ? null : consent ? '同意' : '不同意';

const treatmentOf = ({ plan }: SlipFacts, texts: readonly (string | null | undefined)[]) =>
  [...texts, plan?.text, plan?.followUpBy && `随访日期：${plan.followUpBy}`]
    .filter(Boolean)
    .join('\n');

const medicationsOf = ({ drugs, plan }: SlipFacts) =>
  (plan?.medications ?? [])
    .map(({ days, dosage }, at) => `${drugs[at] ?? ''} ${dosage}，${days} 天`)
    .join('\n');

function closing({ events, referral }: SlipFacts): Markup[] {
  const why = closed[referral.status];
  if (why === undefined) return [];
  const { note } = events.at(-1) ?? {};
  return [row('结束原因', note ? `${why}：${note}` : why)];
}

const signature = ({ events, from, referral }: SlipFacts) => html`<footer>
转诊医生（签字）：${events[0]?.by ?? ''}　联系电话：${referral.form?.doctorPhone ?? ''}<br>
${from}（盖章）　${referral.submittedAt ? onPaper(referral.submittedAt).slice(0, 10) : ''}
</footer>`;
