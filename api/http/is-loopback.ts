/** Whether an address is this machine's own: the simulator of a development machine calls from there. */
export const isLoopback = (address: string | undefined): boolean =>
  /^(::1|127\.|::ffff:127\.)/.test(address ?? '');
