import { defineSearchAttributeKey, SearchAttributeType, TypedSearchAttributes } from '@temporalio/common';
import type { WorkflowStartOptions } from '@temporalio/client';
import type { EventPayloads } from '#contracts/events.ts';
import { ORDER_WORKFLOW, workflowIdOf } from '#contracts/names.ts';
import type { Policy } from '#contracts/policy.ts';
import type { StartOrder } from '#contracts/transitions.ts';
import type { Database } from '#platform/database.ts';

/** What the start of an order's workflow is made of: its row, its service, its district. */
export interface StartSource {
  order: {
    id: string;
    customerId: string;
    city: string;
    district: string;
    serviceCode: string;
    quantity: number;
    minutes: number;
    windowStart: Date;
    windowEnd: Date;
    createdAt: Date;
    policy: unknown;
  };
  service: { nameZh: string; shape: string };
  districtName: string;
  complete: boolean;
  named?: string | undefined;
  taskQueue: string;
  /** The address of our own pages, for the link back from the Temporal UI. */
  publicUrl?: string | undefined;
}

/** Reads a stored inquiry and says how its workflow is started; null when there is no such order. */
export async function startOfStored(input: {
  database: Database;
  orderId: string;
  taskQueue: string;
  publicUrl?: string | undefined;
}): Promise<ReturnType<typeof startOf> | null> {
  const { database, orderId, ...where } = input;
  const order = await database.order.findUnique({ where: { id: orderId } });
  if (!order) return null;
  const [service, district, received] = await Promise.all([
    database.service.findUniqueOrThrow({ where: { code: order.serviceCode } }),
    database.district.findUnique({ where: { code: order.district } }),
    database.orderEvent.findFirst({ where: { orderId, kind: 'inquiryReceived' } }),
  ]);
  const said = (received?.payload ?? {}) as Partial<EventPayloads['inquiryReceived']>;
  const districtName = district?.nameZh ?? order.district;
  return startOf({ order, service, districtName, complete: said.complete ?? true, named: said.named, ...where });
}

const keyword = (name: string) => defineSearchAttributeKey(name, SearchAttributeType.KEYWORD);

/** How an order's workflow is started; the same for the API and for the worker that finds an order not started. */
export function startOf(source: StartSource): { workflow: string; options: WorkflowStartOptions } {
  const { order, service, taskQueue } = source;
  const input: StartOrder = {
    orderId: order.id,
    customerId: order.customerId,
    city: order.city,
    district: order.district,
    serviceCode: order.serviceCode,
    shape: service.shape === 'liveIn' ? 'liveIn' : 'visit',
    complete: source.complete,
    quantity: order.quantity,
    minutes: order.minutes,
    windowStart: order.windowStart.toISOString(),
    windowEnd: order.windowEnd.toISOString(),
    ...(source.named ? { named: source.named } : {}),
    placedAt: order.createdAt.toISOString(),
    policy: order.policy as Policy,
  };
  const options: WorkflowStartOptions = {
    workflowId: workflowIdOf(order.id),
    taskQueue,
    args: [input],
    workflowIdConflictPolicy: 'USE_EXISTING',
    workflowIdReusePolicy: 'REJECT_DUPLICATE',
    staticSummary: atMostBytes(`${order.id} · ${service.nameZh} · ${source.districtName}`, 200),
    staticDetails: detailsOf(source),
    typedSearchAttributes: new TypedSearchAttributes([
      { key: keyword('OrderStage'), value: 'inquiry' },
      { key: keyword('City'), value: order.city },
      { key: keyword('District'), value: order.district },
      { key: keyword('ServiceCode'), value: order.serviceCode },
      { key: keyword('CustomerId'), value: order.customerId },
      { key: defineSearchAttributeKey('NeedsOps', SearchAttributeType.BOOL), value: false },
      { key: defineSearchAttributeKey('RematchCount', SearchAttributeType.INT), value: 0 },
    ]),
  };
  return { workflow: ORDER_WORKFLOW, options };
}

function detailsOf({ order, service, districtName, publicUrl }: StartSource): string {
  const link = publicUrl ? `[在运营后台打开 open this order in ops](${publicUrl.replace(/\/$/, '')}/ops/orders/${order.id})` : '';
  const facts = `- 服务 service: ${service.nameZh} × ${order.quantity}\n- 区域 district: ${districtName}\n- 策略 policy: ${(order.policy as Policy).key}`;
  return [`**${order.id}**`, facts, link].filter(Boolean).join('\n\n');
}

// The server refuses a longer summary; characters are never cut in half.
function atMostBytes(text: string, limit: number): string {
  let cut = text;
  while (Buffer.byteLength(cut) > limit) cut = [...cut].slice(0, -1).join('');
  return cut;
}
