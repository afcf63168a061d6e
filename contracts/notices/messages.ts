import { defineSignalMessage } from '#contracts/define-message.ts';

export const NOTICE_SIGNALS = [
  defineSignalMessage({
    name: 'noticeBounced',
    subject: 'order',
    from: 'platform',
    shape: { messageId: 'id', noticeId: 'id' },
    describe: '通知失败 a notice failed on its last channel',
  }),
] as const;
