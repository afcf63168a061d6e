import type { AgreementTerms } from '#contracts/agreements/agreement.ts';

export const UNITS: Record<string, string> = {
  hour: '小时',
  squareMetre: '平方米',
  item: '台',
  day: '天',
  month: '月',
};
export const PRICE_LINES: Record<string, string> = {
  base: '服务费',
  level: '家政员等级',
  distance: '路程补贴',
  holiday: '节假日',
  cap: '价格保护（减免）',
};
const SPANS: Record<string, string> = { second: '秒', minute: '分钟', hour: '小时', day: '天' };

/** The standing clauses, worded; codes stand in the terms that both sides sign. */
const CLAUSES: Record<string, (terms: AgreementTerms) => string> = {
  serviceScope: () => '乙方按本合同约定的项目、时间和地点提供服务；变更须经双方在平台上确认。',
  helperDuties: () => '乙方应持有效证件与资格上岗，准时到达，爱护甲方财物，遵守安全规范，不得私自转派他人。',
  customerDuties: () => '甲方应提供安全的工作条件和必要的配合，尊重乙方人格与休息，按时确认并支付价款。',
  noPrivateSurcharge: () => '乙方不得在本合同价款之外私自加价或收取其他费用。',
  cancelFees: (terms) => {
    const rungs = terms.cancelFees.map(
      ({ within, percent }) => `开始前 ${span(within)}内取消，付总价的 ${percent}%`,
    );
    return `取消与爽约：${rungs.join('；')}；爽约一方付总价的 ${terms.noShowFeePercent}%；因平台故障造成的不计。`;
  },
  guarantee: () => '甲方对服务有异议的，应在确认完成前提出，平台核实后可重做、减收或免收；双方均可申诉。',
  privacy: () => '双方对在服务中获知的个人信息保密，仅为履行本合同使用。',
};

export const clauseText = (code: string, terms: AgreementTerms): string => CLAUSES[code]?.(terms) ?? code;

function span(words: string): string {
  const [count, unit = ''] = words.split(' ');
  return `${count} ${SPANS[unit.replace(/s$/, '')] ?? unit}`;
}
