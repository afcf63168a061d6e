import { LeftOutline } from 'antd-mobile-icons';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { LanguageSwitch } from './language-switch.tsx';

/** A page: title, back link, language, content, and one primary action that stays visible. */
export function Page(props: { title: string; back?: string; children: ReactNode; action?: ReactNode }) {
  const { t } = useTranslation();
  const title = `${props.title} · ${t('brand')}`;
  useEffect(() => {
    document.title = title;
  }, [title]);
  return (
    <>
      <header className="page-head">
        {props.back ? (
          <Link to={props.back} className="back" aria-label={t('back')}>
            <LeftOutline />
          </Link>
        ) : (
          <span className="back" />
        )}
        <h1>{props.title}</h1>
        <LanguageSwitch />
      </header>
      <main className={props.action ? 'page page-with-action' : 'page'}>{props.children}</main>
      {props.action && <div className="action-bar">{props.action}</div>}
    </>
  );
}
