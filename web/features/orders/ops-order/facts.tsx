import { Card, Descriptions } from 'antd';
import type { ReactNode } from 'react';

type Row = [label: string, value: ReactNode];

/** A card of facts; what is not known yet is left out, and so is a card without facts. */
export function Facts({ title, rows }: { title: string; rows: Row[] }) {
  const known = rows.filter(
    ([, value]) => value !== null && value !== undefined && value !== false && value !== '',
  );
  if (known.length === 0) return null;
  return (
    <Card title={title} size="small">
      <Descriptions
        size="small"
        column={2}
        items={known.map(([label, children]) => ({ key: label, label, children }))}
      />
    </Card>
  );
}
