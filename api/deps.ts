import type { PaymentGateway } from '#activities/gateways/payment-gateway.ts';
import type { Database } from '#platform/database.ts';
import type { ApiEnv } from '#platform/env.ts';
import type { Logger } from '#platform/logger.ts';
import type { Live } from './live/open-live.ts';
import type { QueueByHelper } from './messages/slots/queue-by-helper.ts';
import type { TemporalPort } from './messages/temporal.ts';
import type { CodeLimits } from './people/login/code-limits.ts';
import type { Login } from './people/login/create-login.ts';
import type { SendCode } from './people/login/send-code.ts';
import type { Watch } from './watch/keep-watch.ts';

/** The dependencies of endpoints; tests replace them. */
export interface Deps {
  env: ApiEnv;
  database: Database;
  temporal: TemporalPort;
  logger: Logger;
  login: Login;
  codeLimits: CodeLimits;
  sendCode: SendCode;
  payments: PaymentGateway;
  live: Live;
  /** Bookings of one helper, one after the other. */
  queueByHelper: QueueByHelper;
  /** Looks for stuck orders; an API without it (in tests) says that there are none. */
  watch?: Watch;
  /** True while the process is stopping: it accepts no new work. */
  stopping: () => boolean;
}

export const isDevelopment = (deps: Pick<Deps, 'env'>): boolean => deps.env.ANJIA_MODE === 'development';
