import type { TemporalPort, Told } from '#api/messages/temporal.ts';
import type { Action } from '#contracts/access.ts';
import { orderIdOf } from '#contracts/names.ts';

/** `orderId`: as the workflow's id has it; of a case that id itself. */
export type Update = Parameters<TemporalPort['update']>[0] & { orderId: string; action: Action };

export interface FakeTemporal extends TemporalPort {
  started: string[];
  told: Update[];
  signalled: Parameters<TemporalPort['signal']>[0][];
  /** What the next messages are answered with; the answer of an update id is kept, as the server does. */
  reply: (update: Update) => Told;
  down: boolean;
}

/** Temporal as the API sees it: remembers what it was told, answers the same update id with the same answer. */
export function fakeTemporal(): FakeTemporal {
  const answers = new Map<string, Told>();
  const fake: FakeTemporal = {
    started: [],
    told: [],
    signalled: [],
    down: false,
    reply: ({ message }) => ({
      is: 'answered',
      answer: { ok: true, version: 0, bodyHash: (message as { bodyHash?: string }).bodyHash },
    }),
    async start({ options }) {
      if (fake.down) throw new Error('Temporal is away');
      fake.started.push(String(options.workflowId));
    },
    async update(input) {
      if (fake.down) return { is: 'unavailable' };
      const update = { ...input, orderId: orderIdOf(input.workflowId) } as Update;
      fake.told.push(update);
      const kept = answers.get(input.updateId);
      if (kept) return kept;
      const told = fake.reply(update);
      if (told.is === 'answered') answers.set(input.updateId, told);
      return told;
    },
    async answer({ updateId }) {
      return answers.get(updateId) ?? { is: 'unknown' };
    },
    async signal(input) {
      if (fake.down) throw new Error('Temporal is away');
      fake.signalled.push(input as never);
      return 'sent';
    },
    checksProofOfShape: async () => true,
    answers: async () => !fake.down,
    workerPolls: async () => !fake.down,
  };
  return fake;
}
