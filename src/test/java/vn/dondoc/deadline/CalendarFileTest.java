package vn.dondoc.deadline;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;

class CalendarFileTest {

  private static final String HEADER = "date,weekday,type,name_vi,source\n";
  private static final String GOOD = "2024-05-01,Wed,HOLIDAY,Quốc tế Lao động,\"Labour\nCode\"\n";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2024-05-02,Thu,FREE,Nghỉ,x          | loại ngày không có trong quy định: «FREE»",
        "2024-05-02,Thu,MAYBE_HOLIDAY,Nghỉ,x | «MAYBE_HOLIDAY»",
        "02/05/2024,Thu,HOLIDAY,Nghỉ,x       | ngày không đúng dạng yyyy-MM-dd: «02/05/2024»",
        "2023-02-29,Wed,HOLIDAY,Nghỉ,x       | «2023-02-29»",
        "2024-05-02,Fri,HOLIDAY,Nghỉ,x       | ngày 2024-05-02 là Thu, không phải «Fri»",
        "2024-05-01,Wed,HOLIDAY,Nghỉ,x       | ngày 2024-05-01 đã có ở dòng 3",
        "2024-05-02,Thu,HOLIDAY,,x           | thiếu tên ngày",
        "2024-05-02,Thu,HOLIDAY,Nghỉ         | số cột không khớp"
      })
  void namesFileLineAndReasonOfABadRow(String row, String reason) {
    assertThatThrownBy(() -> CalendarFile.read(file(HEADER + GOOD + row)))
        .isInstanceOf(BadCalendarFile.class)
        .hasMessageStartingWith("Tệp lich.csv, dòng 4: ")
        .hasMessageContaining(reason);
  }

  @Test
  void namesAColumnThatIsMissing() {
    assertThatThrownBy(() -> CalendarFile.read(file("date,type,name_vi,source\n")))
        .hasMessage("Tệp lich.csv, dòng 1: thiếu cột «weekday»");
  }

  @Test
  void refusesAFileInAnotherEncoding() {
    Resource latin = file((HEADER + "2024-05-01,Wed,HOLIDAY,Ngày,x\n").getBytes(ISO_8859_1));

    assertThatThrownBy(() -> CalendarFile.read(latin))
        .isInstanceOf(BadCalendarFile.class)
        .hasMessageStartingWith("Tệp lich.csv: không đọc được");
  }

  @Test
  void readsAFileThatASpreadsheetSaved() {
    assertThat(CalendarFile.read(file("\uFEFF" + HEADER + GOOD)))
        .extracting(CalendarDay::day)
        .containsExactly(LocalDate.of(2024, 5, 1));
  }

  private static Resource file(String text) {
    return file(text.getBytes(UTF_8));
  }

  private static Resource file(byte[] bytes) {
    return new ByteArrayResource(bytes) {
      @Override
      public String getFilename() {
        return "lich.csv";
      }
    };
  }
}
