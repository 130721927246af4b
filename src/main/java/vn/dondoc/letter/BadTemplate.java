package vn.dondoc.letter;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** A Word template cannot be used; the application does not start. Names template and reason. */
class BadTemplate extends RuntimeException {

  /**
   * @param template name of the file
   */
  BadTemplate(String template, String reason) {
    super("Mẫu văn bản «" + template + "»: " + reason);
  }

  BadTemplate(String template, String reason, Exception cause) {
    super("Mẫu văn bản «" + template + "»: " + reason, cause);
  }

  /** Tells it at the end of the log instead of a stack trace. */
  static class Analyzer extends AbstractFailureAnalyzer<BadTemplate> {

    @Override
    protected FailureAnalysis analyze(Throwable root, BadTemplate cause) {
      return new FailureAnalysis(
          cause.getMessage(),
          "Mở mẫu bằng Word, sửa theo mục «Documents» trong README, hoặc bỏ tệp khỏi thư mục"
              + " dondoc.letters.folder để dùng mẫu có sẵn.",
          cause);
    }
  }
}
