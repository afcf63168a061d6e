import { App, ConfigProvider, type ThemeConfig } from 'antd';
import enUS from 'antd/es/locale/en_US.js';
import zhCN from 'antd/es/locale/zh_CN.js';
import type { ComponentProps, ReactNode } from 'react';
import { useTongue } from '../lib/i18n.ts';

type Locale = ComponentProps<typeof ConfigProvider>['locale'];
// antd's type files describe CommonJS, but the bundler provides the ESM default.
const LOCALES = { zh: zhCN, en: enUS } as unknown as Record<'zh' | 'en', Locale>;

/** The colours of web/style.css, so that both UI kits look alike. */
const THEME: ThemeConfig = {
  token: {
    colorPrimary: '#0d6556',
    colorInfo: '#0d6556',
    colorLink: '#0d6556',
    colorSuccess: '#1c7a45',
    colorError: '#a8261c',
    colorText: '#22302d',
    colorTextSecondary: '#55635f',
    colorTextTertiary: '#55635f',
    colorTextDescription: '#55635f',
    colorInfoBg: '#e4f1ed',
    colorInfoBorder: '#b9d8cf',
    colorErrorBg: '#fce9e6',
    colorErrorBorder: '#e5a9a2',
    colorWarningBg: '#fdf0dc',
    colorWarningBorder: '#ecc792',
    colorWarning: '#8a4b08',
    colorSuccessBg: '#e4f1ed',
    colorBgLayout: '#f8f4ee',
    borderRadius: 8,
    fontFamily: 'var(--font)',
  },
};

/** The frame of every antd screen: language, colours, dialogs. */
export function Desk({ children }: { children: ReactNode }) {
  const tongue = useTongue();
  return (
    <ConfigProvider locale={LOCALES[tongue]} theme={THEME} button={{ autoInsertSpace: false }}>
      <App className="desk">{children}</App>
    </ConfigProvider>
  );
}
