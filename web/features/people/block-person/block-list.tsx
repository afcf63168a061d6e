import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BlockView } from '#contracts/people/people.ts';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { Sheet } from '../../../components/sheet.tsx';
import { ReadProblem, Skeleton } from '../../../components/states.tsx';
import { day } from '../../../lib/time.ts';
import { useRead } from '../../../lib/use-read.ts';
import { useSend } from '../../../lib/use-send.ts';

/** Whom I blocked; each block can be taken back. */
export function BlockList() {
  const { t, i18n } = useTranslation('people');
  const read = useRead('blocks', {});
  const [asked, setAsked] = useState<BlockView | null>(null);
  const removing = useSend('removeBlock', () => setAsked(null));
  return (
    <section className="card">
      <h2>{t('block.mine')}</h2>
      {read.isPending && <Skeleton lines={1} />}
      {read.isError && !read.data && <ReadProblem error={read.error} onRetry={() => void read.refetch()} />}
      {read.data?.blocks.length === 0 && <p className="hint">{t('block.none')}</p>}
      {read.data?.blocks.map((block) => (
        <div key={block.personId} className="setting" data-testid="block">
          <span>
            {block.name} <small>{day(block.since, i18n.language)}</small>
          </span>
          <button type="button" className="link" onClick={() => setAsked(block)}>
            {t('block.remove')}
          </button>
        </div>
      ))}
      <Sheet open={asked !== null} title={t('block.remove')} onClose={() => setAsked(null)}>
        <p className="notice">{t('block.removeEffect')}</p>
        {removing.problem && <ProblemNotice problem={removing.problem} />}
        <button
          type="button"
          className="button button-danger"
          disabled={removing.sending}
          onClick={() => asked && removing.send({ params: { personId: asked.personId } })}
        >
          {removing.sending ? t('common:sendingNow') : t('block.removeYes')}
        </button>
      </Sheet>
    </section>
  );
}
