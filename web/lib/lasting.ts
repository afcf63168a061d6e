type Say = (key: string, values: { count: number }) => string;

/** Minutes as days, hours and minutes in words: 5 天 3 小时 34 分钟 / 5 days 3 hours 34 minutes. */
export function lasting(minutes: number, t: Say): string {
  const whole = Math.max(0, Math.round(minutes));
  const parts: [unit: string, count: number][] = [
    ['day', Math.floor(whole / 1440)],
    ['hour', Math.floor((whole % 1440) / 60)],
    ['minute', whole % 60],
  ];
  const said = parts.filter(([unit, count]) => count > 0 || (unit === 'minute' && whole === 0));
  return said.map(([unit, count]) => t(`catalogue:unit.${unit}`, { count })).join(' ');
}
