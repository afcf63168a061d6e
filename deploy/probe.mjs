// node deploy/probe.mjs <address>: ends with 0 when the address answers well within two seconds. Images have no curl.
const [address = ''] = process.argv.slice(2);
const answer = await fetch(address, { signal: AbortSignal.timeout(2_000) }).catch(() => undefined);
process.exit(answer?.ok ? 0 : 1);
