import { defineMessage } from '#contracts/define-message.ts';

export const AGREEMENT_MESSAGES = [
  defineMessage({
    name: 'sign',
    subject: 'order',
    who: ['customer', 'helper'],
    stages: ['agreement'],
    shape: { party: 'party', agreementId: 'id', evidenceId: 'id', termsHash: 'hash' },
    describe: '签署 one party signs the terms (needs evidence from the platform)',
    http: { path: 'agreement/signature', summary: 'Sign the terms with the code' },
    rule: true,
    place: 6,
  }),
] as const;
