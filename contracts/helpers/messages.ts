import { defineSignalMessage } from '#contracts/define-message.ts';

export const HELPER_SIGNALS = [
  /** The booked helper may not be able to come: certificateExpired, removed or leave. Ops decide. */
  defineSignalMessage({
    name: 'helperUnfit',
    subject: 'order',
    from: 'platform',
    shape: { messageId: 'id', helperId: 'id', reason: 'code' },
    describe: '家政员资格变化 the booked helper may be unfit: certificateExpired, removed, leave',
  }),
] as const;
