import { useTranslation } from 'react-i18next';
import { AGE_BANDS, type WishKind, wishesFor } from '#contracts/matching/wishes.ts';
import { ChoiceChips } from '../../../components/choice-chips.tsx';
import { countWishes, type WishDraft } from './wish-draft.ts';

/** Further wishes, collapsed by default; only those that make sense for the service. */
export function MoreWishes(props: {
  serviceCode: string;
  value: WishDraft;
  onChange: (value: Partial<WishDraft>) => void;
}) {
  const { t } = useTranslation('matching');
  const { serviceCode, value, onChange } = props;
  const fitting = wishesFor(serviceCode);
  const words = (kind: WishKind) =>
    fitting[kind].map((code) => ({ value: code, label: t(`wish.${kind}.${code}`) }));
  const anyOr = (options: { value: string; label: string }[]) => [
    { value: '', label: t('wish.any') },
    ...options,
  ];
  const stated = countWishes(value, serviceCode);
  return (
    <details className="more-wishes" data-testid="more-wishes">
      <summary>
        {t('wish.more')} {stated > 0 && <small>{t('wish.stated', { count: stated })}</small>}
      </summary>
      <p className="hint">{t('wish.hint')}</p>
      {fitting.illness.length > 0 && (
        <ChoiceChips
          label={t('wish.kind.illness')}
          single
          options={anyOr(words('illness'))}
          value={[value.illness]}
          onChange={([illness]) => onChange({ illness: illness! })}
        />
      )}
      <ChoiceChips
        label={t('wish.kind.age')}
        single
        options={[
          { value: '' as const, label: t('wish.any') },
          ...AGE_BANDS.map(({ code }) => ({ value: code, label: t(`wish.band.${code}`) })),
        ]}
        value={[value.age]}
        onChange={([age]) => onChange({ age: age! })}
      />
      <ChoiceChips
        label={t('wish.kind.dialect')}
        single
        options={anyOr(words('dialect'))}
        value={[value.dialect]}
        onChange={([dialect]) => onChange({ dialect: dialect! })}
      />
      {fitting.brands.length > 0 && (
        <ChoiceChips
          label={t('wish.kind.brands')}
          options={words('brands')}
          value={value.brandCodes}
          onChange={(brandCodes) => onChange({ brandCodes })}
        />
      )}
      <ChoiceChips
        label={t('wish.kind.careHabits')}
        options={words('careHabits')}
        value={value.careHabits}
        onChange={(careHabits) => onChange({ careHabits })}
      />
      <ChoiceChips
        label={t('wish.kind.taboos')}
        options={words('taboos')}
        value={value.taboos}
        onChange={(taboos) => onChange({ taboos })}
      />
    </details>
  );
}
