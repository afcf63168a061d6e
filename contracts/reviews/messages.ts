import { defineMessage } from '#contracts/define-message.ts';
import { CUSTOMER_SIDE } from '#contracts/people/roles.ts';

export const REVIEW_MESSAGES = [
  defineMessage({
    name: 'submitReview',
    subject: 'order',
    who: CUSTOMER_SIDE,
    stages: ['review'],
    shape: { attitude: 'score', effect: 'score', contractKept: 'bool' },
    describe: '评价 scores 1-5 for attitude and effect, contract kept',
    http: { path: 'review', summary: 'Review the visit within 24 hours' },
    note: 'review',
    noteField: 'text',
    rule: true,
    form: { group: 'customer', fields: ['scores'], serious: true },
    place: 18,
  }),
] as const;
