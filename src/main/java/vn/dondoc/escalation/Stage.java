package vn.dondoc.escalation;

/** Who has to act on an escalation case. */
public enum Stage {
  SUPERIOR("Cấp trên trực tiếp xử lý"),
  COMMITTEE("UBND tỉnh xem xét, quyết định"),
  ANSWER("Chờ đơn vị trả lời văn bản đôn đốc"),
  CLOSED("Đã giải quyết");

  private final String text;

  Stage(String text) {
    this.text = text;
  }

  /** What people read. */
  public String text() {
    return text;
  }
}
