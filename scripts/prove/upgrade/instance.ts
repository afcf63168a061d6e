import { startInstance } from '#scripts/start/start-instance.ts';

export interface InstanceState {
  url: string;
  temporalAddress: string;
  databaseUrl: string;
  data: string;
  logs: string;
}
export interface Instance {
  state(): InstanceState;
  stop(): Promise<void>;
}

/** `npm start` of a checkout on a data folder, without building its pages. The folder stays when it is stopped. */
export const startCheckout = (input: {
  project?: string;
  data: string;
  readyFile: string;
}): Promise<Instance> =>
  startInstance<InstanceState>({
    args: ['--data', input.data, '--no-web'],
    ...(input.project ? { project: input.project } : {}),
    readyFile: input.readyFile,
    // An older version may have to install its packages first.
    patienceMs: 480_000,
    clean: () => undefined,
  });
