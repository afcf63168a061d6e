import { useTranslation } from 'react-i18next';

/** Both parties, and whether each has signed. */
export function SignStates({ signedBy }: { signedBy: readonly ('customer' | 'helper')[] }) {
  const { t } = useTranslation('agreements');
  return (
    <ul className="sign-states">
      {(['customer', 'helper'] as const).map((party) => {
        const signed = signedBy.includes(party);
        return (
          <li key={party} data-done={signed} data-testid={`signed-${party}`}>
            <b>{t(`common:role.${party}`)}</b> {signed ? t('agreement.signed') : t('agreement.notYet')}
          </li>
        );
      })}
    </ul>
  );
}
