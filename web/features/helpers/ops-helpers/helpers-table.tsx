import { Table, type TableColumnsType, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { HelperRow } from '#contracts/helpers/helper.ts';
import { useCatalogueWords } from '../../orders/ops-board/catalogue-words.ts';
import { ExpiryTag } from './expiry-tag.tsx';

export function HelpersTable({ helpers }: { helpers: HelperRow[] }) {
  const { t } = useTranslation('ops');
  const words = useCatalogueWords();
  const columns: TableColumnsType<HelperRow> = [
    {
      title: t('column.helper'),
      render: (_, h) => (
        <Link to={`/ops/helpers/${h.id}`}>
          <b>{h.displayName}</b>
        </Link>
      ),
    },
    { title: t('helpers.level'), width: 110, render: (_, h) => t(`level.${h.level}`) },
    { title: t('helpers.home'), width: 130, render: (_, h) => words.district(h.homeDistrict) },
    { title: t('helpers.rating'), width: 90, render: (_, h) => h.rating?.toFixed(1) ?? '–' },
    { title: t('helpers.completed'), width: 90, dataIndex: 'completed' },
    {
      title: t('helpers.nextExpiry'),
      render: (_, h) =>
        h.nextExpiry ? (
          <>
            {t(`common:skillName.${h.nextExpiry.skill}`, { defaultValue: h.nextExpiry.skill })}{' '}
            <ExpiryTag validUntil={h.nextExpiry.validUntil} />
          </>
        ) : (
          '–'
        ),
    },
    {
      title: t('helpers.state'),
      width: 140,
      render: (_, h) => (h.recommended ? null : <Tag color="error">{t('helpers.removed')}</Tag>),
    },
  ];
  return (
    <Table
      rowKey="id"
      size="small"
      columns={columns}
      dataSource={helpers}
      pagination={{ pageSize: 25, hideOnSinglePage: true }}
    />
  );
}
