package vn.dondoc.engine;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** The database is not one that this version can work with; it is left as it is. */
class UnfitDatabase extends RuntimeException {

  private final String remedy;

  private UnfitDatabase(String what, String remedy, Throwable cause) {
    super("Không khởi động vì cơ sở dữ liệu " + what + ". Cách sửa: " + remedy + ".", cause);
    this.remedy = remedy;
  }

  /**
   * @param found what is not ours: a table, a script
   */
  static UnfitDatabase foreign(String found) {
    return new UnfitDatabase(
        "đã có dữ liệu của chương trình khác («" + found + "»)",
        "đặt spring.datasource.url vào một cơ sở dữ liệu trống, hoặc vào cơ sở dữ liệu của Đôn Đốc",
        null);
  }

  /**
   * @param version what it has and we do not know
   */
  static UnfitDatabase newer(String version) {
    return new UnfitDatabase(
        "thuộc phiên bản mới hơn («" + version + "»)",
        "chạy phiên bản Đôn Đốc đã dùng cơ sở dữ liệu này, hoặc khôi phục bản sao lưu trước khi nâng cấp",
        null);
  }

  static UnfitDatabase different(Exception cause) {
    return new UnfitDatabase(
        "khác với những gì phiên bản này tạo ra (" + cause.getMessage() + ")",
        "khôi phục bản sao lưu, hoặc chạy đúng phiên bản Đôn Đốc đã dùng cơ sở dữ liệu này",
        cause);
  }

  static UnfitDatabase oldEngine(String version) {
    return new UnfitDatabase(
        "có bảng của máy quy trình Camunda " + version + ", quá cũ để nâng cấp tự động",
        "nâng cấp theo tài liệu của Camunda, hoặc dùng một cơ sở dữ liệu trống",
        null);
  }

  /** Tells it at the end of the log instead of a stack trace. */
  static class Analyzer extends AbstractFailureAnalyzer<UnfitDatabase> {

    @Override
    protected FailureAnalysis analyze(Throwable root, UnfitDatabase cause) {
      return new FailureAnalysis(cause.getMessage(), cause.remedy, cause);
    }
  }
}
