import { useTranslation } from 'react-i18next';
import type { Wishes } from '#contracts/matching/wishes.ts';

/** The wishes in the reader's language, in natural order. */
export function useWishWords(): (wishes: Wishes) => string[] {
  const { t } = useTranslation('matching');
  return (wishes) => {
    const word = (kind: string, code: string) => t(`wish.${kind}.${code}`, { defaultValue: code });
    const { ageFrom, ageTo, brands } = wishes;
    return [
      wishes.sex && t(`helpers:sex.${wishes.sex}`),
      wishes.level && t(`helpers:level.${wishes.level}`),
      ageFrom && ageTo && t('wish.age.between', { from: ageFrom, to: ageTo }),
      ageFrom && !ageTo && t('wish.age.atLeast', { from: ageFrom }),
      !ageFrom && ageTo && t('wish.age.atMost', { to: ageTo }),
      wishes.dialect && t('wish.speaks', { dialect: word('dialect', wishes.dialect) }),
      wishes.illness && t('wish.caredFor', { illness: word('illness', wishes.illness) }),
      ...(Array.isArray(brands) ? brands.map((code) => word('brands', code)) : [brands]),
      ...(wishes.careHabits ?? []).map((code) => word('careHabits', code)),
      ...(wishes.taboos ?? []).map((code) => t('wish.without', { what: word('taboos', code) })),
    ].filter((said): said is string => Boolean(said));
  };
}
