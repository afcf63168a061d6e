import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { bundleWorkflows } from '#scripts/setup/bundle-workflows.mjs';
import { casesWithoutQuestion } from './cases/cases-without-question.ts';
import { decideTheRest } from './cases/decide-the-rest.ts';
import { planCaseLives } from './cases/plan-case-lives.ts';
import type { Raced } from './cases/race.ts';
import { runRaces } from './cases/run-races.ts';
import { withoutOvertaking } from './cases/without-overtaking.ts';
import type { Findings } from './chaos/look-over.ts';
import { type ChaosOptions, runChaos } from './chaos/run-chaos.ts';
import { type Figure, figure } from './frame/figure.ts';
import { defineProof } from './frame/proof.ts';

/**
 * Simulated orders that open cases of every kind while worker, API, PostgreSQL and Temporal are killed; then decisions
 * that race against events which answer their cases.
 */
export const cases = defineProof({
  about:
    'cases of every kind are decided or overtaken while programs are killed; decisions race against facts',
  options: {
    lives: { kind: 'whole', help: 'lives that open cases', default: 120, full: 300, atLeast: 14 },
    kills: { kind: 'whole', help: 'SIGKILLs of worker, API, PostgreSQL and Temporal', default: 20 },
    races: { kind: 'whole', help: 'decisions against a check-in or a payment', default: 60, full: 200 },
    concurrency: { kind: 'whole', help: 'lives and races at a time', default: 8, atLeast: 1 },
    seed: { kind: 'whole', help: 'the same seed plans the same lives and kills', default: 1 },
    'no-controls': { kind: 'flag', help: 'leave out the two runs that have to fail' },
  },
  async run({ values, say, complain }) {
    const { lives, kills, races, concurrency, seed } = values;
    let raced: Raced[] = [];
    let undecidable: string[] = [];
    let withoutQuestion: string[] = [];
    const { findings, struck } = await runChaos(
      {
        ...quietly(lives, seed),
        // Enough for a busy machine; the run goes on as soon as all lives have ended.
        ...{ kills, concurrency, settleSeconds: 240 + 2 * lives },
        async afterwards(on) {
          raced = await runRaces(on, { races, seed, concurrency, say });
          // Before staff decide what is left, which answers every question.
          withoutQuestion = await casesWithoutQuestion(on.database);
          undecidable = await decideTheRest(on);
        },
      },
      say,
    );
    findings.casesWithoutQuestion = [...(findings.casesWithoutQuestion ?? []), ...withoutQuestion];
    for (const [check, found] of Object.entries(findings))
      for (const what of found) complain(`${check}: ${what}`);
    for (const what of undecidable) complain(`undecidable: ${what}`);
    for (const { kind, orderId, winner, what } of raced)
      if (winner === null) complain(`race against ${kind} ${orderId}: ${what}`);
    const won = (by: Raced['winner']) => raced.filter(({ winner }) => winner === by).length;
    return {
      figures: [
        figure('kills', struck.kills, { is: kills }),
        ...figuresOf(findings, undecidable),
        figure('races', raced.length, { is: races }),
        figure('races without exactly one winner', won(null), { is: 0 }),
        ...(races >= 10
          ? [
              figure('races that the decision won', won('decision'), { atLeast: 1 }),
              figure('races that what happened won', won('fact'), { atLeast: 1 }),
            ]
          : []),
      ],
      ...(values['no-controls'] ? {} : { controls: [await noOvertaking(seed, say), await noKey(seed, say)] }),
      also: { lives, seed },
    };
  },
});

/** Simulated orders, by default without faults. */
const quietly = (lives: number, seed: number): ChaosOptions => ({
  ...{
    orders: lives,
    plans: planCaseLives({ lives, seed }),
    seed,
    concurrency: 7,
    scale: 1,
    settleSeconds: 60,
  },
  ...{ kills: 0, pauses: 0, cuts: 0, losses: 0 },
});

const ATTENDED = ['casesWithoutWorkflow', 'differingCases'];

function figuresOf(findings: Findings, undecidable: string[]): Figure[] {
  const {
    casesWithoutQuestion = [],
    faultyLives = [],
    unfinishedLives = [],
    openOrders = [],
    ...rest
  } = findings;
  const effects = Object.entries(rest).filter(([check]) => !ATTENDED.includes(check));
  const none = { is: 0 };
  const sum = (lists: string[][]) => lists.reduce((total, { length }) => total + length, 0);
  return [
    figure('lives with a defect or without an end', sum([faultyLives, unfinishedLives, openOrders]), none),
    figure('cases that nobody can decide', undecidable.length, none),
    figure('cases open without a question', casesWithoutQuestion.length, none),
    figure(
      'cases that differ from their workflow, or have none',
      sum(ATTENDED.map((c) => findings[c] ?? [])),
      none,
    ),
    figure('effects lost or doubled', sum(effects.map(([, found]) => found)), none),
  ];
}

/** Control: orders do not notify their cases. */
async function noOvertaking(seed: number, say: (line: string) => void) {
  say('without overtaking');
  const folder = mkdtempSync(path.join(os.tmpdir(), 'anjia-cases-'));
  try {
    const bundle = withoutOvertaking({ bundle: await bundleWorkflows(), folder });
    const { plans, ...rest } = quietly(14, seed);
    const told = plans!
      .filter(({ story }) => story === 'lateCheckIn' || story === 'paidMeanwhile')
      // Lives begin by their places in the row.
      .map((plan, index) => ({ ...plan, index }));
    const { findings } = await runChaos(
      { ...rest, plans: told, orders: told.length, env: { WORKFLOW_BUNDLE: bundle } },
      say,
    );
    const { casesWithoutQuestion = [] } = findings;
    const saw = `${casesWithoutQuestion.length} cases open without a question`;
    return { name: 'orders do not tell their cases', failed: casesWithoutQuestion.length > 0, saw };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Control: calls to providers carry no key. */
async function noKey(seed: number, say: (line: string) => void) {
  say('without the key');
  const { findings } = await runChaos({ ...quietly(14, seed), without: 'key' }, say);
  const { secondNotices = [], secondCharges = [] } = findings;
  const saw = `${secondNotices.length} second notices, ${secondCharges.length} second charges`;
  return { name: 'calls without a key', failed: secondNotices.length + secondCharges.length > 0, saw };
}
