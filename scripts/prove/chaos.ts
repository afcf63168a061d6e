import { runChaos } from './chaos/run-chaos.ts';
import { runControls } from './chaos/run-controls.ts';
import { runMessages } from './chaos/run-messages.ts';
import { GUARDS } from './chaos/take-guard-away.ts';
import { runScript } from './frame/run-tool.ts';
import { defineTool } from './frame/tool.ts';

const chaos = defineTool({
  about: 'orders are lived in an instance of its own while programs, connections and answers fail',
  options: {
    orders: { kind: 'whole', help: 'how many lives', default: 60, atLeast: 1 },
    kills: { kind: 'whole', help: 'SIGKILLs of worker, API, PostgreSQL and Temporal', default: 15 },
    pauses: { kind: 'whole', help: 'SIGSTOPs of 5-15 s', default: 3 },
    cuts: {
      kind: 'whole',
      help: 'the connections to PostgreSQL and Temporal are cut or go silent for 5-15 s',
      default: 3,
    },
    losses: { kind: 'whole', help: 'transactions that commit while the answer is lost', default: 10 },
    concurrency: { kind: 'whole', help: 'how many lives at a time', default: 8, atLeast: 1 },
    seed: { kind: 'whole', help: 'the same seed plans the same faults in the same order', default: 1 },
    scale: { kind: 'decimal', help: 'factor of the seconds of pauses and cuts', default: 1 },
    settle: {
      kind: 'whole',
      help: 'seconds after the last fault in which all orders must be closed',
      default: 120,
    },
    temporal: {
      kind: 'text',
      help: 'or cluster: the real Temporal server, its tables in the PostgreSQL that is killed',
      default: 'dev',
      oneOf: ['dev', 'cluster'],
    },
    without: {
      kind: 'text',
      help: `${GUARDS.join(', ')}: takes one guard away; the run has to fail`,
      oneOf: GUARDS,
    },
    controls: {
      kind: 'flag',
      help: 'one short run without each guard; fails unless every one of them fails as it must',
    },
    guards: { kind: 'list', help: 'of --controls: only these', default: GUARDS, oneOf: GUARDS },
    messages: {
      kind: 'flag',
      help: "instead: any shuffle of an order's messages, each sent 1-5 times, ends like one clean run",
    },
    runs: { kind: 'whole', help: 'of --messages', default: 1000, atLeast: 1 },
  },
  notes: `The last line is JSON: how many of each were found. Exit code 1 when there is any (or when fewer
faults struck than were asked for), 2 when it could not run.`,
  async run({ values, say, complain, print }) {
    const { controls: isControls, guards, messages: isMessages, runs, settle, ...options } = values;
    const { seed, without } = options;
    if (isMessages) {
      const passed = await runMessages({ runs, seed });
      print({ messages: runs, seed, failed: !passed });
      return passed;
    }
    if (isControls) {
      const controls = await runControls({ seed, guards, say });
      const passed = controls.every(({ failedAsItMust }) => failedAsItMust);
      print({ seed, controls, failed: !passed });
      return passed;
    }
    const { findings, ...ran } = await runChaos({ ...options, settleSeconds: settle }, say);
    for (const [check, found] of Object.entries(findings))
      for (const what of found) complain(`${check}: ${what}`);
    const counts = Object.fromEntries(
      Object.entries(findings).map(([check, found]) => [check, found.length]),
    );
    const failed = Object.values(counts).some((count) => count > 0);
    print({ seed, without, ...ran, ...counts, failed });
    return !failed;
  },
});

await runScript('chaos', chaos);
