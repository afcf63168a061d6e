import { useTranslation } from 'react-i18next';
import type { CaseEventView } from '#contracts/cases/case.ts';
import { lasting } from '../../lib/lasting.ts';
import { yuan } from '../../lib/money.ts';
import { dayAndClock } from '../../lib/time.ts';

/** Translates the codes of cases for staff. */
export function useCaseWords() {
  const { t, i18n } = useTranslation('cases');
  const reason = (code: string) => t([`orders:ops.reasonCode.${code}`, 'orders:ops.payload.code'], { code });
  const decision = (kind: string, code: string) =>
    t([`ops.decision.${kind}.${code}`, `decision.${code}`, 'orders:ops.payload.code'], { code });

  /** One line of a timeline. */
  const event = (kind: string, { kind: what, payload }: Pick<CaseEventView, 'kind' | 'payload'>): string => {
    const told = payload as Record<string, string | number | undefined>;
    const fen = typeof told.amountFen === 'number' ? ` · ${yuan(told.amountFen)}` : '';
    const when = (at: unknown) => (typeof at === 'string' ? dayAndClock(at, i18n.language) : '');
    switch (what) {
      case 'caseOpened':
        return t('ops.event.caseOpened', { reason: reason(String(told.reason)) });
      case 'caseAssigned':
        if (!told.owner) return t('ops.event.caseReleased');
        if (told.takenFrom === undefined) return t('ops.event.caseAssigned', { name: told.owner });
        return told.from
          ? t('ops.event.caseTaken', { name: told.owner, from: told.from })
          : t('ops.event.caseTakenUp', { name: told.owner });
      case 'caseChanged':
        return (
          t('ops.event.caseChanged', { variant: t(`ops.variant.${told.variant}`) }) +
          (told.reason ? ` · ${reason(String(told.reason))}` : '')
        );
      case 'caseOverdue':
        return t('ops.event.caseOverdue', { due: when(told.dueAt) });
      case 'caseDecided':
        return t('ops.event.caseDecided', { decision: decision(kind, String(told.decision)) }) + fen;
      case 'caseOvertaken':
        return t('ops.event.caseOvertaken', { by: t(`ops.overtakenBy.${told.by}`) });
      case 'deadlineExtended': {
        const minutes = lasting(Number(told.minutes), t as never);
        const by = told.by === 'outage' ? 'ops.event.extendedByOutage' : 'ops.event.extended';
        return t(by, { minutes, until: when(told.until) });
      }
      default:
        return t([`ops.event.${what}`, 'orders:ops.payload.code'], { code: what });
    }
  };
  return { reason, decision, event, kind: (kind: string) => t(`ops.caseKind.${kind}`) };
}
