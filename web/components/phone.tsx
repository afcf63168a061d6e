import { ConfigProvider } from 'antd-mobile';
import enUS from 'antd-mobile/es/locales/en-US';
import zhCN from 'antd-mobile/es/locales/zh-CN';
import type { ReactNode } from 'react';
import { useTongue } from '../lib/i18n.ts';

/** The frame of both phone surfaces; on a wide screen it is centred. */
export function Phone({ children }: { children: ReactNode }) {
  const tongue = useTongue();
  return (
    <ConfigProvider locale={tongue === 'en' ? enUS : zhCN}>
      <div className="phone">{children}</div>
    </ConfigProvider>
  );
}
