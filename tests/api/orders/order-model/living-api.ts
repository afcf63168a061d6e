import { createServer } from 'node:http';
import { Worker } from '@temporalio/worker';
import request from 'supertest';
import { caseTemporal } from '#activities/cases/case-temporal.ts';
import { outboxGateway } from '#activities/gateways/outbox.ts';
import { createActivities } from '#activities/index.ts';
import { createApp } from '#api/app.ts';
import { createTemporalPort } from '#api/messages/temporal.ts';
import { type Api, anApi, type Person, SECRET } from '#tests/support/an-api.ts';
import { aTaskQueue, localServer, workflowBundle } from '#tests/support/temporal.ts';

export interface LivingApi {
  api: Api;
  send: (who: Person, method: 'get' | 'post', path: string, body?: object, key?: string) => request.Test;
  close: () => Promise<void>;
}

/** The real API, workflows, activities, database and Temporal server; only the people are simulated. */
export async function aLivingApi(): Promise<LivingApi> {
  const taskQueue = aTaskQueue();
  const [api, environment] = await Promise.all([anApi({ env: { TASK_QUEUE: taskQueue } }), localServer()]);
  const { database } = api;
  const worker = await Worker.create({
    connection: environment.nativeConnection,
    taskQueue,
    workflowBundle: workflowBundle(),
    activities: createActivities({
      cases: { temporal: caseTemporal(environment.client), taskQueue },
      ...{ database, secret: SECRET, heartbeatMs: 1_000, gateway: outboxGateway(database) },
      tellBounced: async () => undefined,
    }),
  });
  const running = worker.run();
  const temporal = createTemporalPort({ client: environment.client, taskQueue });
  const server = createServer(createApp({ ...api.deps, temporal })).listen(0);
  return {
    api,
    send(who, method, path, body, key = crypto.randomUUID()) {
      const call = request(server)[method](`/api/v1${path}`).set('authorization', `Bearer ${who.token}`);
      return method === 'get' ? call : call.set('idempotency-key', key).send(body ?? {});
    },
    async close() {
      server.close();
      worker.shutdown();
      await running;
      await environment.teardown();
      await api.close();
    },
  };
}
