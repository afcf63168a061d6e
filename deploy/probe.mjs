// node deploy/probe.mjs <address>: exits with 0 if the address answers 2xx within two seconds. Images have no curl.
const [address = ''] = process.argv.slice(2);
const answer = await fetch(address, { signal: AbortSignal.timeout(2_000) }).catch(() => undefined);
process.exit(answer?.ok ? 0 : 1);
