import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { SetTraits, Traits } from '#contracts/helpers/traits.ts';
import { BRANDS, CARE_HABITS, DIALECTS, TABOOS } from '#contracts/matching/wishes.ts';
import { ChoiceChips } from '../components/choice-chips.tsx';
import { Page } from '../components/page.tsx';
import { PrimaryButton } from '../components/primary-button.tsx';
import { ReadProblem, Skeleton } from '../components/states.tsx';
import { useRead } from '../lib/use-read.ts';
import { useSend } from '../lib/use-send.ts';

/** The wishes of customers that this helper meets: more of them bring more offers; they must be true. */
export function Component() {
  const { t } = useTranslation('helpers');
  const profile = useRead('myProfile', {});
  return (
    <Page title={t('traits.title')} back="/helper/me">
      {profile.isPending && <Skeleton lines={6} />}
      {profile.isError && <ReadProblem error={profile.error} onRetry={() => void profile.refetch()} />}
      {profile.data && <Edit traits={profile.data.traits} />}
    </Page>
  );
}

function Edit({ traits }: { traits: Traits }) {
  const { t } = useTranslation('helpers');
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [dialects, setDialects] = useState(traits.dialects);
  const [brands, setBrands] = useState(traits.brands);
  const [habits, setHabits] = useState(traits.habits);
  const saving = useSend('setTraits', () => {
    void queries.invalidateQueries({ queryKey: ['myProfile'] });
    void navigate('/helper/me');
  });
  const options = (kind: string, codes: readonly string[]) =>
    codes.map((value) => ({ value, label: t(`matching:wish.${kind}.${value}`) }));
  // Codes that the form no longer offers are not sent.
  const known = (said: string[], codes: readonly string[]) => said.filter((code) => codes.includes(code));
  const send = () =>
    saving.send({
      body: {
        dialects: known(dialects, DIALECTS),
        brands: known(brands, BRANDS),
        habits: known(habits, [...CARE_HABITS, ...TABOOS]),
      } as SetTraits,
    });
  return (
    <>
      <section className="card">
        <p className="hint">{t('traits.hint')}</p>
        <ChoiceChips
          label={t('traits.dialects')}
          options={options('dialect', DIALECTS)}
          value={dialects}
          onChange={setDialects}
        />
        <ChoiceChips
          label={t('traits.brands')}
          options={options('brands', BRANDS)}
          value={brands}
          onChange={setBrands}
        />
        <ChoiceChips
          label={t('traits.habits')}
          options={options('careHabits', CARE_HABITS)}
          value={habits}
          onChange={setHabits}
        />
        <ChoiceChips
          label={t('traits.taboos')}
          options={options('taboos', TABOOS)}
          value={habits}
          onChange={setHabits}
        />
        <p className="hint">{t('traits.illness')}</p>
      </section>
      <div className="action-bar">
        <PrimaryButton state={saving} action="setTraits" onClick={send}>
          {t('calendars:times.save')}
        </PrimaryButton>
      </div>
    </>
  );
}
