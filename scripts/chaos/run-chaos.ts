import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { createClient } from '#contracts/client.ts';
import { moods } from '../gateways/moods.ts';
import { openGateways } from '../gateways/open-gateways.ts';
import { openCast } from '../simulate/people.ts';
import type { Plan } from '../simulate/plan.ts';
import { type LifeResult, runLives } from '../simulate/run.ts';
import { givePeopleTime } from './give-people-time.ts';
import { liveTail } from './live-tail.ts';
import { type Findings, lookOver } from './look-over.ts';
import { openChaosHouse } from './open-house.ts';
import { type FaultCounts, planFaults } from './plan-faults.ts';
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

/** One house, many lives, everything breaks; then everything that was promised is asked for. */
export async function runChaos(options: ChaosOptions, say: (line: string) => void): Promise<ChaosResult> {
  const { orders, concurrency, seed, without } = options;
  const startedAt = Date.now();
  const secret = randomBytes(24).toString('hex');
  const share = without === 'key' ? 0.3 : 0.05;
  const gateways = await openGateways({ secret, mood: moods({ seed, lost: share, busy: 0.05 }) });
  const house = await openChaosHouse(options.temporal ?? 'dev', {
    GATEWAY_URL: gateways.url,
    PAYMENT_GATEWAY_URL: gateways.url,
    PAYMENT_GATEWAY_SECRET: secret,
    ...settingsWithout(without),
  });
  const database = new pg.Pool({ connectionString: house.state().ownerUrl, max: 3 });
  database.on('error', () => undefined);
  const { url } = house.state();
  say(`the house is open at ${url}`);
  try {
    await givePeopleTime(database);
    await stampBookings(database);
    if (without) await takeGuardAway(without, house.state().ownerUrl);
    const playing = { url, codesOf: phoneCodes(gateways) };
    const { cast, acknowledged, refused } = rememberAnswers(await openCast(playing));
    const catalogue = await createClient({ baseUrl: url, patienceMs: 60_000 })('catalogue', {});
    const faults = planFaults(options);

    // Lives and faults go side by side: neither is over long before the other.
    let begun = 0;
    let done = 0;
    let tried = 0;
    let lastFaultAt = Date.now();
    const closedAt: number[] = [];
    const results: LifeResult[] = [];
    const mayBegin = async (plan: Plan): Promise<void> => {
      const early = () => done < faults.length && plan.index - concurrency > (done / faults.length) * orders;
      // Lives are short: one is left for each fault to come, and begins just before it, so that none strikes an empty house.
      const kept = () => plan.index > 0 && plan.index >= orders - (faults.length - tried);
      while (early() || kept()) await sleep(100);
      begun += 1;
    };
    const plans = planLives(options);
    const lives = runLives({
      plans,
      cast,
      catalogue,
      concurrency,
      limitMs: 3_600_000,
      mayBegin,
      told(result) {
        results.push(result);
        closedAt.push(Date.now());
        say(
          `${result.problems.length ? '✗' : '✓'} ${results.length}/${orders} ${result.orderId} ${result.plan.script} ` +
            `${result.ending ?? 'open'} ${result.seconds.toFixed(0)} s${result.problems.map((p) => `\n      ${p}`).join('')}`,
        );
      },
    });
    const openAtStrikes: number[] = [];
    const openLives = () => begun - results.length;
    const struck = { kills: 0, pauses: 0, cuts: 0, losses: 0 };
    const names = { kill: 'kills', pause: 'pauses', cut: 'cuts', loss: 'losses' } as const;
    for (const fault of faults) {
      await sleep(fault.afterMs);
      // Lives that should have begun by now come first: none is left over at the end.
      const free = Math.max(1, orders - (faults.length - done));
      const due = Math.min(free, begun + concurrency, ((done + 1) / faults.length) * orders);
      for (let waited = 0; waited < 600 && begun < due - 1; waited += 1) await sleep(100);
      const { afterMs: _, kind, ...what } = fault;
      tried += 1;
      for (let waited = 0; waited < 600 && openLives() === 0 && begun < orders; waited += 1) await sleep(100);
      openAtStrikes.push(openLives());
      say(`${kind} ${JSON.stringify(what)}, ${openLives()} lives are open`);
      if (openLives() > 0 && (await strike(house, fault))) struck[names[kind]] += 1;
      done += 1;
      lastFaultAt = Date.now();
    }
    say(`the last fault is over; ${orders - results.length} orders are not closed`);
    // Every provider answers from here on: what now goes wrong is our own doing.
    gateways.calm();
    const tail = liveTail({ house, playing, catalogue, seed });
    await Promise.race([
      lives,
      sleep(Math.max(0, lastFaultAt + options.settleSeconds * 1_000 - Date.now()), undefined, { ref: false }),
    ]);
    // Its order closed in time, and a life may still be looking it over.
    await Promise.race([lives, sleep(GRACE_MS, undefined, { ref: false })]);
    const inTime = [...results];
    const recoverySeconds = Math.max(0, ...closedAt.map((at) => at - lastFaultAt)) / 1_000;
    const findings = await lookOver({
      house,
      gateways,
      database,
      acknowledged,
      refused,
      plans,
      results: inTime,
      tail: await tail,
      say,
    });
    return {
      orders,
      struck,
      fewestOpenLives: openAtStrikes.length > 0 ? Math.min(...openAtStrikes) : null,
      recoverySeconds,
      seconds: (Date.now() - startedAt) / 1_000,
      acknowledged: acknowledged.size,
      refused: refused.size,
      extendedLives: results.filter(({ extended }) => extended).length,
      findings: { missedFaults: missedFaults(options, struck), ...findings },
    };
  } finally {
    await database.end();
    await house.stop();
    await gateways.stop();
  }
}

/** A run that broke less than was asked for proves less. */
function missedFaults(asked: FaultCounts, struck: FaultCounts): string[] {
  return (Object.keys(struck) as (keyof FaultCounts)[])
    .filter((kind) => struck[kind] !== asked[kind])
    .map((kind) => `${struck[kind]} of ${asked[kind]} ${kind} struck`);
}
