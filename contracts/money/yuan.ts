/** Integer fen as a price, e.g. ¥128 or ¥128.50. */
export function yuan(fen: number): string {
  const sign = fen < 0 ? '-' : '';
  const whole = Math.abs(fen);
  const digits = whole % 100 === 0 ? 0 : 2;
  const number = new Intl.NumberFormat('zh-CN', { minimumFractionDigits: digits, maximumFractionDigits: 2 });
  return `${sign}¥${number.format(whole / 100)}`;
}
