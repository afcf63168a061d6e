import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { CARE_HABITS } from '#contracts/matching/wishes.ts';
import { AccountCard } from '../components/account-card.tsx';
import { Page } from '../components/page.tsx';
import { ProblemNotice } from '../components/problem-notice.tsx';
import { ReadProblem, Skeleton } from '../components/states.tsx';
import { Toggle } from '../components/toggle.tsx';
import { BlockList } from '../features/people/block-person/block-list.tsx';
import { useRead } from '../lib/use-read.ts';
import { useSend } from '../lib/use-send.ts';

/** The helper's settings: accept offers without asking, what wishes are met, language, letter size. */
export function Component() {
  const { t } = useTranslation('helpers');
  const queries = useQueryClient();
  const profile = useRead('myProfile', {});
  const { dialects = [], brands = [], habits = [] } = profile.data?.traits ?? {};
  const word = (kind: string) => (code: string) => t(`matching:wish.${kind}.${code}`, { defaultValue: code });
  const said = [
    ...dialects.map(word('dialect')),
    ...brands.map(word('brands')),
    ...habits.map((code) => word(CARE_HABITS.includes(code as 'company') ? 'careHabits' : 'taboos')(code)),
  ];
  const setting = useSend('setAutoAccept', () => queries.invalidateQueries({ queryKey: ['myProfile'] }));
  return (
    <Page title={t('common:helper.tab.me')}>
      <section className="card">
        {profile.isPending && <Skeleton lines={2} />}
        {profile.isError && <ReadProblem error={profile.error} onRetry={() => void profile.refetch()} />}
        {profile.data && (
          <>
            <h2>{t('profile.work')}</h2>
            <div className="setting">
              <span>{t('profile.level')}</span>
              <strong>{t(`level.${profile.data.level}`)}</strong>
            </div>
            <Toggle
              label={t('profile.autoAccept')}
              hint={t('profile.autoAcceptHint')}
              checked={profile.data.autoAccept}
              loading={setting.sending}
              onChange={(autoAccept) => setting.send({ body: { autoAccept } })}
            />
            {setting.problem && <ProblemNotice problem={setting.problem} />}
            <Link className="setting" to="/helper/me/traits" data-testid="open-traits">
              <span>
                {t('traits.title')}
                <small>{said.length > 0 ? said.join(' · ') : t('traits.nothing')}</small>
              </span>
              <span aria-hidden="true">›</span>
            </Link>
          </>
        )}
      </section>
      <BlockList />
      <AccountCard />
    </Page>
  );
}
