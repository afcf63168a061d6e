import { useTranslation } from 'react-i18next';
import type { DaySpan } from '#contracts/calendars/calendar.ts';
import { clockOf, clockSteps, WEEKDAYS } from './clock-words.ts';

type Pair = Pick<DaySpan, 'startMinute' | 'endMinute'>;

/** The times of a week, several a day. */
export function WeekSpans({ value, onChange }: { value: DaySpan[]; onChange: (value: DaySpan[]) => void }) {
  const { t } = useTranslation('calendars');
  const ofDay = (weekday: number) =>
    value.filter((s) => s.weekday === weekday).sort((a, b) => a.startMinute - b.startMinute);
  const setDay = (weekday: number, spans: Pair[]) =>
    onChange([
      ...value.filter((s) => s.weekday !== weekday),
      ...spans.map((s) => ({ weekday, startMinute: s.startMinute, endMinute: s.endMinute })),
    ]);
  const copyFirst = () => onChange(WEEKDAYS.flatMap((weekday) => ofDay(1).map((s) => ({ ...s, weekday }))));
  return (
    <div className="week-spans">
      {WEEKDAYS.map((weekday) => {
        const spans = ofDay(weekday);
        const another = next(spans);
        return (
          <fieldset key={weekday} data-weekday={weekday} aria-invalid={overlap(spans)}>
            <legend>{t(`calendar.weekday.${weekday}`)}</legend>
            {spans.length === 0 && <span className="hint">{t('times.off')}</span>}
            {spans.map((span, n) => (
              <SpanLine
                // biome-ignore lint/suspicious/noArrayIndexKey: a span has no identity but its place
                key={n}
                span={span}
                onChange={(next) =>
                  setDay(
                    weekday,
                    spans.flatMap((one, i) => (i === n ? (next ?? []) : one)),
                  )
                }
              />
            ))}
            {overlap(spans) && <em role="alert">{t('times.overlap')}</em>}
            {another && (
              <button type="button" className="link" onClick={() => setDay(weekday, [...spans, another])}>
                {t('times.add')}
              </button>
            )}
            {weekday === 1 && spans.length > 0 && (
              <button type="button" className="link" data-testid="copy-monday" onClick={copyFirst}>
                {t('times.copy')}
              </button>
            )}
          </fieldset>
        );
      })}
    </div>
  );
}

function SpanLine({ span, onChange }: { span: Pair; onChange: (span: Pair | null) => void }) {
  const { t } = useTranslation('calendars');
  const { startMinute, endMinute } = span;
  return (
    <div className="span-line">
      <select
        aria-label={t('times.from')}
        value={startMinute}
        onChange={(e) => {
          const start = Number(e.target.value);
          onChange({ startMinute: start, endMinute: Math.max(endMinute, start + 30) });
        }}
      >
        {clockSteps(0, 1410, startMinute).map((m) => (
          <option key={m} value={m}>
            {clockOf(m)}
          </option>
        ))}
      </select>
      <span aria-hidden="true">–</span>
      <select
        aria-label={t('times.to')}
        value={endMinute}
        onChange={(e) => onChange({ startMinute, endMinute: Number(e.target.value) })}
      >
        {clockSteps(startMinute + 1, 1440, endMinute).map((m) => (
          <option key={m} value={m}>
            {clockOf(m)}
          </option>
        ))}
      </select>
      <button type="button" className="link" onClick={() => onChange(null)}>
        {t('times.remove')}
      </button>
    </div>
  );
}

const overlap = (spans: Pair[]): boolean =>
  spans.some((a, i) =>
    spans.some((b, j) => i < j && a.startMinute < b.endMinute && b.startMinute < a.endMinute),
  );

/** True when the week can be saved. */
export const isSound = (spans: DaySpan[]): boolean =>
  WEEKDAYS.every((weekday) => !overlap(spans.filter((s) => s.weekday === weekday)));

/**
 * A new span: the usual hours on an empty day, else the first gap after or before the others; null when the day is
 * full.
 */
function next(spans: Pair[]): Pair | null {
  const last = spans.at(-1);
  if (!last) return { startMinute: 8 * 60, endMinute: 18 * 60 };
  const after = Math.min(last.endMinute + 60, 1380);
  if (after >= last.endMinute) return { startMinute: after, endMinute: Math.min(1440, after + 180) };
  const before = spans[0]!.startMinute;
  return before >= 60 ? { startMinute: Math.max(0, before - 180), endMinute: before } : null;
}
