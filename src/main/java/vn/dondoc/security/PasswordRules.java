package vn.dondoc.security;

import com.nulabinc.zxcvbn.Zxcvbn;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.commons.lang3.StringUtils;
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

  /**
   * What is wrong with the password, in Vietnamese; null if nothing is.
   *
   * @param units names and codes of the units that the person works for
   */
  String refusal(String password, User user, Collection<String> units) {
    if (!new Length().execute(password, user)) {
      return "Mật khẩu phải có từ %d đến %d ký tự.".formatted(MIN_LENGTH, MAX_LENGTH);
    }
    if (!isHardToGuess(password, user, units)) {
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
      return isHardToGuess(password, user, List.of());
    }
  }

  private boolean isHardToGuess(String password, User user, Collection<String> units) {
    List<String> known = new ArrayList<>(LOCAL_WORDS);
    units.forEach(text -> add(known, text));
    if (user != null) {
      add(known, user.getId());
      add(
          known,
          Objects.toString(user.getFirstName(), "")
              + " "
              + Objects.toString(user.getLastName(), ""));
      add(known, user.getEmail());
    }
    String typed =
        StringUtils.stripAccents(
            password.substring(0, Math.min(password.length(), MEASURED_LENGTH)));
    if (zxcvbn.measure(typed, known).getScore() < MIN_SCORE) {
      return false;
    }
    // A name counts as hard to guess if only there are blanks in it, so once more without; but not
    // where signs are most of the password.
    String joined = String.join("", words(typed));
    return joined.length() * 2 < typed.length()
        || zxcvbn.measure(joined, known).getScore() >= MIN_SCORE;
  }

  /** All that is written of a name in one go: "Đông Vĩnh" is dong, vinh, dongvinh. */
  private static void add(List<String> known, String name) {
    if (name == null) {
      return;
    }
    List<String> words = words(StringUtils.stripAccents(name));
    for (int first = 0; first < words.size(); first++) {
      for (int end = first + 1; end <= words.size(); end++) {
        known.add(String.join("", words.subList(first, end)));
      }
    }
  }

  private static List<String> words(String text) {
    return Stream.of(text.split("[^\\p{L}\\p{N}]+")).filter(word -> !word.isEmpty()).toList();
  }
}
