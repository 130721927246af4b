package vn.dondoc.notice;

/** What a mail is about. */
enum MailKind {
  DIGEST("Nhắc việc hằng ngày"),
  URGED("Đôn đốc"),
  DECIDED("Quyết định của UBND tỉnh"),
  SUPPLEMENT_ASKED("Yêu cầu bổ sung"),
  RETURNED("Nhiệm vụ bị trả lại"),
  RETURN_DECIDED("Xử lý nhiệm vụ trả lại"),
  EXTENSION_DECIDED("Trả lời đề nghị gia hạn"),
  FINAL_REPORT_DUE("Báo cáo tổng kết");

  private final String text;

  MailKind(String text) {
    this.text = text;
  }

  /** What people read. */
  public String text() {
    return text;
  }
}
