import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import pg from 'pg';
import { caseWorkflowId } from '#contracts/cases/case-subject.ts';
import { workflowIdOf } from '#contracts/names.ts';
import { DATABASE_CHECKS, type DatabaseCheck } from '#scripts/verify/database-checks.ts';
import { type Check, countsOf, verifyInstance } from '#scripts/verify/verify-instance.ts';
import { aFixture, CUSTOMER, type Fixture, HELPER, OPS, type TestOrder } from '#tests/support/a-fixture.ts';
import { aCase } from '#tests/support/cases/rows.ts';
import { aTransition } from '#tests/support/orders/rows.ts';

let fixture: Fixture;
let owner: pg.Client;
let order: TestOrder;
let other: TestOrder;
beforeAll(async () => {
  fixture = await aFixture();
  owner = new pg.Client({ connectionString: fixture.ownerUrl });
  await owner.connect();
  order = await fixture.anOrder();
  other = await fixture.anOrder();
  await order.settled();
});
afterAll(async () => {
  await owner?.end();
  await fixture?.drop();
});

/** A workflow service that knows these orders. */
function temporal(known: Record<string, { status: string; view?: object; outcome?: object }>): Client {
  const handleOf = (workflowId: string) => {
    const found = Object.entries(known).find(([id]) =>
      [workflowIdOf(id), caseWorkflowId(id, 1)].includes(workflowId),
    )?.[1];
    return {
      describe: async () => {
        if (!found) throw new WorkflowNotFoundError('not found', workflowId, undefined);
        return { status: { name: found.status } };
      },
      query: async () => found?.view,
      result: async () => found?.outcome,
    };
  };
  const client = {
    workflow: { getHandle: handleOf },
    withDeadline: (_: number, work: () => unknown) => work(),
  };
  return client as unknown as Client;
}

describe('verify, in the database', () => {
  test('a lived order → nothing is found', async () => {
    const report = await verifyInstance({ databaseUrl: fixture.appUrl });
    expect(Object.values(report.violations).flat()).toEqual([]);
    expect(report.orders).toBe(2);
  });

  // What guards against it is taken away first, where there is a guard: verify must not rely on it.
  const booking = (orderId: string, status: string, day: number) =>
    `INSERT INTO booking (id, order_id, helper_id, starts_at, ends_at, status, held_until, latitude, longitude, updated_at)
     VALUES ('${randomUUID()}', '${orderId}', '${HELPER}', '2031-01-0${day}T02:00Z', '2031-01-0${day}T05:00Z', '${status}',
       now(), 36, 118, now())`;
  const notice = (template: string, key: string) =>
    `INSERT INTO notice (id, key, order_id, person_id, template, params)
     VALUES ('${randomUUID()}', '${order.id}:${key}', '${order.id}', '${CUSTOMER}', '${template}', '{}')`;
  const event = (kind: string, version: number, cause = 'test', role = 'system') =>
    `INSERT INTO order_event (order_id, version, kind, payload, role, cause)
     VALUES ('${order.id}', ${version}, '${kind}', '{}', '${role}', '${cause}')`;
  const money = (key: string, kind: string, amounts: [string, number][]) => [
    `INSERT INTO ledger_transaction (key, order_id, kind, cause) VALUES ('${key}', '${order.id}', '${kind}', 'test')`,
    ...amounts.map(
      ([account, amount]) =>
        `INSERT INTO ledger_entry (transaction_key, account, amount) VALUES ('${key}', '${account}', ${amount})`,
    ),
  ];
  const reward = (key: string) =>
    `INSERT INTO reward (key, order_id, helper_id, points, bonus_fen, boost) VALUES ('${key}', '${order.id}', '${HELPER}', 1, 1, 1)`;
  const penalty = (key: string) =>
    `INSERT INTO penalty (key, order_id, helper_id, kind, reason, decided_by, appeal_until)
     VALUES ('${key}', '${order.id}', '${HELPER}', 'training', 'lowScore', '${OPS}', now())`;
  const close = () =>
    `UPDATE "order" SET stage = 'closed', ending = 'cancelled', updated_at = now() WHERE id = '${order.id}'`;
  const CASE = 'c0000000-0000-4000-8000-0000000000c1';
  const insertCase = (more: Record<string, string | number | null> = {}) => {
    const row = {
      ...{ id: CASE, version: 2, order_id: order.id, kind: 'penalty', reason: 'lowScore', status: 'decided' },
      ...{ decision: 'training', helper_id: HELPER, ...more },
    };
    const values = Object.values(row).map((value) => (value === null ? 'NULL' : `'${value}'`));
    return `INSERT INTO "case" (${Object.keys(row).join(', ')}) VALUES (${values.join(', ')})`;
  };
  const insertOpenCase = () => insertCase({ status: 'open', decision: null });
  const decision = (what: string) =>
    `INSERT INTO case_decision (case_id, round, decision, role, cause) VALUES ('${CASE}', 1, '${what}', 'ops', 'test')`;
  const applied = (what: string) =>
    `INSERT INTO order_event (order_id, version, kind, payload, role, cause)
     VALUES ('${order.id}', 3, 'caseDecided', '{"caseId":"${CASE}","decision":"${what}"}', 'ops', 'test')`;
  const caseEvent = (kind: string, version: number, cause = 'test', role = 'system') =>
    `INSERT INTO subject_event (subject, subject_id, version, kind, payload, role, cause)
     VALUES ('case', '${CASE}/1', ${version}, '${kind}', '{}', '${role}', '${cause}')`;
  const charged = (version: number, helperId: string) =>
    `INSERT INTO order_event (order_id, version, kind, payload, role, cause) VALUES ('${order.id}', ${version},
       'feeCharged', '{"payer":"helper","helperId":"${helperId}"}', 'system', 'test')`;
  const noShowFee = (key: string) =>
    money(key, 'noShowFee', [
      ['helper:x', 5],
      ['platform:income', -5],
    ]);
  /** One for the ending and one for a case: rightly. */
  const feesOfEndingAndCase = () => [
    ...[insertCase(), ...noShowFee(`${order.id}/fee`), ...noShowFee(`${CASE}/fee`)],
    ...[charged(90, 'x'), charged(91, 'y')],
  ];
  const unguarded = [
    'ALTER TABLE ledger_transaction DISABLE TRIGGER ledger_transaction_balances',
    'ALTER TABLE ledger_entry DISABLE TRIGGER ledger_entry_balances',
  ];

  const violations: [DatabaseCheck, string, () => string[]][] = [
    [
      'overlappingBookings',
      'two bookings of one helper at one time',
      () => [
        'ALTER TABLE booking DROP CONSTRAINT booking_no_overlap',
        booking(order.id, 'confirmed', 1),
        booking(other.id, 'held', 1),
      ],
    ],
    [
      'unbalancedLedger',
      'a transaction that sums to one fen',
      () => [
        ...unguarded,
        ...money('lame', 'payment', [
          ['gateway:x', 100],
          ['platform:income', -99],
        ]),
      ],
    ],
    [
      'unbalancedLedger',
      'a transaction with one entry only',
      () => [...unguarded, ...money('half', 'payment', [['gateway:x', 1]])],
    ],
    [
      'secondNotices',
      'the end told twice',
      () => [notice('closed', '90:closed'), notice('closed', '91:closed')],
    ],
    [
      'secondNotices',
      'one message of a person that told twice',
      () => [
        event('helperChosen', 90, 'update-1', 'customer'),
        event('helperChosen', 91, 'update-1', 'customer'),
        notice('toSign', `90:toSign:${CUSTOMER}`),
        notice('toSign', `91:toSign:${CUSTOMER}`),
      ],
    ],
    ['secondRewards', 'two rewards', () => [reward('one'), reward('two')]],
    [
      'secondRewards',
      'two rewards in the ledger',
      () =>
        ['one', 'two'].flatMap((key) =>
          money(key, 'reward', [
            ['platform:marketing', 5],
            ['helper:x', -5],
          ]),
        ),
    ],
    ['secondPenalties', 'two penalties', () => [penalty('one'), penalty('two')]],
    [
      'secondCharges',
      'settled again',
      () =>
        money('again', 'settle', [
          ['platform:income', 5],
          ['helper:x', -5],
        ]),
    ],
    [
      'secondCharges',
      'paid more than was owed',
      () =>
        money('much', 'payment', [
          ['gateway:x', 9_999_999],
          [`customer:${CUSTOMER}`, -9_999_999],
        ]),
    ],
    [
      'secondCharges',
      'a fee that is of no case, besides that of the ending',
      () => [...noShowFee(`${order.id}/fee`), ...noShowFee(`${OPS}/fee`)],
    ],
    ['secondFacts', 'checked in twice', () => [event('checkedIn', 90)]],
    ['secondFacts', 'one helper charged twice', () => [charged(90, 'x'), charged(91, 'x')]],
    ['wrongDecisions', 'decided without a decision', () => [insertCase()]],
    ['wrongDecisions', 'decided otherwise', () => [insertCase(), decision('none')]],
    ['wrongDecisions', 'decided and still open', () => [insertOpenCase(), decision('training')]],
    ['wronglyAppliedDecisions', 'decided, and the order knows nothing of it', () => [insertCase()]],
    ['wronglyAppliedDecisions', 'applied otherwise', () => [insertCase(), applied('none')]],
    ['wronglyAppliedDecisions', 'applied twice', () => [insertOpenCase(), applied('none'), applied('none')]],
    [
      'wronglyAppliedDecisions',
      'overtaken, and applied all the same',
      () => [insertCase({ decision: 'overtaken' }), applied('training')],
    ],
    ['lostPenalties', 'a training that nobody got', () => [insertCase()]],
    [
      'secondCaseFacts',
      'decided and overtaken',
      () => [insertOpenCase(), caseEvent('caseDecided', 2), caseEvent('caseOvertaken', 2)],
    ],
    [
      'caseVersionsNotGrowing',
      'a timeline ahead of its case',
      () => [insertCase(), caseEvent('caseAssigned', 3)],
    ],
    [
      'caseVersionsNotGrowing',
      'a version below the one before',
      () => [insertCase(), caseEvent('caseAssigned', 2), caseEvent('caseAssigned', 1)],
    ],
    [
      'caseVersionsNotGrowing',
      'one version of two messages',
      () => [
        ...[insertCase(), caseEvent('caseAssigned', 2, 'update-1', 'ops')],
        caseEvent('caseAssigned', 2, 'update-2', 'ops'),
      ],
    ],
    [
      'secondCaseNotices',
      'one transition that told a person twice',
      () =>
        ['a', 'b'].map(
          (end) =>
            `INSERT INTO notice (id, key, subject, subject_id, person_id, template, params) VALUES ('${randomUUID()}',
               '${CASE}/1:2:caseOverdue:${end}', 'case', '${CASE}/1', '${OPS}', 'caseOverdue', '{}')`,
        ),
    ],
    ['versionsNotGrowing', 'a version below the one before', () => [event('needsOps', 0)]],
    ['versionsNotGrowing', 'a timeline ahead of its order', () => [event('needsOps', 99)]],
    [
      'versionsNotGrowing',
      'one version of two messages',
      () => [
        `UPDATE "order" SET version = 90 WHERE id = '${order.id}'`,
        event('needsOps', 90, 'update-1', 'customer'),
        event('needsOps', 90, 'update-2', 'ops'),
      ],
    ],
    ['closedWithBookings', 'a slot held for a closed order', () => [close(), booking(order.id, 'held', 2)]],
    ['closedWithReminders', 'a closed order whose reminders would still go out', () => [close()]],
  ];

  test.each(violations)('%s: %s → found', async (check, _, statements) => {
    const databaseUrl = fixture.ownerUrl;
    const before = countsOf(await verifyInstance({ databaseUrl }))[check];
    // The check sees it inside a transaction that is taken back: the next violation finds the fixture in order.
    await owner.query('BEGIN');
    try {
      for (const sql of statements()) await owner.query(sql);
      const { rows } = await owner.query(DATABASE_CHECKS[check]);
      expect(before).toBe(0);
      const ids = rows.map((row: { orderId: string }) => row.orderId);
      expect(ids.length).toBeGreaterThan(0);
      expect([order.id, other.id, `${CASE}/1`]).toEqual(expect.arrayContaining(ids));
    } finally {
      await owner.query('ROLLBACK');
    }
  });

  test('a fee of the ending and one of a case → nothing is found', async () => {
    await owner.query('BEGIN');
    try {
      for (const sql of feesOfEndingAndCase()) await owner.query(sql);
      for (const check of ['secondCharges', 'secondFacts'] as const)
        expect((await owner.query(DATABASE_CHECKS[check])).rows).toEqual([]);
    } finally {
      await owner.query('ROLLBACK');
    }
  });

  test('every check has a violation that it finds', () => {
    expect([...new Set(violations.map(([check]) => check))].toSorted()).toEqual(
      Object.keys(DATABASE_CHECKS).toSorted(),
    );
  });
});

describe('verify, between database and workflow', () => {
  beforeAll(async () => {
    await fixture.database.models.order.update({ where: { id: order.id }, data: { workflowStarted: true } });
  });
  const found = async (client: Client): Promise<[Check, string][]> => {
    const { violations } = await verifyInstance({ databaseUrl: fixture.appUrl, client, patienceMs: 0 });
    return Object.entries(violations).flatMap(([check, all]) =>
      all.filter((v) => v.orderId === order.id).map((v): [Check, string] => [check as Check, v.what]),
    );
  };
  const agreeing = async () => {
    const { version, stage, ending, helperId, settlement } = await order.row();
    return { version, stage, ending, helperId, settlement };
  };

  test('the same place → nothing', async () => {
    expect(await found(temporal({ [order.id]: { status: 'RUNNING', view: await agreeing() } }))).toEqual([]);
  });
  test.each([
    ['another stage', { stage: 'visit' }],
    ['an older version', { version: 1 }],
    ['another ending', { ending: 'lapsed' }],
    ['another helper', { helperId: null }],
    ['another settlement', { settlement: 'waived' }],
  ])('%s → differingOrders', async (_, other) => {
    const view = { ...(await agreeing()), ...other };
    const all = await found(temporal({ [order.id]: { status: 'RUNNING', view } }));
    expect(all).toEqual([['differingOrders', expect.stringContaining('the database says review')]]);
  });
  test('a workflow that ended while the order is open → differingOrders', async () => {
    const outcome = { ending: 'completed', version: 9 };
    const all = await found(temporal({ [order.id]: { status: 'COMPLETED', outcome } }));
    expect(all.map(([check]) => check)).toEqual(['differingOrders']);
  });
  test('a workflow that failed → differingOrders', async () => {
    const all = await found(temporal({ [order.id]: { status: 'FAILED' } }));
    expect(all).toEqual([['differingOrders', 'its workflow is FAILED']]);
  });
  test('an open order that no workflow lives → ordersWithoutWorkflow; one just placed has a minute', async () => {
    const lost = async () => {
      const client = temporal({});
      const { violations } = await verifyInstance({ databaseUrl: fixture.appUrl, client, patienceMs: 0 });
      return violations.ordersWithoutWorkflow.map((v) => v.orderId);
    };
    expect(await lost()).toEqual([order.id]);
    await owner.query(`UPDATE "order" SET created_at = now() - interval '2 minutes' WHERE id = $1`, [
      other.id,
    ]);
    expect((await lost()).toSorted()).toEqual([order.id, other.id].toSorted());
  });
});

describe('verify, strictly, of a closed order', () => {
  const found = async (client: Client, strict: boolean): Promise<[Check, string][]> => {
    const databaseUrl = fixture.appUrl;
    const { violations } = await verifyInstance({ databaseUrl, client, patienceMs: 0, strict });
    const { differingOrders, ordersWithoutWorkflow } = violations;
    return Object.entries({ differingOrders, ordersWithoutWorkflow }).flatMap(([check, all]) =>
      all.filter((v) => v.orderId === order.id).map((v): [Check, string] => [check as Check, v.what]),
    );
  };
  const closed = async (other: object = {}) => {
    const { version, stage, ending, helperId, settlement } = await order.row();
    const view = { version, stage, ending, helperId, settlement, ...other };
    return temporal({ [order.id]: { status: 'COMPLETED', view, outcome: { ending, version: 1 } } });
  };
  beforeAll(() =>
    fixture.database.models.order.update({
      where: { id: order.id },
      data: { stage: 'closed', ending: 'completed' },
    }),
  );

  test('the same place → nothing; the workflow forgotten → found', async () => {
    expect(await found(await closed(), true)).toEqual([]);
    expect(await found(temporal({}), true)).toEqual([
      ['ordersWithoutWorkflow', 'closed, and no workflow lives it'],
    ]);
  });
  test('ahead of its workflow by a decision that the closed order took → nothing', async () => {
    const { version } = await order.row();
    const cause = `${randomUUID()}/1/1`;
    await aTransition(fixture.database, {
      ...{
        key: `${order.id}:applyDecision:${cause}`,
        orderId: order.id,
        subject: 'order',
        subjectId: order.id,
      },
      cause,
    });
    expect(await found(await closed({ version: version - 1 }), true)).toEqual([]);
    expect((await found(await closed(), true)).map(([check]) => check)).toEqual(['differingOrders']);
    await owner.query('DELETE FROM transition WHERE cause = $1', [cause]);
  });
  test.each([
    ['a version behind the row', { version: 1 }],
    ['another helper', { helperId: null }],
    ['another settlement', { settlement: 'waived' }],
  ])('%s → differingOrders, which only the strict comparison sees', async (_, other) => {
    expect((await found(await closed(other), true)).map(([check]) => check)).toEqual(['differingOrders']);
    expect(await found(await closed(other), false)).toEqual([]);
  });
});

describe('verify, between a case and its workflow', () => {
  const caseId = randomUUID();
  const dueAt = new Date('2031-01-01T02:00Z');
  const agreeing = { version: 1, stage: 'open', ownerId: null, dueAt: dueAt.toISOString(), variant: null };
  const found = async (known: Parameters<typeof temporal>[0]): Promise<[string, string][]> => {
    const client = temporal(known);
    const { violations, cases } = await verifyInstance({
      databaseUrl: fixture.appUrl,
      client,
      patienceMs: 0,
    });
    expect(cases).toBe(1);
    const { differingCases, casesWithoutWorkflow } = violations;
    return Object.entries({ differingCases, casesWithoutWorkflow }).flatMap(([check, all]) =>
      all.map((v): [string, string] => [check, v.what]),
    );
  };
  const isNow = (data: object) => fixture.database.models.case.update({ where: { id: caseId }, data });
  beforeAll(() =>
    aCase(fixture.database, {
      ...{ id: caseId, kind: 'arrival', reason: 'noCheckIn', orderId: other.id, workflowStarted: false },
      ...{ dueAt, openedAt: new Date(Date.now() - 120_000) },
    }),
  );

  test('open alike → nothing', async () => {
    expect(await found({ [caseId]: { status: 'RUNNING', view: agreeing } })).toEqual([]);
  });
  test.each([
    ['another version', { version: 2 }],
    ['another owner', { ownerId: OPS }],
    ['another due time', { dueAt: '2031-01-01T03:00:00.000Z' }],
    ['another question', { variant: 'withdrawn' }],
    ['closed', { stage: 'closed' }],
  ])('%s → differingCases', async (_, view) => {
    const all = await found({ [caseId]: { status: 'RUNNING', view: { ...agreeing, ...view } } });
    expect(all).toEqual([['differingCases', expect.stringContaining('the database says v1')]]);
  });
  test.each(['COMPLETED', 'FAILED', 'TERMINATED'])(
    'open, its workflow %s → differingCases',
    async (status) => {
      const all = await found({ [caseId]: { status } });
      expect(all).toEqual([['differingCases', expect.stringContaining(`its workflow is ${status}`)]]);
    },
  );
  test('open without a workflow → casesWithoutWorkflow, unless it has just been opened', async () => {
    expect((await found({})).map(([check]) => check)).toEqual(['casesWithoutWorkflow']);
    await isNow({ openedAt: new Date() });
    expect(await found({})).toEqual([]);
    await isNow({ openedAt: new Date(Date.now() - 120_000) });
  });
  test('of version 0 → its order must ask about it', async () => {
    await isNow({ version: 0 });
    const asked = (openCaseId: string | null) =>
      found({ [other.id]: { status: 'RUNNING', view: { openCaseId } } });
    expect(await asked(caseId)).toEqual([]);
    expect((await asked(null)).map(([check]) => check)).toEqual(['casesWithoutWorkflow']);
    expect((await found({ [other.id]: { status: 'COMPLETED', outcome: {} } })).length).toBe(1);
    await isNow({ kind: 'penalty' });
    expect(await asked(null)).toEqual([]);
  });
  test('decided → its workflow has completed with this version', async () => {
    await isNow({ version: 2, status: 'decided', decision: 'excused', kind: 'arrival' });
    const completed = (outcome: object) => found({ [caseId]: { status: 'COMPLETED', outcome } });
    expect(await completed({ version: 2, ending: 'decided' })).toEqual([]);
    expect(await found({})).toEqual([]);
    for (const outcome of [
      { version: 1, ending: 'decided' },
      { version: 2, ending: 'overtaken' },
    ])
      expect((await completed(outcome)).map(([check]) => check)).toEqual(['differingCases']);
    expect(await found({ [caseId]: { status: 'RUNNING', view: agreeing } })).toEqual([
      ['differingCases', expect.stringContaining('decided, and its workflow is RUNNING')],
    ]);
  });
});
