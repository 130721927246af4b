package vn.dondoc.letter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {

  @ParameterizedTest
  @CsvSource({
    "2024-06-05, 05, 6",
    "2024-01-31, 31, 01",
    "2024-02-09, 09, 02",
    "2024-12-10, 10, 12"
  })
  void writesDaysBelowTenAndTheFirstTwoMonthsWithALeadingZero(
      LocalDate date, String day, String month) {
    assertThat(Words.dayOfMonth(date)).isEqualTo(day);
    assertThat(Words.month(date)).isEqualTo(month);
  }

  @ParameterizedTest
  @CsvSource({
    "BHXH tỉnh Nghệ An, BHXH",
    "Sở Y tế, SYT",
    "Sở Lao động - Thương binh và Xã hội, SLĐTBXH",
    "Liên đoàn Lao động tỉnh, LĐLĐ"
  })
  void abbreviatesAnOfficeAsItDoesItself(String name, String sign) {
    assertThat(Words.sign(name)).isEqualTo(sign);
  }

  @Test
  void writesNamesInFullAtTheHead() {
    assertThat(Words.capitals("UBND tỉnh Nghệ An")).isEqualTo("ỦY BAN NHÂN DÂN TỈNH NGHỆ AN");
    assertThat(Words.inFull("BHXH tỉnh Nghệ An")).isEqualTo("Bảo hiểm xã hội tỉnh Nghệ An");
    assertThat(Words.place("UBND tỉnh Nghệ An")).isEqualTo("Nghệ An");
    assertThat(Words.place("UBND thành phố Hà Nội")).isEqualTo("Hà Nội");
  }

  @Test
  void writesNumbersAndSharesTheVietnameseWay() {
    assertThat(Words.number(3468)).isEqualTo("3.468");
    assertThat(Words.number(1234.5)).isEqualTo("1.234,5");
    assertThat(Words.rate(1, 3)).isEqualTo("33,3%");
    assertThat(Words.rate(0, 0)).isEqualTo("–");
  }
}
