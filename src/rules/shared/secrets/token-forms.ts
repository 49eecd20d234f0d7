/**
 * The public forms of tokens and keys: data, no code. They are the forms of gitleaks' rules that need no context (commit
 * 009e025ad410 of https://github.com/gitleaks/gitleaks/blob/master/config/gitleaks.toml), written as plain character classes,
 * with a few that their vendors publish elsewhere. gitleaks is under this licence:
 *
 * MIT License. Copyright (c) 2019 Zachary Rice
 *
 * Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation
 * files (the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy,
 * modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the
 * Software is furnished to do so, subject to the following conditions:
 *
 * The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
 * Software.
 *
 * THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
 * WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
 * COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE,
 * ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
 */

/** The form of one token. */
export interface TokenForm {
  /** What the token is, with its article. */
  readonly what: string;
  /** A part that each token has, in its case: texts without it are not searched. */
  readonly mark: string;
  /** Source of a regular expression for the whole token. No two repetitions follow one another over the same characters. */
  readonly form: string;
  /** Clients may hold it where its name says so (`PUBLIC_KEY`). */
  readonly maybePublic?: true;
}

export const TOKEN_FORMS: readonly TokenForm[] = [
  { what: 'an age key', mark: 'AGE-SECRET-KEY-1', form: 'AGE-SECRET-KEY-1[0-9A-Z]{50,60}' },
  { what: 'an Airtable token', mark: 'pat', form: 'pat[A-Za-z0-9]{14}\\.[a-f0-9]{64}' },
  { what: 'an Alibaba Cloud access key', mark: 'LTAI', form: 'LTAI[A-Za-z0-9]{12,20}' },
  { what: 'an API key of an AI provider', mark: 'sk-', form: 'sk-(?:ant|proj|svcacct|admin)-[\\w-]{20,}' },
  { what: 'an API key of an AI provider', mark: 'T3BlbkFJ', form: 'sk-[A-Za-z0-9]{20}T3BlbkFJ[A-Za-z0-9]{20}' },
  { what: 'an API key of an AI provider', mark: 'gsk_', form: 'gsk_[A-Za-z0-9]{48,64}' },
  { what: 'an Artifactory token', mark: 'AKCp', form: 'AKCp[A-Za-z0-9]{69}' },
  { what: 'an Artifactory token', mark: 'cmVmd', form: 'cmVmd[A-Za-z0-9]{59}' },
  { what: 'an Atlassian token', mark: 'ATATT3', form: 'ATATT3[\\w=-]{60,}' },
  { what: 'an AWS access key', mark: 'AKIA', form: 'AKIA[0-9A-Z]{16}' },
  { what: 'an AWS access key', mark: 'ASIA', form: 'ASIA[0-9A-Z]{16}' },
  { what: 'an Azure client secret', mark: 'Q~', form: '[A-Za-z0-9_.]{3}\\dQ~[\\w.-]{31,34}' },
  { what: 'a Brevo key', mark: 'xkeysib-', form: 'xkeysib-[a-f0-9]{64}-[A-Za-z0-9]{16}' },
  { what: 'a ClickHouse Cloud key', mark: '4b1d', form: '4b1d[A-Za-z0-9]{38}' },
  { what: 'a Cloudflare origin key', mark: 'v1.0-', form: 'v1\\.0-[a-f0-9]{24}-[a-f0-9]{146}' },
  { what: 'a Databricks token', mark: 'dapi', form: 'dapi[a-f0-9]{32}(?:-\\d)?' },
  { what: 'a DigitalOcean token', mark: '_v1_', form: 'do[opr]_v1_[a-f0-9]{64}' },
  {
    what: 'a Discord webhook',
    mark: '/api/webhooks/',
    form: 'discord(?:app)?\\.com/api/webhooks/\\d{17,20}/[\\w-]{60,80}',
  },
  { what: 'a Docker Hub token', mark: 'dckr_', form: 'dckr_(?:pat|oat)_[\\w-]{27,32}' },
  { what: 'a Doppler token', mark: 'dp.', form: 'dp\\.(?:ct|pt|st|sa|scim|audit)\\.[\\w.-]{40,60}' },
  { what: 'a Dynatrace token', mark: 'dt0c01.', form: 'dt0c01\\.[A-Za-z0-9]{24}\\.[A-Za-z0-9]{64}' },
  { what: 'a Facebook token', mark: 'EAA', form: 'EAA[MC][A-Za-z0-9]{100,}' },
  { what: 'a Figma token', mark: 'figd_', form: 'figd_[\\w-]{40}' },
  { what: 'a Fly.io token', mark: 'fo1_', form: 'fo1_[\\w-]{43}' },
  { what: 'a GitHub token', mark: 'gh', form: 'gh[pousr]_[A-Za-z0-9]{36,}' },
  { what: 'a GitHub token', mark: 'github_pat_', form: 'github_pat_\\w{60,}' },
  { what: 'a GitLab token', mark: 'gl', form: 'gl(?:pat|ptt|dt|rt|soat|cbt|ft|imt|agent|oas|ffct)-[\\w.-]{20,}' },
  { what: 'a GitLab token', mark: 'GR1348941', form: 'GR1348941[\\w-]{20}' },
  { what: 'a Google API key', mark: 'AIza', form: 'AIza[\\w-]{35,40}', maybePublic: true },
  { what: 'a Google OAuth token', mark: 'ya29.', form: 'ya29\\.[\\w-]{30,}' },
  { what: 'a Google OAuth client secret', mark: 'GOCSPX-', form: 'GOCSPX-[\\w-]{28}' },
  {
    what: 'a Grafana token',
    mark: 'gl',
    form: 'gl(?:sa_[A-Za-z0-9]{32}_[A-Fa-f0-9]{8}|c_[A-Za-z0-9+/]{32,}={0,2})',
  },
  { what: 'a HashiCorp Vault token', mark: 'hv', form: 'hv[sbr]\\.[\\w-]{24,}' },
  { what: 'a HCP Terraform token', mark: '.atlasv1.', form: '[A-Za-z0-9]{14}\\.atlasv1\\.[\\w=-]{60,70}' },
  { what: 'a Heroku token', mark: 'HRKU-', form: 'HRKU-[\\w-]{36,64}' },
  { what: 'a Hugging Face token', mark: 'hf_', form: 'hf_[A-Za-z0-9]{34}' },
  { what: 'a Hugging Face token', mark: 'api_org_', form: 'api_org_[A-Za-z]{34}' },
  {
    what: 'a JSON Web Token',
    mark: 'eyJ',
    form: 'eyJ[\\w-]{8,}\\.eyJ[\\w-]{8,}\\.[\\w-]{8,}',
    maybePublic: true,
  },
  { what: 'a Linear key', mark: 'lin_', form: 'lin_(?:api|oauth)_[A-Za-z0-9]{40,64}' },
  { what: 'a Mailgun key', mark: 'key-', form: 'key-[a-f0-9]{32}' },
  { what: 'a MaxMind key', mark: '_mmk', form: '[A-Za-z0-9]{6}_[A-Za-z0-9]{29}_mmk' },
  { what: 'a New Relic key', mark: 'NR', form: 'NR(?:AK-[A-Z0-9]{27}|II-[A-Za-z0-9-]{32})' },
  { what: 'a Notion token', mark: 'ntn_', form: 'ntn_[0-9]{11}[A-Za-z0-9]{35}' },
  { what: 'an npm token', mark: 'npm_', form: 'npm_[A-Za-z0-9]{36}' },
  { what: 'an Octopus Deploy key', mark: 'API-', form: 'API-[A-Z0-9]{26}' },
  { what: 'an OpenShift token', mark: 'sha256~', form: 'sha256~[\\w-]{43}' },
  { what: 'a 1Password token', mark: 'ops_eyJ', form: 'ops_eyJ[A-Za-z0-9+/]{80,}={0,3}' },
  { what: 'a Perplexity key', mark: 'pplx-', form: 'pplx-[A-Za-z0-9]{48}' },
  { what: 'a PlanetScale token', mark: 'pscale_', form: 'pscale_(?:tkn|oauth|pw)_[\\w=.-]{32,64}' },
  { what: 'a Postman key', mark: 'PMAK-', form: 'PMAK-[A-Fa-f0-9]{24}-[A-Fa-f0-9]{34}' },
  { what: 'a Prefect key', mark: 'pnu_', form: 'pnu_[A-Za-z0-9]{36}' },
  { what: 'a Pulumi token', mark: 'pul-', form: 'pul-[a-f0-9]{40}' },
  { what: 'a PyPI token', mark: 'pypi-AgE', form: 'pypi-AgE[\\w-]{50,}' },
  { what: 'a Replicate token', mark: 'r8_', form: 'r8_[A-Za-z0-9]{37}' },
  { what: 'a RubyGems key', mark: 'rubygems_', form: 'rubygems_[a-f0-9]{48}' },
  { what: 'a SendGrid key', mark: 'SG.', form: 'SG\\.[\\w-]{22}\\.[\\w-]{43}' },
  { what: 'a Sentry token', mark: 'sntry', form: 'sntry(?:u_[a-f0-9]{64}|s_eyJ[\\w+/=-]{60,})' },
  { what: 'a Shopify token', mark: 'shp', form: 'shp(?:at|ca|pa|ss)_[A-Fa-f0-9]{32}' },
  { what: 'a Slack token', mark: 'xox', form: 'xox[abeoprs]-[\\w-]{10,}' },
  { what: 'a Slack token', mark: 'xapp-', form: 'xapp-\\d-[A-Z0-9]{6,20}-\\d{6,20}-[a-f0-9]{10,100}' },
  {
    what: 'a Slack token',
    mark: 'hooks.slack.com',
    form: 'hooks\\.slack\\.com/(?:services|workflows|triggers)/[A-Za-z0-9+/]{30,80}',
  },
  { what: 'a Sourcegraph token', mark: 'sgp_', form: 'sgp_(?:(?:[A-Fa-f0-9]{16}|local)_)?[A-Fa-f0-9]{40}' },
  { what: 'a SonarQube token', mark: 'sq', form: 'sq[apu]_[a-f0-9]{40}' },
  { what: 'a Square token', mark: 'sq0', form: 'sq0(?:atp|csp)-[\\w-]{22,60}' },
  { what: 'a Stripe key', mark: 'k_', form: '[rs]k_(?:live|test|prod)_[A-Za-z0-9]{16,}' },
  { what: 'a Stripe webhook secret', mark: 'whsec_', form: 'whsec_[A-Za-z0-9+/]{24,64}={0,2}' },
  { what: 'a Supabase key', mark: 'sb', form: 'sb(?:p_[a-f0-9]{40}|_secret_[\\w-]{31})' },
  { what: 'a Tailscale key', mark: 'tskey-', form: 'tskey-(?:auth|api|client)-[\\w-]{16,64}' },
  {
    what: 'a Teams webhook',
    mark: '.webhook.office.com',
    form: '[a-z0-9]{1,63}\\.webhook\\.office\\.com/webhookb2/[\\w@-]{36,80}/IncomingWebhook/[\\w/-]{32,80}',
  },
  { what: 'a Telegram bot token', mark: ':A', form: '\\d{8,10}:A[\\w-]{34}' },
  { what: 'a Twilio key', mark: 'SK', form: 'SK[a-f0-9]{32}' },
];
