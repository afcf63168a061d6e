/// <reference types="vite/client" />

// The kit's own declarations of these two say CommonJS, though a bundler reads them as modules.
declare module 'antd-mobile/es/locales/en-US' {
  const locale: NonNullable<import('antd-mobile').ConfigProviderProps['locale']>;
  export default locale;
}
declare module 'antd-mobile/es/locales/zh-CN' {
  const locale: NonNullable<import('antd-mobile').ConfigProviderProps['locale']>;
  export default locale;
}
