/** Settings of Cockpit, in place of those in Camunda's webjar: Vietnamese for everybody. */
export default {
  app: {
    vendor: 'Đôn Đốc –',
    name: 'Giám sát quy trình'
  },

  // Only one language to choose from makes every browser Vietnamese; date formats are in it.
  locales: {
    availableLocales: ['vi'],
    fallbackLocale: 'vi'
  },

  csrfCookieName: 'XSRF-TOKEN',
  disableWelcomeMessage: true,

  // What people deploy is looked at as text.
  previewHtml: false
};
