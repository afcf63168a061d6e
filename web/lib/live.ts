import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { API_PREFIX, type StreamEvent } from '#contracts/http.ts';
import { STEADY } from './use-send.ts';

export type LiveState = 'live' | 'polling' | 'offline';

const CHANNEL = 'anjia.live';
const POLL_MS = 15_000;

/**
 * Keeps screens current: the server's stream names changed orders, and the screen reloads them. One stream per browser
 * (HTTP/1.1 allows six connections): the tab that holds the lock forwards events. While the stream is down, everything
 * on screen is read every 15 s.
 */
export function useLive(signedIn: boolean): LiveState {
  const queries = useQueryClient();
  const [stream, setStream] = useState<'up' | 'down' | 'starting'>('starting');
  const [online, setOnline] = useState(navigator.onLine);

  useEffect(() => {
    const changed = () => setOnline(navigator.onLine);
    addEventListener('online', changed);
    addEventListener('offline', changed);
    return () => {
      removeEventListener('online', changed);
      removeEventListener('offline', changed);
    };
  }, []);

  useEffect(() => {
    if (!signedIn) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    // A burst of events (a transition writes several rows) causes one reload.
    const refresh = () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        void queries.invalidateQueries({ predicate: (q) => !STEADY.has(q.queryKey[0] as string) });
      }, 150);
    };
    const stop = leadOrFollow({ onEvent: refresh, onState: setStream });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [signedIn, queries]);

  useEffect(() => {
    if (!signedIn || stream === 'up') return;
    const poll = setInterval(() => {
      void queries.invalidateQueries({ predicate: (q) => !STEADY.has(q.queryKey[0] as string) });
    }, POLL_MS);
    return () => clearInterval(poll);
  }, [signedIn, stream, queries]);

  if (!online) return 'offline';
  return signedIn && stream === 'down' ? 'polling' : 'live';
}

interface Listeners {
  onEvent: (event: StreamEvent) => void;
  onState: (state: 'up' | 'down') => void;
}
type Passed = { event: StreamEvent } | { state: 'up' | 'down' } | { asking: true };

/** Without Web Locks (plain http in a LAN) or channels (an old browser) each tab has its own stream. */
function leadOrFollow(listeners: Listeners): () => void {
  const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(CHANNEL);
  const pass = (message: Passed) => channel?.postMessage(message);
  const gone = new AbortController();
  let close = () => {};
  let state: 'up' | 'down' = 'down';
  let leading = false;

  const lead = (share: boolean) => {
    leading = share;
    close = openStream({
      onEvent: (event) => {
        listeners.onEvent(event);
        if (share) pass({ event });
      },
      onState: (now) => {
        state = now;
        listeners.onState(now);
        if (share) pass({ state: now });
      },
    });
  };
  channel?.addEventListener('message', ({ data }: MessageEvent<Passed>) => {
    if ('asking' in data) {
      if (leading) pass({ state });
    } else if (!leading && 'event' in data) listeners.onEvent(data.event);
    else if (!leading && 'state' in data) listeners.onState(data.state);
  });

  if (navigator.locks && channel) {
    pass({ asking: true });
    const held = new Promise<void>((release) => gone.signal.addEventListener('abort', () => release()));
    navigator.locks
      .request(CHANNEL, { signal: gone.signal }, () => {
        lead(true);
        return held;
      })
      .catch(() => {}); // aborted while waiting: the tab is closing
  } else lead(false);

  return () => {
    gone.abort();
    close();
    channel?.close();
  };
}

function openStream(listeners: Listeners): () => void {
  let source: EventSource;
  let again: ReturnType<typeof setTimeout> | undefined;
  let ended = false;
  const open = () => {
    source = new EventSource(`${API_PREFIX}/stream`);
    const heard = ({ data }: MessageEvent<string>) => {
      try {
        const event = JSON.parse(data) as StreamEvent;
        if (event && typeof event.type === 'string') listeners.onEvent(event);
      } catch {
        listeners.onEvent({ type: 'resync' });
      }
    };
    for (const name of ['message', 'order', 'case', 'inbox', 'resync']) source.addEventListener(name, heard);
    source.onopen = () => {
      listeners.onState('up');
      listeners.onEvent({ type: 'resync' });
    };
    source.onerror = () => {
      listeners.onState('down');
      // After a refusal (a proxy's 502, a restart) the browser gives up for good: a new stream is opened.
      if (source.readyState !== EventSource.CLOSED || ended) return;
      clearTimeout(again);
      again = setTimeout(open, 3000);
    };
  };
  open();
  return () => {
    ended = true;
    clearTimeout(again);
    source.close();
  };
}
