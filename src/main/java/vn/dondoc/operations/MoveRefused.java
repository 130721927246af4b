package vn.dondoc.operations;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** The data cannot be moved; both databases are as they were. */
class MoveRefused extends RuntimeException {

  private final String remedy;

  /**
   * @param what what is in the way
   * @param remedy what to do about it
   */
  MoveRefused(String what, String remedy) {
    super("Không chuyển dữ liệu: " + what + ". Cách sửa: " + remedy + ".");
    this.remedy = remedy;
  }

  /** Tells it at the end of the log instead of a stack trace. */
  static class Analyzer extends AbstractFailureAnalyzer<MoveRefused> {

    @Override
    protected FailureAnalysis analyze(Throwable root, MoveRefused cause) {
      return new FailureAnalysis(cause.getMessage(), cause.remedy, cause);
    }
  }
}
