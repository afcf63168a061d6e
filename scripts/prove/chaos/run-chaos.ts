import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { CatalogueReply } from '#contracts/catalogue/http.ts';
import { createClient } from '#contracts/client.ts';
import { moods } from '#scripts/gateways/moods.ts';
import { openGateways } from '#scripts/gateways/open-gateways.ts';
import { type Cast, openCast } from '../simulate/people.ts';
import type { Plan } from '../simulate/plan.ts';
import { type LifeResult, runLives } from '../simulate/run.ts';
import { givePeopleTime } from './give-people-time.ts';
import { keepStep } from './keep-step.ts';
import { liveTail } from './live-tail.ts';
import { type Findings, lookOver } from './look-over.ts';
import { openChaosInstance } from './open-instance.ts';
import { type FaultCounts, missedFaults, planFaults } from './plan-faults.ts';
import { planLives } from './plan-lives.ts';
import { phoneCodes } from './read-codes.ts';
import { rememberAnswers } from './remember-answers.ts';
import { stampBookings } from './stamp-bookings.ts';
import { strike } from './strike.ts';
import { type Guard, settingsWithout, takeGuardAway } from './take-guard-away.ts';

/** For what a life does after its order has closed. */
const GRACE_MS = 10_000;

export interface ChaosOptions extends FaultCounts {
  orders: number;
  concurrency: number;
  seed: number;
  /** Of the 5-15 s of a pause or cut. */
  scale: number;
  /** Seconds after the last fault in which every order has to be closed. */
  settleSeconds: number;
  without?: Guard | undefined;
  temporal?: 'dev' | 'cluster' | undefined;
  /** What is lived; the simulator's plans by default. */
  plans?: Plan[] | undefined;
  /** Settings of the programs besides. */
  env?: Record<string, string> | undefined;
  /** Done when the last fault is over and the lives have ended, before everything is looked over. */
  afterwards?: ((on: Afterwards) => Promise<void>) | undefined;
}

export interface Afterwards {
  cast: Cast;
  catalogue: CatalogueReply;
  database: pg.Pool;
}

export interface ChaosResult {
  orders: number;
  struck: Record<keyof FaultCounts, number>;
  /** At any of the strikes; one that meets nobody is not struck. */
  fewestOpenLives: number | null;
  /** From the last fault to the last order's end. */
  recoverySeconds: number;
  seconds: number;
  acknowledged: number;
  /** Calls that were told no, for good: they came too late, or a rule was against them. */
  refused: number;
  /** Lives of which an outage moved a deadline: only they may end otherwise than planned. */
  extendedLives: number;
  findings: Findings;
}

/** One instance, many lives, everything breaks; then everything that was promised is asked for. */
export async function runChaos(options: ChaosOptions, say: (line: string) => void): Promise<ChaosResult> {
  const { orders, concurrency, seed, without } = options;
  const startedAt = Date.now();
  const secret = randomBytes(24).toString('hex');
  const share = without === 'key' ? 0.3 : 0.05;
  const gateways = await openGateways({ secret, mood: moods({ seed, lost: share, busy: 0.05 }) });
  const instance = await openChaosInstance(options.temporal ?? 'dev', {
    GATEWAY_URL: gateways.url,
    PAYMENT_GATEWAY_URL: gateways.url,
    PAYMENT_GATEWAY_SECRET: secret,
    ...settingsWithout(without),
    ...options.env,
  });
  const database = new pg.Pool({ connectionString: instance.state().ownerUrl, max: 3 });
  database.on('error', () => undefined);
  const { url } = instance.state();
  say(`the instance is open at ${url}`);
  try {
    await givePeopleTime(database);
    await stampBookings(database);
    if (without) await takeGuardAway(without, instance.state().ownerUrl);
    const playing = { url, codesOf: phoneCodes(gateways) };
    const { cast, acknowledged, refused } = rememberAnswers(await openCast(playing));
    const catalogue = await createClient({ baseUrl: url, patienceMs: 60_000 })('catalogue', {});
    const faults = planFaults(options);

    const step = keepStep({ orders, concurrency, faults: faults.length });
    let lastFaultAt = Date.now();
    const closedAt: number[] = [];
    const results: LifeResult[] = [];
    const plans = options.plans ?? planLives(options);
    const lives = runLives({
      plans,
      cast,
      catalogue,
      concurrency,
      limitMs: 3_600_000,
      mayBegin: step.mayBegin,
      told(result) {
        step.lifeEnded();
        results.push(result);
        closedAt.push(Date.now());
        say(
          `${result.problems.length ? '✗' : '✓'} ${results.length}/${orders} ${result.orderId} ${result.plan.script} ` +
            `${result.ending ?? 'open'} ${result.seconds.toFixed(0)} s${result.problems.map((p) => `\n      ${p}`).join('')}`,
        );
      },
    });
    const struck = { kills: 0, pauses: 0, cuts: 0, losses: 0 };
    const names = { kill: 'kills', pause: 'pauses', cut: 'cuts', loss: 'losses' } as const;
    for (const fault of faults) {
      await sleep(fault.afterMs);
      const { afterMs: _, kind, ...what } = fault;
      const openLives = await step.nextStrike();
      say(`${kind} ${JSON.stringify(what)}, ${openLives} lives are open`);
      if (openLives > 0 && (await strike(instance, fault))) struck[names[kind]] += 1;
      step.strikeOver();
      lastFaultAt = Date.now();
    }
    say(`the last fault is over; ${orders - results.length} orders are not closed`);
    const settleMs = Math.max(0, lastFaultAt + options.settleSeconds * 1_000 - Date.now());
    const settled = Promise.race([lives, sleep(settleMs, undefined, { ref: false })]);
    // Where no fault was asked for, the providers' moods are what breaks.
    if (faults.length === 0) await settled;
    gateways.calm();
    const tail = liveTail({ instance, playing, catalogue, seed });
    await settled;
    // Its order closed in time, and a life may still be looking it over.
    await Promise.race([lives, sleep(GRACE_MS, undefined, { ref: false })]);
    const inTime = [...results];
    const tailed = await tail;
    await options.afterwards?.({ cast, catalogue, database });
    const recoverySeconds = Math.max(0, ...closedAt.map((at) => at - lastFaultAt)) / 1_000;
    const findings = await lookOver({
      instance,
      gateways,
      database,
      acknowledged,
      refused,
      plans,
      results: inTime,
      tail: tailed,
      say,
    });
    return {
      orders,
      struck,
      fewestOpenLives: step.fewestOpenLives(),
      recoverySeconds,
      seconds: (Date.now() - startedAt) / 1_000,
      acknowledged: acknowledged.size,
      refused: refused.size,
      extendedLives: results.filter(({ extended }) => extended).length,
      findings: { missedFaults: missedFaults(options, struck), ...findings },
    };
  } finally {
    await database.end();
    await instance.stop();
    await gateways.stop();
  }
}
