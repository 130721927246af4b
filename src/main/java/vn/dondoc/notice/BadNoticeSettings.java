package vn.dondoc.notice;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** The application would run, but its mail would go astray; it does not start. */
class BadNoticeSettings extends RuntimeException {

  private final String remedy;

  /**
   * @param what what is wrong
   * @param remedy what to change
   */
  BadNoticeSettings(String what, String remedy) {
    super("Không khởi động vì cấu hình thư sai: " + what + ". Cách sửa: " + remedy + ".");
    this.remedy = remedy;
  }

  /** Tells it at the end of the log instead of a stack trace. */
  static class Analyzer extends AbstractFailureAnalyzer<BadNoticeSettings> {

    @Override
    protected FailureAnalysis analyze(Throwable root, BadNoticeSettings cause) {
      return new FailureAnalysis(cause.getMessage(), cause.remedy, cause);
    }
  }
}
