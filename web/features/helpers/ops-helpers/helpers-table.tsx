import { Table, type TableColumnsType, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { HelperRow } from '#contracts/helpers/helper.ts';
import { useCatalogueWords } from '../../../lib/use-catalogue-words.ts';
import { ExpiryTag } from './expiry-tag.tsx';

export function HelpersTable({ helpers }: { helpers: HelperRow[] }) {
  const { t } = useTranslation('helpers');
  const words = useCatalogueWords();
  const columns: TableColumnsType<HelperRow> = [
    {
      title: t('orders:ops.column.helper'),
      render: (_, h) => (
        <Link to={`/ops/helpers/${h.id}`}>
          <b>{h.displayName}</b>
        </Link>
      ),
    },
    { title: t('ops.helpers.level'), width: 110, render: (_, h) => t(`ops.level.${h.level}`) },
    { title: t('ops.helpers.home'), width: 130, render: (_, h) => words.district(h.homeDistrict) },
    { title: t('ops.helpers.rating'), width: 90, render: (_, h) => h.rating?.toFixed(1) ?? '–' },
    { title: t('ops.helpers.completed'), width: 90, dataIndex: 'completed' },
    {
      title: t('ops.helpers.nextExpiry'),
      render: (_, h) =>
        h.nextExpiry ? (
          <>
            {t(`helpers:skillName.${h.nextExpiry.skill}`, { defaultValue: h.nextExpiry.skill })}{' '}
            <ExpiryTag validUntil={h.nextExpiry.validUntil} />
          </>
        ) : (
          '–'
        ),
    },
    {
      title: t('ops.helpers.state'),
      width: 140,
      render: (_, h) => (
        <>
          {!h.recommended && <Tag color="error">{t('ops.helpers.removed')}</Tag>}
          {h.missing.map((skill) => (
            <Tag key={skill} color="error">
              {t('ops.helpers.lacks', { skill: t(`helpers:skillName.${skill}`, { defaultValue: skill }) })}
            </Tag>
          ))}
        </>
      ),
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
