import { defineMessage } from '#contracts/define-message.ts';
import { CUSTOMER_SIDE, HELPER_SIDE } from '#contracts/people/roles.ts';

export const MATCHING_MESSAGES = [
  defineMessage({
    name: 'chooseHelper',
    subject: 'order',
    who: CUSTOMER_SIDE,
    stages: ['selection'],
    shape: { helperId: 'id' },
    describe: '客户选择 choose a helper of the shortlist',
    http: { path: 'choice', summary: 'Choose a helper of the shortlist' },
    rule: true,
  }),
  defineMessage({
    name: 'rematch',
    subject: 'order',
    who: CUSTOMER_SIDE,
    stages: ['selection'],
    // A window goes with a named helper: the wanted time moves to when that helper is free.
    shape: { reasons: 'codes', named: 'id?', windowStart: 'time?', windowEnd: 'time?' },
    describe: '换一批 next round, with reasons',
    http: { path: 'rematch', summary: 'Ask for other helpers' },
    note: 'rematch',
    rule: true,
  }),
  defineMessage({
    name: 'answerOffer',
    subject: 'order',
    who: HELPER_SIDE,
    stages: ['selection', 'agreement'],
    helper: 'named',
    shape: { helperId: 'id', accept: 'bool' },
    describe: '接单/拒单 a helper accepts or declines the offer',
    http: { path: 'offer', summary: 'Accept or decline an offer' },
    reason: 'optional',
    rule: true,
  }),
  defineMessage({
    name: 'dispatchHelper',
    subject: 'order',
    who: ['ops'],
    stages: ['matching', 'selection'],
    shape: { helperId: 'id' },
    describe: '手动派工 ops dispatch a helper by hand; needs a reason',
    http: { path: 'dispatch', summary: 'Dispatch a helper by hand' },
    reason: 'required',
    note: 'ops',
  }),
] as const;
