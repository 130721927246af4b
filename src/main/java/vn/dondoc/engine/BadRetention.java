package vn.dondoc.engine;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** The engine would forget too early or never; the application does not start. */
class BadRetention extends RuntimeException {

  private static final String REMEDY =
      "đặt dondoc.retention.engine-history, ví dụ P365D (365 ngày) hoặc P2Y (2 năm)";

  /**
   * @param what what is wrong
   */
  BadRetention(String what) {
    super(
        "Không khởi động vì thời gian lưu lịch sử quy trình %s. Cách sửa: %s."
            .formatted(what, REMEDY));
  }

  /** Tells it at the end of the log instead of a stack trace. */
  static class Analyzer extends AbstractFailureAnalyzer<BadRetention> {

    @Override
    protected FailureAnalysis analyze(Throwable root, BadRetention cause) {
      return new FailureAnalysis(cause.getMessage(), REMEDY, cause);
    }
  }
}
