import { useTranslation } from 'react-i18next';
import type { Stuck } from '#contracts/watch/stuck.ts';

/** The reason of a block in words; technical details (a step, a failure, a build) stay as they are. */
export function useStuckWords() {
  const { t } = useTranslation('orders');
  return ({ kind, reason }: Pick<Stuck, 'kind' | 'reason'>): string => {
    switch (kind) {
      case 'noCheckIn':
        return t([`ops.needsOps.${reason}`, `ops.reasonCode.${reason}`], { defaultValue: reason });
      case 'deadlinePassed':
        return t([`ops.stage.${reason}`, `cases:ops.caseKind.${reason}`], { defaultValue: reason });
      case 'unsigned':
        return t(`common:role.${reason}`, { defaultValue: reason });
      case 'noticeBounced':
        return t(`notices:outbox.channel.${reason}`, { defaultValue: reason });
      default:
        return t(`ops.stuckReason.${reason}`, { defaultValue: reason });
    }
  };
}
