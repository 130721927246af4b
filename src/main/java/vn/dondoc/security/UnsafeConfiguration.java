package vn.dondoc.security;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** The application would run, but not be safe; it does not start. */
class UnsafeConfiguration extends RuntimeException {

  private final String remedy;

  /**
   * @param what what is unsafe
   * @param remedy what to change
   */
  UnsafeConfiguration(String what, String remedy) {
    super("Không khởi động vì không an toàn: " + what + ". Cách sửa: " + remedy + ".");
    this.remedy = remedy;
  }

  /** Tells it at the end of the log instead of a stack trace. */
  static class Analyzer extends AbstractFailureAnalyzer<UnsafeConfiguration> {

    @Override
    protected FailureAnalysis analyze(Throwable root, UnsafeConfiguration cause) {
      return new FailureAnalysis(cause.getMessage(), cause.remedy, cause);
    }
  }
}
