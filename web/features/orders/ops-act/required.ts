import { useTranslation } from 'react-i18next';

/** The rule of a field that must be filled. */
export function useRequired() {
  const { t } = useTranslation('orders');
  return { required: true, message: t('ops.field.required') };
}
