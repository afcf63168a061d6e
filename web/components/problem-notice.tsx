import { useTranslation } from 'react-i18next';
import { ERRORS, isErrorCode } from '#contracts/errors.ts';
import type { Problem } from '#contracts/problem.ts';
import { useTongue } from '../lib/i18n.ts';
import { lasting } from '../lib/lasting.ts';
import { clock, dayAndClock, localDate } from '../lib/time.ts';

/** The day is said unless it is today. */
const fromWhen = (at: string, lang: string) =>
  localDate(at) === localDate(Date.now()) ? clock(at, lang) : dayAndClock(at, lang);

/** An error in the reader's language, with the alternatives. */
export function ProblemNotice({ problem, names }: { problem: Problem; names?: Record<string, string> }) {
  const { t, i18n } = useTranslation();
  const tongue = useTongue();
  const sentence =
    problem.status === 0
      ? t('problem.noAnswer')
      : isErrorCode(problem.code)
        ? ERRORS[problem.code][tongue]
        : problem.title || t('problem.unknown');
  const alternatives = (problem.alternatives ?? []).map((a) => names?.[a]).filter((a) => a !== undefined);
  return (
    <div className="notice notice-bad" role="alert" data-code={problem.code}>
      <p>
        {sentence}
        {problem.retryAfter
          ? ` ${t('problem.waitFor', { lasting: lasting(Math.ceil(problem.retryAfter / 60), t) })}`
          : null}
        {problem.from && ` ${t('problem.from', { at: fromWhen(problem.from, i18n.language) })}`}
      </p>
      {problem.fields?.length ? (
        <ul>
          {problem.fields.map((field) => (
            <li key={field.path}>
              {t(`field.${field.path}`, { defaultValue: field.path })}
              {t('colon')}
              {field.message}
            </li>
          ))}
        </ul>
      ) : null}
      {alternatives.length > 0 && (
        <p>
          {t('problem.instead')} {alternatives.join(t('listSeparator'))}
        </p>
      )}
    </div>
  );
}
