package vn.dondoc.organisation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlainTextTest {

  @Test
  void findsTheSameWordInBothSpellingsAndWithout() {
    assertThat(PlainText.of("Hoà Bình")).isEqualTo(PlainText.of("HÒA BÌNH")).isEqualTo("hoa binh");
    assertThat(PlainText.of("Đông Vĩnh")).isEqualTo("dong vinh");
    assertThat(PlainText.of(null)).isEmpty();
  }
}
