package vn.dondoc.organisation;

/** There is no unit of that code; its message is in Vietnamese. */
public class UnknownUnit extends RuntimeException {

  UnknownUnit(String code) {
    super("Không có đơn vị nào mang mã «%s»".formatted(code));
  }
}
