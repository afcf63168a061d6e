import { Button, Card, Table } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HelperDetails, SkillView } from '#contracts/helpers/helper.ts';
import { dayAndClock } from '../../../lib/time.ts';
import { CertificateDialog } from './certificate-dialog.tsx';
import { ExpiryTag } from './expiry-tag.tsx';

/** What this helper may do until when; ops change a date, and every change stays to be read. */
export function CertificatesCard({ helper, mayChange }: { helper: HelperDetails; mayChange: boolean }) {
  const { t, i18n } = useTranslation('ops');
  const [changing, setChanging] = useState<SkillView | null>(null);
  const skill = (code: string) => t(`common:skillName.${code}`, { defaultValue: code });
  return (
    <Card title={t('helpers.certificates')} size="small">
      <Table
        rowKey="skill"
        size="small"
        pagination={false}
        dataSource={helper.skills}
        columns={[
          { title: t('helpers.skill'), render: (_, s) => skill(s.skill) },
          { title: t('helpers.certificate'), render: (_, s) => s.certificate ?? t('helpers.noCertificate') },
          {
            title: t('helpers.validUntil'),
            render: (_, s) => <ExpiryTag validUntil={s.validUntil} expired={s.expired} />,
          },
          {
            title: '',
            width: 100,
            render: (_, s) =>
              mayChange && (
                <Button size="small" onClick={() => setChanging(s)} data-testid={`change-${s.skill}`}>
                  {t('helpers.change')}
                </Button>
              ),
          },
        ]}
      />
      <h3 className="helper-changes">{t('helpers.changes')}</h3>
      {helper.changes.length === 0 && <p className="quiet">{t('helpers.noChanges')}</p>}
      <ul>
        {helper.changes.map((c) => (
          <li key={c.id}>
            <span className="quiet">{dayAndClock(c.at, i18n.language)}</span> {c.by}:{' '}
            {t('helpers.changed', { skill: skill(c.skill), from: c.from ?? '–', to: c.to ?? '–' })} ·{' '}
            {t([`helpers.why.${c.reason}`, 'payload.code'], { code: c.reason })}
          </li>
        ))}
      </ul>
      {changing && <CertificateDialog helper={helper} skill={changing} onClose={() => setChanging(null)} />}
    </Card>
  );
}
