import { Alert, Button, Space, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { CaseDetails } from '#contracts/cases/case.ts';
import { DeadlineTag } from '../../../components/deadline-tag.tsx';
import { useCaseWords } from '../use-case-words.ts';

/** The case, its due time, and links to its order and to the Temporal UI. */
export function CaseHead({ case_ }: { case_: CaseDetails }) {
  const { t } = useTranslation('cases');
  const words = useCaseWords();
  const isOpen = case_.status === 'open';
  return (
    <header className="desk-order-head">
      <Link to="/ops/cases">← {t('common:ops.head.cases')}</Link>
      <Space size="middle" wrap>
        <Typography.Title level={1} className="order-title">
          {words.kind(case_.kind)}
        </Typography.Title>
        <Tag color={isOpen ? 'error' : 'default'}>{t(`ops.cases.${case_.status}`)}</Tag>
        {case_.variant && <Tag color="warning">{t(`ops.variant.${case_.variant}`)}</Tag>}
        {isOpen && <DeadlineTag deadline={case_.dueAt} />}
        {isOpen && case_.overdue && <Tag color="error">{t('ops.cases.late')}</Tag>}
        {case_.round > 1 && <span>{t('ops.cases.round', { round: case_.round })}</span>}
        {case_.orderId && (
          <Link to={`/ops/orders/${case_.orderId}`} className="order-number">
            {case_.orderId}
          </Link>
        )}
        <span className="quiet">v{case_.version}</span>
        {case_.temporalUrl && (
          <Button size="small" href={case_.temporalUrl} target="_blank" rel="noreferrer">
            {t('orders:ops.order.inTemporal')}
          </Button>
        )}
      </Space>
      {case_.needsHand && (
        <Alert
          type="error"
          showIcon
          title={t('ops.cases.needsHand', { reason: case_.needsHand })}
          description={t('ops.cases.needsHandHint')}
        />
      )}
    </header>
  );
}
