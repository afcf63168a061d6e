import { z } from 'zod';

/**
 * What can block orders, with the cause and the next step. One table for the board, the metrics and the runbook
 * (docs/runbook/<kind>.md gives the procedure).
 */
export interface StuckRow {
  zh: string;
  en: string;
  nextZh: string;
  nextEn: string;
}

const row = (zh: string, en: string, nextZh: string, nextEn: string): StuckRow => ({
  zh,
  en,
  nextZh,
  nextEn,
});

export const STUCK = {
  databaseDown: row(
    '数据库没有响应，或不能写入',
    'The database does not answer, or does not accept writes',
    '启动 PostgreSQL，或让它能写入；订单会自己继续',
    'Start PostgreSQL, or make it writable; the orders continue by themselves',
  ),
  temporalDown: row(
    'Temporal 没有响应',
    'Temporal does not answer',
    '启动 Temporal；订单会自己继续',
    'Start Temporal; the orders continue by themselves',
  ),
  noPollers: row(
    '没有 worker 在处理订单',
    'No worker processes the orders',
    '启动 worker；订单会自己继续',
    'Start a worker; the orders continue by themselves',
  ),
  nonDeterminism: row(
    '新版本无法续跑此订单',
    'The current build cannot continue this order',
    '把当前版本设回上一个版本',
    'Make the previous build current again',
  ),
  notStarted: row(
    '订单或工单的流程没有启动',
    'The workflow of this order or case was not started',
    '查看 worker 日志里的原因并排除；worker 每 15 秒重试',
    'Read the reason in the worker’s log and remove it; the worker tries again every 15 s',
  ),
  retryStorm: row(
    '同一步骤反复失败',
    'One step fails again and again',
    '排除原因后重置该步骤',
    'Remove the cause, then reset the step',
  ),
  deadlinePassed: row(
    '时限已过，订单或工单没有前进',
    'The deadline has passed and the order or case did not progress',
    '延长时限，或启动停着的服务',
    'Extend the deadline, or start what is down',
  ),
  unsigned: row(
    '合同快到时限仍未签完',
    'The agreement is nearly due and not signed',
    '致电对方，需要时延长时限',
    'Call them; extend the deadline if need be',
  ),
  noCheckIn: row(
    '已过上门时间，无人签到',
    'The visit should have begun and nobody checked in',
    '核实到场：人工签到，或处理到场工单',
    'Find out who is there: override the check-in, or decide the arrival case',
  ),
  noticeBounced: row(
    '通知未能送达',
    'A notice reached nobody',
    '致电本人并标记已告知，或更正号码后重新发送',
    'Call the person and confirm it here, or correct the number and send it again',
  ),
} as const satisfies Record<string, StuckRow>;

export type StuckKind = keyof typeof STUCK;
export const STUCK_KINDS = Object.keys(STUCK) as [StuckKind, ...StuckKind[]];

/** One blocked thing. Without an order and a case it concerns all of them. */
export const Stuck = z.object({
  kind: z.enum(STUCK_KINDS),
  orderId: z.string().nullable(),
  caseId: z.uuid().nullable().describe('the case that stands still, maybe of this order'),
  reason: z.string().describe('a code: who is waited for, what failed'),
  since: z.iso.datetime(),
});
export type Stuck = z.infer<typeof Stuck>;

/** The failing check of /readyz, as a kind. The board itself may be unavailable then. */
export const KIND_OF_MISSING: Record<string, StuckKind> = {
  database: 'databaseDown',
  temporal: 'temporalDown',
  worker: 'noPollers',
};
