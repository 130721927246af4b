package vn.dondoc.notice;

/** How far a mail has come. */
enum MailState {
  WAITING("Chờ gửi"),
  /** Waits as well; known from the unit, not from the mail. */
  NO_ADDRESS("Chưa có hộp thư"),
  SENT("Đã gửi"),
  /** The server does not take it for this mailbox. */
  REFUSED("Bị từ chối"),
  /** A digest that was not sent on its day. */
  SUPERSEDED("Đã thay bằng thư mới");

  private final String text;

  MailState(String text) {
    this.text = text;
  }

  /** What people read. */
  public String text() {
    return text;
  }
}
