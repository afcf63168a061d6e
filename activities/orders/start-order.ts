import type { WorkflowStartOptions } from '@temporalio/client';
import type { TypedSearchAttributes } from '@temporalio/common';
import { readOrder, type StoredOrder } from '#activities/order-rows/order-row.ts';
import { ORDER_AT_START, ORDER_WORKFLOW, workflowIdOf } from '#contracts/names.ts';
import type { StartOrder } from '#contracts/orders/start-order.ts';
import type { Database } from '#platform/database.ts';
import { searchAttributes } from '#platform/search-attributes.ts';

export interface StartRequest {
  workflow: string;
  options: WorkflowStartOptions & { args: [StartOrder] };
}

/** A stored inquiry with the input of its workflow. */
export interface Stored {
  order: StartedFrom;
  service: { nameZh: string; shape: string };
  districtName: string | null;
  received: { complete?: boolean; named?: string } | undefined;
}
type StartedFrom = Pick<
  StoredOrder,
  | ('id' | 'customerId' | 'city' | 'district' | 'serviceCode' | 'quantity' | 'minutes' | 'stage')
  | ('windowStart' | 'windowEnd' | 'createdAt' | 'policy')
>;
interface Started {
  taskQueue: string;
  publicUrl?: string | undefined;
}

/**
 * How the workflow of a stored inquiry is started. API and worker use the same function, so that a crash of the API
 * before the start loses nothing: the worker starts inquiries that wait too long.
 */
export async function startOfStored(
  input: Started & { database: Pick<Database, 'models'>; orderId: string },
): Promise<StartRequest | undefined> {
  const { database, orderId } = input;
  const order = await database.models.order.findUnique({
    where: { id: orderId },
    include: { events: { where: { version: 0, kind: 'inquiryReceived' }, take: 1 } },
  });
  if (!order) return undefined;
  const [service, district] = await Promise.all([
    database.models.service.findUniqueOrThrow({ where: { code: order.serviceCode } }),
    database.models.district.findUnique({ where: { code: order.district } }),
  ]);
  const received = order.events[0]?.payload as Stored['received'];
  return startRequest(
    { order: readOrder(order), service, districtName: district?.nameZh ?? null, received },
    input,
  );
}

export function startRequest(stored: Stored, { taskQueue, publicUrl }: Started): StartRequest {
  const { order, service, districtName, received } = stored;
  return {
    workflow: ORDER_WORKFLOW,
    options: {
      workflowId: workflowIdOf(order.id),
      taskQueue,
      workflowIdConflictPolicy: 'USE_EXISTING',
      workflowIdReusePolicy: 'REJECT_DUPLICATE',
      args: [startInputOf({ order, shape: service.shape as StartOrder['shape'], received })],
      // Codes and names of the catalogue only: the Temporal UI shows them.
      staticSummary: `${order.id} · ${service.nameZh} · ${districtName ?? order.district}`,
      staticDetails: detailsOf(order, publicUrl),
      typedSearchAttributes: attributesOf(order),
    },
  };
}

/**
 * The input of the order workflow.
 * @internal a test compares the input with what Temporal received
 */
export function startInputOf(input: {
  order: StartedFrom;
  shape: StartOrder['shape'];
  received: Stored['received'];
}): StartOrder {
  const { order, shape, received } = input;
  return {
    orderId: order.id,
    customerId: order.customerId,
    city: order.city,
    district: order.district,
    serviceCode: order.serviceCode,
    shape,
    complete: received?.complete ?? true,
    quantity: order.quantity,
    minutes: order.minutes,
    windowStart: order.windowStart.toISOString(),
    windowEnd: order.windowEnd.toISOString(),
    ...(received?.named ? { named: received.named } : {}),
    placedAt: order.createdAt.toISOString(),
    policy: order.policy,
  };
}

function detailsOf(order: StartedFrom, publicUrl: string | undefined): string {
  const window = `${order.windowStart.toISOString()} – ${order.windowEnd.toISOString()}`;
  const link = publicUrl
    ? `[运营页面 ops page](${publicUrl.replace(/\/$/, '')}/ops/orders/${order.id})\n\n`
    : '';
  return `${link}期望时间 wanted: ${window}`;
}

function attributesOf(order: StartedFrom): TypedSearchAttributes {
  const { city: City, district: District, serviceCode: ServiceCode, customerId: CustomerId } = order;
  return searchAttributes({ ...ORDER_AT_START, City, District, ServiceCode, CustomerId });
}
