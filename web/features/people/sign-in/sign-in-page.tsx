import { zodResolver } from '@hookform/resolvers/zod';
import { type Resolver, useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { Navigate, useSearchParams } from 'react-router';
import { http } from '#contracts/http.ts';
import { findCode } from '#contracts/typed/code.ts';
import { LanguageSwitch } from '../../../components/language-switch.tsx';
import { Phone } from '../../../components/phone.tsx';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { useSession } from '../../../lib/session.tsx';
import { DemoPeople } from './demo-people.tsx';
import { pageAfterSignIn } from './page-after-sign-in.ts';
import { useSignIn } from './use-sign-in.ts';

const PhoneOnly = http.signIn.body.pick({ phone: true }).strip();
const WithCode = http.signIn.body.pick({ phone: true, code: true });
type Form = { phone: string; code: string };

/** Phone, then the one-time code. On a development server a demo person signs in with one tap. */
export function Component() {
  const { t } = useTranslation('people');
  const { me } = useSession();
  const [params] = useSearchParams();
  const { sentTo, problem, secondsToWait, sendCode, enter, otherPhone } = useSignIn();
  const form = useForm<Form>({
    defaultValues: { phone: '', code: '' },
    // The two schemas differ in `code`; the form has the fields of both.
    resolver: zodResolver(sentTo ? WithCode : PhoneOnly) as unknown as Resolver<Form>,
  });
  const { errors, isSubmitting } = form.formState;

  if (me) return <Navigate to={pageAfterSignIn(me, params.get('next'))} replace />;

  return (
    <Phone>
      <header className="sign-in-head">
        <LanguageSwitch />
        <img src="/icon.svg" alt="" width="64" height="64" />
        <h1>{t('common:brand')}</h1>
        <p>{t('common:slogan')}</p>
      </header>
      <main className="page">
        <form
          className="card"
          noValidate
          onSubmit={form.handleSubmit(({ phone, code }) => (sentTo ? enter(phone, code) : sendCode(phone)))}
        >
          <h2>{t('signIn.title')}</h2>
          <label className="field">
            <span>{t('signIn.phone')}</span>
            <input
              {...form.register('phone')}
              type="tel"
              inputMode="tel"
              autoComplete="tel"
              placeholder={t('signIn.phoneHint')}
              readOnly={Boolean(sentTo)}
              aria-invalid={Boolean(errors.phone)}
            />
            {errors.phone && <em role="alert">{t('signIn.phoneWrong')}</em>}
          </label>
          {sentTo && (
            <label className="field">
              <span>{t('signIn.code')}</span>
              <input
                {...form.register('code', {
                  onChange: (e: { target: HTMLInputElement }) =>
                    form.setValue('code', findCode(e.target.value, 6)),
                })}
                className="code"
                inputMode="numeric"
                autoComplete="one-time-code"
                placeholder={t('signIn.codeHint')}
                data-testid="code-input"
                aria-invalid={Boolean(errors.code)}
              />
              {errors.code ? (
                <em role="alert">{t('signIn.codeWrong')}</em>
              ) : (
                <small>{t('signIn.sentTo', { to: sentTo })}</small>
              )}
            </label>
          )}
          {problem && <ProblemNotice problem={problem} />}
          <button type="submit" className="button" data-testid="primary-action" disabled={isSubmitting}>
            {isSubmitting ? t('common:sendingNow') : sentTo ? t('signIn.enter') : t('signIn.getCode')}
          </button>
          {sentTo ? (
            <div className="row-buttons">
              <button
                type="button"
                className="link"
                onClick={() => {
                  otherPhone();
                  form.resetField('code');
                }}
              >
                {t('signIn.otherPhone')}
              </button>
              <button
                type="button"
                className="link"
                disabled={secondsToWait > 0}
                onClick={() => void sendCode(form.getValues('phone'))}
              >
                {secondsToWait > 0 ? t('signIn.againIn', { seconds: secondsToWait }) : t('signIn.again')}
              </button>
            </div>
          ) : (
            <p className="hint">{t('signIn.newHere')}</p>
          )}
        </form>
        <DemoPeople
          onPick={async (phone) => {
            form.setValue('phone', phone);
            await sendCode(phone);
          }}
          onCode={(phone, code) => {
            form.setValue('code', code);
            return enter(phone, code);
          }}
        />
      </main>
    </Phone>
  );
}
