package vn.dondoc.notice;

/** The mail server cannot be reached, or takes nothing from us; the engine tries again. */
class MailServerAway extends RuntimeException {

  MailServerAway(String reason) {
    super("Máy chủ thư không nhận thư, các thư còn lại vẫn chờ gửi: " + reason);
  }
}
