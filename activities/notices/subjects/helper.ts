import type { NoticeSubject } from './notice-subject.ts';

interface Certificate {
  skill: string;
  /** ISO: the last moment at which it counts */
  until: string;
  /** 30, 7 or 1 before it runs out; 0 when it did. */
  days: number;
}

export interface HelperSubject {
  row: { id: string; city: string; displayName: string };
  events: { certificateEnds: Certificate; certificateChanged: { skill: string } };
  condition: 'certificate';
}

export const HELPER: NoticeSubject<HelperSubject> = {
  params: ({ displayName }) => ({ helper: displayName }),
  city: ({ city }) => city,
  orderId: () => null,
  conditions: {
    /** By skill: its certificate was not renewed. */
    certificate: {
      detailed: true,
      holds: () => true,
      endedBy: { certificateChanged: ({ skill }) => [skill] },
    },
  },
};
