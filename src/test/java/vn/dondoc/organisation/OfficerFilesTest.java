package vn.dondoc.organisation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OfficerFilesTest {

  private static final String AN = "an,Nguyễn Văn An,so-y-te,an@example.org";
  private static final Set<String> UNITS = Set.of("so-y-te", "buu-dien");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "binh,Trần Bình,so-y-te               | số cột không khớp với dòng tiêu đề",
        ",Trần Bình,so-y-te,                  | thiếu «user»",
        "bình,Trần Bình,so-y-te,              | tên đăng nhập",
        "binh,,so-y-te,                       | thiếu «name»",
        "binh,Trần Bình,so-xay-dung,          | không có đơn vị nào mang mã «so-xay-dung»",
        "binh,Trần Bình,so-y-te,example.org   | địa chỉ thư không hợp lệ: «example.org»",
        "an,Nguyễn Văn An,so-y-te,an@example.org | «an» đã thuộc «so-y-te» ở dòng 2",
        "an,Lê An,buu-dien,an@example.org     | «an» đã có với họ tên hoặc địa chỉ thư khác"
      })
  void namesFileLineAndReasonOfABadOfficer(String row, String reason) {
    assertThatThrownBy(
            () ->
                OfficerFiles.read(DataFiles.withOfficers(DataFiles.units(), AN, row), UNITS)
                    .orThrow())
        .isInstanceOf(BadDataFile.class)
        .hasMessageStartingWith("Tệp officers.csv, dòng 3: ")
        .hasMessageContaining(reason);
  }

  @Test
  void letsAnOfficerServeTwoUnits() {
    assertThat(
            OfficerFiles.read(
                    DataFiles.withOfficers(
                        DataFiles.units(), AN, "an,Nguyễn Văn An,buu-dien,an@example.org"),
                    UNITS)
                .orThrow())
        .extracting(Officer::unit)
        .containsExactly("so-y-te", "buu-dien");
  }
}
