import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { localDate } from '../../../lib/time.ts';

const DAY = 86_400_000;

/** The expiry of a certificate; red when expired, amber within 30 days. */
export function ExpiryTag(props: { validUntil: string | null; expired?: boolean; missing?: boolean }) {
  const { validUntil, expired, missing } = props;
  const { t } = useTranslation('helpers');
  if (missing) return <Tag color="error">{t('ops.helpers.missing')}</Tag>;
  if (!validUntil) return <span className="quiet">{t('ops.helpers.noExpiry')}</span>;
  const days = Math.round((Date.parse(validUntil) - Date.parse(localDate(Date.now()))) / DAY);
  if (expired || days < 0) return <Tag color="error">{t('ops.helpers.expired', { date: validUntil })}</Tag>;
  if (days <= 30)
    return <Tag color="warning">{t('ops.helpers.expiresIn', { date: validUntil, count: days })}</Tag>;
  return <Tag>{validUntil}</Tag>;
}
