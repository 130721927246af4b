/** Settings of Welcome, in place of those in Camunda's webjar: Vietnamese for everybody. */
export default {
  app: {
    vendor: 'Đôn Đốc –',
    name: 'Trang chào'
  },

  // Only one language to choose from makes every browser Vietnamese.
  locales: {
    availableLocales: ['vi'],
    fallbackLocale: 'vi'
  },

  customScripts: ['../../../assets/webapps'],

  csrfCookieName: 'XSRF-TOKEN',
  disableWelcomeMessage: true
};
