package vn.dondoc.audit;

/** What is recorded. */
public enum Action {
  SIGN_IN("Đăng nhập"),
  SIGN_IN_FAILED("Đăng nhập không thành công"),
  SIGN_OUT("Đăng xuất"),
  PASSWORD_CHANGED("Đổi mật khẩu"),
  START("Khởi tạo quy trình"),
  TASK("Xử lý công việc"),
  DECISION("Quyết định"),
  UPLOAD("Tải tệp lên"),
  REMOVAL("Gỡ tệp"),
  DOWNLOAD("Tải tệp xuống"),
  EXPORT("Xuất dữ liệu"),
  FEED("Địa chỉ lịch"),
  ADMINISTRATION("Quản trị");

  private final String text;

  Action(String text) {
    this.text = text;
  }

  /** As people read it. */
  public String text() {
    return text;
  }
}
