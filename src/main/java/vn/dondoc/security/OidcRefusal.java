package vn.dondoc.security;

/** Why somebody whom the province's account system knows is not let in, as they read it. */
enum OidcRefusal {
  NO_UNIT("Tài khoản của bạn chưa được gắn với đơn vị nào. Hãy báo quản trị hệ thống."),
  UNUSABLE_NAME("Tên tài khoản của bạn không dùng được ở đây. Hãy báo quản trị hệ thống."),
  NAME_TAKEN(
      "Tên tài khoản của bạn trùng với một tài khoản khác ở đây. Hãy báo quản trị hệ thống."),
  FAILED(
      "Không đăng nhập được bằng tài khoản của tỉnh. Hãy thử lại; nếu vẫn không được, hãy báo quản"
          + " trị hệ thống.");

  private final String text;

  OidcRefusal(String text) {
    this.text = text;
  }

  String text() {
    return text;
  }
}
