import type { CaseEventPayloads } from '#contracts/cases/effects.ts';
import type { CaseKind } from '#contracts/cases/kinds.ts';
import type { NoticeSubject } from './notice-subject.ts';

/** The columns of a case that its notices read. */
interface CaseFacts {
  id: string;
  city: string | null;
  orderId: string | null;
  kind: CaseKind;
  ownerId: string | null;
  status: string;
}

export interface CaseSubject {
  row: CaseFacts;
  events: CaseEventPayloads;
  condition: 'caseOpen' | 'caseOwner';
}

const isOpen = ({ status }: CaseFacts): boolean => status === 'open';

export const CASE: NoticeSubject<CaseSubject> = {
  params: ({ id, kind }) => ({ caseId: id, kind }),
  city: ({ city }) => city,
  orderId: ({ orderId }) => orderId,
  conditions: {
    caseOpen: { holds: isOpen },
    /** It is open, and nobody else was put in charge. */
    caseOwner: { holds: isOpen, endedBy: { caseAssigned: () => true } },
  },
};
