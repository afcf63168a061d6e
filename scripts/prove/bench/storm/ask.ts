import { API_PREFIX } from '#contracts/http.ts';
import type { Pending } from '#contracts/problem.ts';
import type { Person } from '../../simulate/people.ts';

export interface Asked {
  status: number;
  code: string;
  alternatives: string[] | null;
  ms: number;
}

/** One request, never repeated. A 202 is polled until its answer is there, and all of that time counts. */
export async function ask(input: {
  url: string;
  person: Person;
  path: string;
  body: unknown;
}): Promise<Asked> {
  const startedAt = performance.now();
  const headers = {
    ...{ accept: 'application/json', 'content-type': 'application/json' },
    ...{ authorization: `Bearer ${input.person.token()}`, 'idempotency-key': crypto.randomUUID() },
  };
  const send = { method: 'POST', headers, body: JSON.stringify(input.body) };
  try {
    let response = await fetch(`${input.url}${API_PREFIX}${input.path}`, send);
    let content = (await response.json()) as Partial<Pending> & { code?: string; alternatives?: string[] };
    while (response.status === 202 && performance.now() - startedAt < 60_000) {
      response = await fetch(`${input.url}${content.answer}`, { headers });
      content = (await response.json()) as typeof content;
    }
    const ms = performance.now() - startedAt;
    return {
      status: response.status,
      code: content.code ?? 'ok',
      alternatives: content.alternatives ?? null,
      ms,
    };
  } catch (error) {
    const { cause } = error as { cause?: { code?: string } };
    return {
      status: 0,
      code: cause?.code ?? String(error),
      alternatives: null,
      ms: performance.now() - startedAt,
    };
  }
}
