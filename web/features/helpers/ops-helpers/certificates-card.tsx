import { Button, Card, Table } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HelperDetails, SkillView } from '#contracts/helpers/helper.ts';
import { dayAndClock } from '../../../lib/time.ts';
import { CertificateDialog } from './certificate-dialog.tsx';
import { ExpiryTag } from './expiry-tag.tsx';

/** The skills of this helper with their expiry. Ops change a date, and every change is shown. */
export function CertificatesCard({ helper, mayChange }: { helper: HelperDetails; mayChange: boolean }) {
  const { t, i18n } = useTranslation('helpers');
  const [changing, setChanging] = useState<SkillView | null>(null);
  // A skill may contain a colon (illness:stroke): the key needs its namespace.
  const skill = (code: string) => t(`helpers:skillName.${code}`, { defaultValue: code });
  return (
    <Card title={t('ops.helpers.certificates')} size="small">
      <Table
        rowKey="skill"
        size="small"
        pagination={false}
        dataSource={helper.skills}
        columns={[
          { title: t('ops.helpers.skill'), render: (_, s) => skill(s.skill) },
          {
            title: t('ops.helpers.certificate'),
            render: (_, s) => s.certificate ?? t('ops.helpers.noCertificate'),
          },
          {
            title: t('ops.helpers.validUntil'),
            render: (_, s) => <ExpiryTag validUntil={s.validUntil} expired={s.expired} missing={s.missing} />,
          },
          {
            title: '',
            width: 100,
            render: (_, s) =>
              mayChange && (
                <Button size="small" onClick={() => setChanging(s)} data-testid={`change-${s.skill}`}>
                  {t('ops.helpers.change')}
                </Button>
              ),
          },
        ]}
      />
      <h3 className="helper-changes">{t('ops.helpers.changes')}</h3>
      {helper.changes.length === 0 && <p className="quiet">{t('ops.helpers.noChanges')}</p>}
      <ul>
        {helper.changes.map((c) => (
          <li key={c.id}>
            <span className="quiet">{dayAndClock(c.at, i18n.language)}</span> {c.by}:{' '}
            {t('ops.helpers.changed', { skill: skill(c.skill), from: c.from ?? '–', to: c.to ?? '–' })} ·{' '}
            {t([`ops.helpers.why.${c.reason}`, 'orders:ops.payload.code'], { code: c.reason })}
          </li>
        ))}
      </ul>
      {changing && <CertificateDialog helper={helper} skill={changing} onClose={() => setChanging(null)} />}
    </Card>
  );
}
