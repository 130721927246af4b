package vn.dondoc.security;

import com.nulabinc.zxcvbn.Zxcvbn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.identity.PasswordPolicy;
import org.camunda.bpm.engine.identity.PasswordPolicyRule;
import org.camunda.bpm.engine.identity.User;
import org.springframework.stereotype.Component;

/**
 * What a password must be: long, and hard to guess for somebody who knows the person. No kinds of
 * characters are asked for, which only gives {@code Matkhau@123} (OWASP ASVS 5.0, 6.2).
 */
@Component
class PasswordRules implements PasswordPolicy {

  static final int MIN_LENGTH = 12;
  static final int MAX_LENGTH = 128;

  /** zxcvbn's scale goes from 0 to 4; 3 takes more than 10⁸ guesses. */
  private static final int MIN_SCORE = 3;

  /** Longer ones take zxcvbn seconds and are hard enough to guess by then. */
  private static final int MEASURED_LENGTH = 60;

  private static final List<String> LOCAL_WORDS =
      List.of("dondoc", "ubnd", "nghean", "vietnam", "matkhau", "camunda", "quantri", "admin");

  private final Zxcvbn zxcvbn = new Zxcvbn();

  @Override
  public List<PasswordPolicyRule> getRules() {
    return List.of(new Length(), new HardToGuess());
  }

  /** What is wrong with the password, in Vietnamese; null if nothing is. */
  String refusal(String password, User user) {
    if (!new Length().execute(password, user)) {
      return "Mật khẩu phải có từ %d đến %d ký tự.".formatted(MIN_LENGTH, MAX_LENGTH);
    }
    if (!new HardToGuess().execute(password, user)) {
      return "Mật khẩu dễ đoán. Hãy ghép vài từ không liên quan với nhau, không dùng tên mình, tên"
          + " đơn vị, ngày tháng hay dãy phím liền nhau.";
    }
    return null;
  }

  private static final class Length implements PasswordPolicyRule {

    @Override
    public String getPlaceholder() {
      return "PASSWORD_POLICY_LENGTH";
    }

    @Override
    public Map<String, String> getParameters() {
      return Map.of("minLength", String.valueOf(MIN_LENGTH));
    }

    @Override
    public boolean execute(String password) {
      return execute(password, null);
    }

    @Override
    public boolean execute(String password, User user) {
      int length = password.codePointCount(0, password.length());
      return length >= MIN_LENGTH && length <= MAX_LENGTH;
    }
  }

  private final class HardToGuess implements PasswordPolicyRule {

    @Override
    public String getPlaceholder() {
      return "PASSWORD_POLICY_HARD_TO_GUESS";
    }

    @Override
    public Map<String, String> getParameters() {
      return Map.of();
    }

    @Override
    public boolean execute(String password) {
      return execute(password, null);
    }

    @Override
    public boolean execute(String password, User user) {
      List<String> known = new ArrayList<>(LOCAL_WORDS);
      if (user != null) {
        add(known, user.getId());
        add(known, user.getFirstName());
        add(known, user.getLastName());
        add(known, user.getEmail());
      }
      String measured = password.substring(0, Math.min(password.length(), MEASURED_LENGTH));
      return zxcvbn.measure(measured, known).getScore() >= MIN_SCORE;
    }

    private static void add(List<String> words, String text) {
      if (text != null && !text.isBlank()) {
        words.add(text);
        words.addAll(List.of(text.split("[^\\p{L}\\p{N}]+")));
      }
    }
  }
}
