import { Client, Connection } from '@temporalio/client';
import express, { type Request } from 'express';
import { z } from 'zod';
import { openDatabase } from '#platform/database.ts';
import { readEnv } from '#platform/env.ts';
import { sql } from '#platform/sql.ts';
import { step } from './bare-workflow.ts';
import { floorOrder, floorPaid } from './floor-workflow.ts';

// The minimum that an API of this stack does for an order: identifies the caller, checks the input, reads one row or
// sends the message, and answers. Sends its parent the port.
const env = readEnv({ process: 'temporal' });
const database = openDatabase({ url: process.env.DATABASE_URL!, max: 10, component: 'floor' });
const client = new Client({ connection: await Connection.connect({ address: env.TEMPORAL_ADDRESS }) });
const ORDER = z.object({
  orderId: z.string().min(1),
  updates: z.number().int(),
  activities: z.number().int(),
});
const STEP = z.object({ note: z.string() });

const app = express();
app.use(express.json());

async function whoAsks(req: Request): Promise<string> {
  const token = /^bearer ([^.]+)/i.exec(req.headers.authorization ?? '')?.[1] ?? '';
  const [person] = await database.query<{ id: string }>(sql`/* prepared */
    SELECT p.id FROM session s JOIN person p ON p.id = s."userId"::uuid AND p.active
    WHERE s.token = ${token} AND s."expiresAt" > now() AT TIME ZONE 'UTC'`);
  if (!person) throw new Error('nobody asks');
  return person.id;
}

app.post('/orders', async (req, res) => {
  const customerId = await whoAsks(req);
  const { orderId, updates, activities } = ORDER.parse(req.body);
  await database.execute(sql`/* prepared */
    INSERT INTO floor.ordered (id, customer_id, version) VALUES (${orderId}, ${customerId}, 0)`);
  const args: [{ updates: number; activities: number }] = [{ updates, activities }];
  await client.workflow.start(floorOrder, { workflowId: orderId, taskQueue: 'floor', args });
  res.status(201).json({ ok: true, orderId });
});
app.post('/orders/:orderId/steps', async (req, res) => {
  await whoAsks(req);
  STEP.parse(req.body);
  const version = await client.workflow.getHandle(req.params.orderId).executeUpdate(step);
  res.json({ ok: true, version });
});
app.post('/orders/:orderId/payments', async (req, res) => {
  await whoAsks(req);
  await client.workflow.getHandle(req.params.orderId).signal(floorPaid);
  res.json({ ok: true });
});
app.get('/orders/:orderId', async (req, res) => {
  const customerId = await whoAsks(req);
  const [order] = await database.query<object>(sql`/* prepared */
    SELECT id, version, told FROM floor.ordered WHERE id = ${req.params.orderId} AND customer_id = ${customerId}`);
  res.json(order);
});

const server = app.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.send?.(typeof address === 'object' ? address?.port : 0);
});
process.on('SIGTERM', () => process.exit(0));
